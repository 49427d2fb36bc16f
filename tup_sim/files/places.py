"""Where scenario files lie, and how they are called."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from tup_sim.errors import ScenarioError
from tup_sim.files.keys import did_you_mean
from tup_sim.files.strict_yaml import one_line

FOLDERS = {
    "organisations": "organisation",
    "policies": "policy",
    "shocks": "shock",
    "theory": "theory",
    "studies": "study",
}
WHOLE = ("organisations", "theory")
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
    def is_whole(self) -> bool:
        """Describes a whole organisation, of those that come with the package; not something to lay over one."""
        return self.path.parent.name in WHOLE and self.path.is_relative_to(scenario_folder())


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
    for folder in FOLDERS:
        for path in sorted((scenario_folder() / folder).glob("*.yaml")):
            yield place_of(path)


def find(name: str, where: str = "", beside: Path | None = None) -> Place:
    """Find a scenario by name or path.

    Args:
        name: name of a supplied scenario, or path of a file.
        where: the place that asks, for the message.
        beside: folder a path starts from; the current one if None.
    """
    if _is_path(name) or (beside is None and Path(name).is_file()):
        return _file(name, where, beside or Path())
    for place in supplied():
        if place.name == name:
            return place
    hint = did_you_mean(name, [place.name for place in supplied()])
    if beside is not None and name and (beside / f"{name}.yaml").is_file():
        hint = f"did you mean './{name}.yaml'?"
    raise ScenarioError(
        f"there is no scenario '{one_line(name)}'", where, hint or "tup-sim scenario list shows all"
    )


def supplied_experiments() -> Iterator[Place]:
    """Every experiment that comes with the package, by name."""
    for path in sorted(experiment_folder().glob("*.yaml")):
        yield place_of(path)


def find_experiment(name: str) -> Place:
    """Find an experiment by name or path."""
    if _is_path(name) or Path(name).is_file():
        return _file(name, "", Path())
    known = {place.name: place for place in supplied_experiments()}
    if name in known:
        return known[name]
    hint = did_you_mean(name, known) or "'tup-sim plan' lists those that come with the package"
    raise ScenarioError(f"there is no experiment '{one_line(name)}'", "", hint)


def place_of(path: Path) -> Place:
    """The place of a file, labelled from the folder it was supplied in, else from the current one."""
    for root in (scenario_folder(), experiment_folder(), Path.cwd()):
        if path.is_absolute() and path.is_relative_to(root):
            return Place(path, path.relative_to(root).as_posix())
    return Place(path, path.as_posix())


def _is_path(name: str) -> bool:
    return name.endswith(ENDINGS) or "/" in name or "\\" in name


def _file(name: str, where: str, beside: Path) -> Place:
    path = beside / name
    if not path.exists():
        near = [each.name for each in path.parent.glob("*.y*ml")] if path.parent.is_dir() else []
        hint = did_you_mean(path.name, near) or did_you_mean(path.stem, [place.name for place in supplied()])
        raise ScenarioError(f"there is no file '{one_line(name, 200)}'", where, hint)
    return place_of(path.resolve())
