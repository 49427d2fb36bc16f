"""Where scenario files lie, and how they are called."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from tup_sim.errors import Message, ScenarioError
from tup_sim.files.disk import unreadable
from tup_sim.files.keys import did_you_mean
from tup_sim.files.strict_yaml import one_line

FOLDERS = {
    "organisations": "organisation",
    "policies": "policy",
    "shocks": "shock",
    "theory": "theory",
    "studies": "study",
}
WHOLE = ("organisation", "theory")  # kinds that stand alone; every other kind is laid over one of these
ENDINGS = (".yaml", ".yml")


@dataclass(frozen=True)
class Place:
    """A scenario file: where it lies, and the name it has in messages."""

    path: Path
    label: str

    @property
    def name(self) -> str:
        """Short name: the file without its ending."""
        return self.path.stem

    @property
    def is_organisation(self) -> bool:
        """Lies in the folder of organisations."""
        return self.path.parent.name == "organisations"

    @property
    def is_supplied(self) -> bool:
        """Comes with the package."""
        return self.path.is_relative_to(scenario_folder())


NOT_SENT = ("plugins",)  # headings that nobody may send
_sent: ContextVar[Place | None] = ContextVar("a file that somebody sent", default=None)


@contextmanager
def sent(place: Place) -> Iterator[None]:
    """While it is read, a file that somebody sent builds on what comes with the program, and on nothing else.

    Args:
        place: where it lies, and the name it has in messages.
    """
    token = _sent.set(place)
    try:
        yield
    finally:
        _sent.reset(token)


def refuse_if_sent(what: Message, where: str, hint: str) -> None:
    """Refuse what a file that somebody sent may not reach; nothing while no such file is read.

    Args:
        what: is wrong with it.
        where: the place that asks for it.
        hint: what to do instead.

    Raises:
        ScenarioError: a file that somebody sent is being read.
    """
    if _sent.get() is not None:
        raise ScenarioError(what, where, hint)


def refused_if_sent() -> tuple[str, ...]:
    """Headings that a file may not have; none unless one that somebody sent is being read."""
    return NOT_SENT if _sent.get() is not None else ()


def scenario_folder() -> Path:
    """The scenarios that come with the package."""
    return _folder("scenarios")


def experiment_folder() -> Path:
    """The experiments that come with the package."""
    return _folder("experiments")


@cache
def _folder(name: str) -> Path:
    """What comes with the package: inside it when installed, beside it in a checkout."""
    package = Path(__file__).resolve().parents[1]
    inside = package / f"_{name}"
    return inside if inside.is_dir() else package.parent / name


def supplied() -> Iterator[Place]:
    """Every scenario that comes with the package, by folder and name."""
    yield from map(place_of, _supplied_files())


def _supplied_files() -> Iterator[Path]:
    for folder in FOLDERS:
        yield from sorted((scenario_folder() / folder).glob("*.yaml"))


def is_supplied(label: str) -> bool:
    """Whether a scenario with this label comes with the package; only that file is looked for."""
    folder, _, name = label.rpartition("/")
    return folder in FOLDERS and name.endswith(".yaml") and (scenario_folder() / label).is_file()


def find(name: str, where: str = "", beside: Path | None = None) -> Place:
    """Find a scenario by name or path; a bare word is always the name of a supplied one.

    Args:
        name: name of a supplied scenario, or path of a file.
        where: the place that asks, for the message.
        beside: folder a path starts from; the current one if None.

    Raises:
        ScenarioError: there is none, or it cannot be looked at.
    """
    if is_path(name):
        return _sent_place(name, where) or _file(name, where, beside or Path())
    file = f"{name}.yaml"
    for folder in map(scenario_folder().joinpath, FOLDERS):
        if folder.is_dir() and file in os.listdir(
            folder
        ):  # to look for the file would find it in capitals on some disks
            return place_of(folder / file)
    known = [path.stem for path in _supplied_files()]
    hint = _file_of_that_name(name, beside or Path()) or did_you_mean(name, known)
    raise ScenarioError(
        Message("there is no scenario '{name}'", name=one_line(name)),
        where,
        hint or Message("tup-sim scenario list shows all"),
    )


def _sent_place(name: str, where: str) -> Place | None:
    """The place of a file that somebody sent, if that is what is read; no other path can be found then."""
    found = _sent.get()
    if found is not None and Path(name) == found.path:
        return found
    problem = Message("'{name}' is another file, and that is not looked for", name=one_line(name, 200))
    hint = Message("a file that is sent builds on what comes with the program, by name, as open_house")
    refuse_if_sent(problem, where, hint)
    return None


NO_EXPERIMENTS = ("structures",)  # files of their folder that are read by ``python -m validation``


def supplied_experiments() -> Iterator[Place]:
    """Every experiment that comes with the package, by name."""
    for path in sorted(experiment_folder().glob("*.yaml")):
        if path.stem not in NO_EXPERIMENTS:
            yield place_of(path)


def find_experiment(name: str) -> Place:
    """Find an experiment by name or path; a bare word is always the name of a supplied one.

    Raises:
        ScenarioError: there is none, or it cannot be looked at.
    """
    if is_path(name):
        return _file(name, "", Path())
    known = {place.name: place for place in supplied_experiments()}
    if name in known:
        return known[name]
    hint = _file_of_that_name(name, Path()) or did_you_mean(name, known)
    raise ScenarioError(
        Message("there is no experiment '{name}'", name=one_line(name)),
        "",
        hint or Message("'tup-sim plan' lists those that come with the package"),
    )


def place_of(path: Path) -> Place:
    """The place of a file, labelled from the folder it was supplied in, else from the current one."""
    for root in (scenario_folder(), experiment_folder(), _here()):
        if root is not None and path.is_absolute() and path.is_relative_to(root):
            return Place(path, path.relative_to(root).as_posix())
    return Place(path, path.as_posix())


def is_path(name: str) -> bool:
    """Whether a text is the path of a file, and no name: it has the ending of one, or a slash."""
    return name.endswith(ENDINGS) or "/" in name or "\\" in name


def split(text: str, beside: Path | None = None) -> list[str]:
    """A name and its mix-ins, of ``NAME+MIXIN``; a file keeps its plus signs.

    Args:
        text: what was written.
        beside: folder that a path starts from; the current one if None.
    """
    if is_path(text) and _is_file((beside or Path()) / text):
        return [text]
    return [each.strip() for each in text.split("+")]


def _is_file(path: Path) -> bool:
    """Whether there is an ordinary file; False where nobody can tell."""
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False


def _here() -> Path | None:
    """The current folder; None if somebody has removed it."""
    try:
        return Path.cwd()
    except OSError:
        return None


def _file_of_that_name(name: str, folder: Path) -> str:
    """A hint for who wrote a file as a bare word; empty if there is no such file."""
    for file in (name, *(f"{name}{ending}" for ending in ENDINGS)) if name else ():
        if _is_file(folder / file):
            return Message("did you mean './{file}'?", file=one_line(file, 200))
    return ""


def _file(name: str, where: str, beside: Path) -> Place:
    """The place of a file that exists; whether it can be read is seen when it is."""
    path, shown = beside / name, one_line(name, 200)
    try:
        path.stat()
        return place_of(path.resolve())
    except FileNotFoundError as error:
        raise _no_file(path, shown, where) from error
    except (OSError, ValueError, RuntimeError) as error:  # RuntimeError: links in a circle, until Python 3.13
        raise unreadable(error, Message("the file '{name}'", name=shown), where) from error


def _no_file(path: Path, shown: str, where: str) -> ScenarioError:
    """What to say of a file that is not there."""
    if not path.is_absolute() and _here() is None:
        problem = Message("there is no file '{name}': the folder you work in was removed", name=shown)
        return ScenarioError(problem, where, Message("go to another folder first, with cd"))
    if path.is_symlink():
        problem = Message("'{name}' is a link to a file that is not there", name=shown)
        return ScenarioError(problem, where)
    hint = did_you_mean(path.name, _beside(path)) or did_you_mean(
        path.stem, [place.name for place in supplied()]
    )
    return ScenarioError(Message("there is no file '{name}'", name=shown), where, hint)


def _beside(path: Path) -> list[str]:
    """Scenario files in the folder of a path, as far as one may look into it."""
    try:
        return [each.name for each in path.parent.glob("*.y*ml")]
    except OSError:
        return []
