"""Mechanisms from outside the package: their source is run, and a catalogue is made of the house and them.

A plug-in is its source text, so it travels with a scenario to any process and needs no file there. Whether it is a
good one is checked where it is read (``files.plugin_checks``).
"""

from __future__ import annotations

import copyreg
import linecache
import sys
import traceback
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cache
from hashlib import sha256
from types import ModuleType
from typing import Any, NamedTuple

from tup_sim.errors import PLUGIN, Message, ScenarioError, is_of_what_ran
from tup_sim.model.catalogue import HOUSE, Catalogue, catalogue_of
from tup_sim.model.mechanisms.base import Mechanism
from tup_sim.model.parameters.scenario import Scenario
from tup_sim.model.parameters.whole import Parameters


class Plugin(NamedTuple):
    """A plug-in.

    Attributes:
        name: as it is asked for: the path of a file, or the name under which a package offers it.
        source: its text.
        digest: of what the source says; comments and layout do not count.
        file: its file, as messages name it.
        package, version: the installed package that offers it, and its version; empty for a file.
    """

    name: str
    source: str
    digest: str
    file: str
    package: str = ""
    version: str = ""


class WithPlugins(Catalogue):
    """The mechanisms of the house, and after them those of plug-ins.

    Attributes:
        plugins: in the order in which they were named; it is the order in which they act.
    """

    def __init__(self, plugins: Sequence[Plugin]) -> None:
        super().__init__((*HOUSE.mechanisms, *(kind for each in plugins for kind in mechanisms_of(each))))
        self.plugins = tuple(plugins)
        copyreg.pickle(self.parameters, _packed)


def plugins_of(scenario: Scenario) -> tuple[Plugin, ...]:
    """The plug-ins of a scenario, in order; none for most."""
    return plugins_in(catalogue_of(scenario.parameters))


def plugins_in(catalogue: Catalogue) -> tuple[Plugin, ...]:
    """The plug-ins of a catalogue, in order."""
    return catalogue.plugins if isinstance(catalogue, WithPlugins) else ()


def catalogue_with(plugins: Iterable[Plugin]) -> Catalogue:
    """The catalogue of the house and these plug-ins, made once; what is named twice counts once.

    Raises:
        ScenarioError: a source cannot be run; says file and line.
    """
    once = {each.digest: each for each in reversed([*plugins])}
    named = tuple(reversed(once.values()))
    return _catalogue(named) if named else HOUSE


@cache
def _catalogue(plugins: tuple[Plugin, ...]) -> Catalogue:
    made = WithPlugins(plugins)
    _KNOWN.append(made)
    return made


_KNOWN: list[Catalogue] = []


def known_catalogues() -> tuple[Catalogue, ...]:
    """Every catalogue with plug-ins that this process has met, the last one first."""
    return tuple(reversed(_KNOWN))


def _packed(parameters: Any) -> tuple[Callable[..., Any], tuple[Any, ...]]:
    """How parameters travel to another process: as the sources of their plug-ins, and their values."""
    return _unpacked, (plugins_in(catalogue_of(parameters)), parameters.model_dump())


def _unpacked(plugins: tuple[Plugin, ...], values: Mapping[str, Any]) -> Parameters:
    return catalogue_with(plugins).parameters.model_validate(values)


def switches_added(scenario: Scenario) -> tuple[str, ...]:
    """The switches that plug-ins bring, in order."""
    own = HOUSE.switches.model_fields
    return tuple(name for name in catalogue_of(scenario.parameters).switches.model_fields if name not in own)


def side_by_side(scenarios: Sequence[Scenario]) -> list[Scenario]:
    """Scenarios with the same catalogue, so that they can be held against each other.

    A plug-in is off where the scenario does not name it; then nothing of it happens, and all else stays as it was.
    """
    theirs = [plugins_of(each) for each in scenarios]
    if len(set(theirs)) < 2:
        return list(scenarios)
    shared = catalogue_with(each for some in theirs for each in some)
    return [each if catalogue_of(each.parameters) is shared else _lifted(each, shared) for each in scenarios]


def _lifted(scenario: Scenario, catalogue: Catalogue) -> Scenario:
    values = scenario.parameters.model_dump()
    switches = values["mechanisms"]
    added = {name: False for name in catalogue.switches.model_fields if name not in switches}
    values["mechanisms"] = {**switches, **added}
    return replace(scenario, parameters=catalogue.parameters.model_validate(values))


def mechanisms_of(plugin: Plugin) -> tuple[type[Mechanism], ...]:
    """The mechanisms that a plug-in defines, in the order of its file.

    Raises:
        ScenarioError: its source cannot be run; says file and line.
    """
    room = _run(plugin)
    return tuple(
        kind
        for kind in vars(room).values()
        if isinstance(kind, type) and issubclass(kind, Mechanism) and kind.__module__ == room.__name__
    )


@cache
def _run(plugin: Plugin) -> ModuleType:
    """The source as a module of its own; its lines are known, so that a traceback shows them."""
    room = ModuleType(PLUGIN + sha256(f"{plugin.file}\0{plugin.source}".encode()).hexdigest())
    room.__file__ = plugin.file
    lines = plugin.source.splitlines(keepends=True)
    linecache.cache[plugin.file] = (len(plugin.source), None, lines, plugin.file)
    try:
        code = compile(plugin.source, plugin.file, "exec", dont_inherit=True)
    except (SyntaxError, ValueError) as error:
        raise no_python(plugin.file, error) from error
    sys.modules[room.__name__] = room  # type hints are looked up there
    try:
        exec(code, vars(room))
    except BaseException as error:
        del sys.modules[room.__name__]
        if not is_of_what_ran(error):
            raise
        raise _does_not_run(plugin, error) from error
    return room


def no_python(file: str, error: SyntaxError | ValueError) -> ScenarioError:
    """What to say of a source that Python does not understand."""
    line, why = getattr(error, "lineno", None) or 1, getattr(error, "msg", "") or str(error)
    return ScenarioError(Message("this is no Python: {why}", why=why), f"{file}:{line}")


def _does_not_run(plugin: Plugin, error: BaseException) -> ScenarioError:
    own = [
        frame.lineno for frame in traceback.extract_tb(error.__traceback__) if frame.filename == plugin.file
    ]
    why = " ".join(f"{type(error).__name__}: {error}".split()).strip(": ")
    problem = Message("the plug-in cannot be loaded: {why}", why=why)
    return ScenarioError(problem, f"{plugin.file}:{own[-1] if own else 1}")
