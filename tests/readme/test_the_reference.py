"""Every public name says what it means, takes, returns and raises, and shows an example, which runs."""

from __future__ import annotations

import doctest
import inspect
import re
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any, get_args

import pytest
from pandas import DataFrame

import tup_sim
from docs.site.reference import ERRORS, FUNCTIONS, MECHANISMS, OBJECTS, QUESTION, names
from tests.rooms.source import ROOT
from tests.rows import on_each
from tup_sim import api
from tup_sim.model.mechanisms import base

MODULES = {"__version__", "parameters"}  # a text, and a module, which has a document of its own
NOT_SAID = {"WEEK"}  # a length of time
HOOKS = "tup_sim.model.mechanisms.base.Mechanism"


def found(name: str) -> Any:
    module, _, attribute = name.rpartition(".")
    return getattr(import_module(module), attribute)


def called(name: str) -> str:
    return name.rpartition(".")[2]


def calls() -> list[str]:
    return [name for name in names() if inspect.isfunction(found(name))]


def kinds() -> list[str]:
    return [name for name in names() if inspect.isclass(found(name))]


def methods(kind: type) -> Iterator[tuple[str, Any]]:
    """What a class has of its own that is public, and what is behind a property."""
    for name, value in vars(kind).items():
        inside = getattr(value, "fget", None) or getattr(value, "func", None) or value
        inside = getattr(inside, "__func__", inside)
        if not name.startswith("_") and inspect.isfunction(inside) and inside.__module__ == kind.__module__:
            yield name, inside


def sections(text: str | None) -> dict[str, str]:
    """The sections of a docstring by their heading; what stands above them by the empty one."""
    parts = re.split(
        r"^(Args|Attributes|Returns|Raises|Examples):\n", inspect.cleandoc(text or ""), flags=re.M
    )
    return {"": parts[0], **dict(zip(parts[1::2], parts[2::2], strict=True))}


def arguments(call: Any) -> list[str]:
    return [name for name in inspect.signature(call).parameters if name not in ("self", "cls")]


def told(section: str) -> set[str]:
    """The names that a section explains: at the beginning of a line, several in a row if they are as elsewhere."""
    lines = re.findall(r"^    (\w+(?:, \w+)*): \S", section, re.MULTILINE)
    return {name for line in lines for name in line.split(", ")}


def fields(kind: type) -> set[str]:
    own = getattr(kind, "_fields", None) or tuple(getattr(kind, "__dataclass_fields__", ()))
    return {name for name in own if not name.startswith("_")}


def test_nothing_public_is_left_out():
    shown = {called(name) for name in names()}
    assert len(shown) == len(list(names()))
    assert set(tup_sim.__all__) | set(api.__all__) <= shown | MODULES
    offered = {name for name, value in vars(base).items() if getattr(value, "__module__", "") in
               (base.__name__, "tup_sim.model.mechanisms.declared") and not name.startswith("_")}  # fmt: skip
    assert offered <= shown | NOT_SAID
    assert {called(name) for name in MECHANISMS} <= offered


def test_the_public_names_are_those_of_the_package():
    for name in FUNCTIONS:
        assert getattr(tup_sim, called(name)) is found(name)


def test_what_a_function_returns_is_shown_too():
    shown = {found(name) for name in names()}
    ours = [kind for name in FUNCTIONS for kind in returned(name) if kind.__module__.startswith("tup_sim.")]
    assert len(ours) > 8
    assert [each for each in ours if each not in shown] == []


@on_each("name", calls)
def test_a_function_says_everything(name):
    said = sections(found(name).__doc__)
    assert said[""].strip()
    assert set(arguments(found(name))) == told(said.get("Args", ""))
    assert said["Returns"].strip()
    assert ">>> " in said["Examples"]


@on_each("name", FUNCTIONS)
def test_a_function_that_can_refuse_says_when(name):
    said = sections(found(name).__doc__)
    assert called(name) == "parameter_table" or "Error: " in said["Raises"]


@on_each("name", kinds)
def test_a_class_says_what_it_has(name):
    kind = found(name)
    said = sections(kind.__doc__)
    assert said[""].strip()
    if not issubclass(kind, BaseException):
        assert fields(kind) <= told(said.get("Attributes", ""))


@on_each("name", kinds)
def test_every_method_says_what_it_is_and_takes(name):
    for method, call in methods(found(name)):
        said = sections(call.__doc__)
        assert said[""].strip(), method
        if name != HOOKS:  # what a hook is given is said by its types, and what they are by the class
            assert set(arguments(call)) <= told(said.get("Args", "")), method


@on_each("name", OBJECTS)
def test_an_object_is_shown_in_an_example(name):
    """In its own, or in that of the function that gives it, which has one."""
    own = sections(found(name).__doc__).get("Examples", "")
    kind = found(name)
    assert own or any(kind in returned(each) for each in FUNCTIONS)


def returned(name: str) -> list[type]:
    """The classes that a function says it returns, alone or in a list."""
    call = found(name)
    known = {**vars(import_module(call.__module__)), "DataFrame": DataFrame}
    hint = eval(inspect.signature(call).return_annotation, known)
    return [each for each in (hint, *get_args(hint)) if inspect.isclass(each)]


def test_every_error_says_when_it_comes():
    assert all(found(name).__doc__ for name in ERRORS)
    assert all(issubclass(found(name), BaseException) for name in ERRORS)


@pytest.fixture(scope="module")
def kept(tmp_path_factory) -> dict[str, Any]:
    """A folder with the results that the example of ``experiment`` makes, and what it names."""
    folder = tmp_path_factory.mktemp("reference")
    (folder / "docs").symlink_to(ROOT / "docs")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        (question,) = examples(QUESTION)
        assert doctest.DocTestRunner(verbose=False).run(question, clear_globs=False).failed == 0
        (example,) = examples("tup_sim.api.experiments.experiment")
        example.globs = dict(question.globs)
        assert doctest.DocTestRunner(verbose=False).run(example, clear_globs=False).failed == 0
        return {**question.globs, "__folder__": folder}


def examples(name: str) -> list[doctest.DocTest]:
    finder = doctest.DocTestFinder(recurse=False)
    return [each for each in finder.find(found(name), called(name), globs={}) if each.examples]


SHOWN = [name for name in names() if ">>> " in (found(name).__doc__ or "")]


@pytest.mark.slow
@pytest.mark.parametrize("name", SHOWN, ids=called)
def test_an_example_runs_and_shows_what_it_says(name: str, kept: dict[str, Any], monkeypatch) -> None:
    folder: Path = kept["__folder__"]
    monkeypatch.chdir(folder)
    (example,) = examples(name)
    example.globs = {"thanks": kept["thanks"]}
    shown: list[str] = []
    runner = doctest.DocTestRunner(verbose=False)
    assert runner.run(example, out=shown.append).failed == 0, "".join(shown)
