"""In which form the model runs: as source, or as what a compiler made of the same source (``make fast``).

Compiled files are used only if they were made of exactly the source that lies beside them, which a digest written down
at the build says; otherwise, or where ``TUP_SIM_FORM=source`` asks for it, the source runs. Numbers are the same.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from hashlib import blake2b
from importlib.machinery import EXTENSION_SUFFIXES, FileFinder, ModuleSpec, SourceFileLoader
from typing import Final, NamedTuple

PACKAGE: Final = os.path.dirname(os.path.abspath(__file__))
# Everything a compiler may have looked at: it writes numbers of one file into another.
ROOMS: Final = ("model", "measures")
BESIDE: Final = ("errors.py",)
# What a build wrote down: for which Python, the digest of the source, and each file it made with its size.
WRITTEN: Final = "compiled.txt"
ASKED: Final = "TUP_SIM_FORM"

# Why the source runs although there are compiled files.
SOURCE_ASKED, HALF, OLDER, OTHER_PYTHON = "asked", "half", "older", "python"


class Form(NamedTuple):
    """The form that runs.

    Attributes:
        compiled: the compiled files run.
        why_not: why the source runs although there are compiled files; empty where there are none.
    """

    compiled: bool
    why_not: str


def digest(package: str) -> str:
    """What the source of the model says, in one word: all of its files with their names."""
    found = blake2b(digest_size=16)
    for path in sources(package):
        found.update(f"\0{path}\0".encode())
        with open(os.path.join(package, path), "rb") as file:
            found.update(file.read())
    return found.hexdigest()


def sources(package: str) -> list[str]:
    """The files that count, below the package, in order."""
    found = [
        f"{os.path.relpath(folder, package).replace(os.sep, '/')}/{name}"
        for room in ROOMS
        for folder, _, names in os.walk(os.path.join(package, room))
        for name in names
        if name.endswith(".py")
    ]
    return sorted([*BESIDE, *found])


def written_down(source: str, made: Mapping[str, int]) -> str:
    """What a build writes into ``compiled.txt``.

    Args:
        source: digest of what was compiled.
        made: the compiled files below the package, with their sizes.
    """
    sizes = [f"{size} {path}" for path, size in sorted(made.items())]
    return "\n".join([EXTENSION_SUFFIXES[0], source, *sizes]) + "\n"


def form_of(package: str) -> Form:
    """Whether the compiled files of a package may run."""
    try:
        with open(os.path.join(package, WRITTEN), encoding="utf-8") as file:
            suffix, made_of, *made = file.read().splitlines()
    except (OSError, ValueError):
        return Form(False, HALF if any(_compiled_files(package)) else "")
    if suffix != EXTENSION_SUFFIXES[0]:
        return Form(False, OTHER_PYTHON)
    if not all(_is_there(package, line) for line in made):
        return Form(False, HALF)
    return Form(True, "") if made_of == digest(package) else Form(False, OLDER)


def _compiled_files(package: str) -> Iterator[str]:
    """Compiled files at the top of a room, where there are some in every build."""
    for room in ROOMS:
        for name in os.listdir(os.path.join(package, room)):
            if name.endswith(EXTENSION_SUFFIXES[0]):
                yield name


def _is_there(package: str, line: str) -> bool:
    size, _, path = line.partition(" ")
    try:
        return os.path.getsize(os.path.join(package, path)) == int(size)
    except (OSError, ValueError):
        return False


class Sources:
    """Finds the source of a module of the model, whatever compiled file lies beside it."""

    @staticmethod
    def find_spec(name: str, path: Sequence[str] | None = None, target: object = None) -> ModuleSpec | None:
        """The source of a module; None for a module of anything else."""
        if path is None or not name.startswith(_NAMES):
            return None
        found = (FileFinder(folder, (SourceFileLoader, [".py"])).find_spec(name) for folder in path)
        return next((each for each in found if each is not None), None)


_NAMES: Final = tuple(f"{__package__}.{room}." for room in ROOMS)


def chosen() -> Form:
    """The form that runs in this process; where that is not what lies there, modules come from the source."""
    found = form_of(PACKAGE)
    if found != Form(False, "") and os.environ.get(ASKED) == "source":
        found = Form(False, SOURCE_ASKED)
    if found.why_not:
        sys.meta_path.insert(0, Sources)
    return found


FORM: Final = chosen()


def source_of(module: str) -> str:
    """The text of a module of the package, in whatever form it runs.

    Raises:
        OSError: there is no such file.
    """
    path = os.path.join(PACKAGE, *module.split(".")[1:])
    path = os.path.join(path, "__init__.py") if os.path.isdir(path) else f"{path}.py"
    with open(path, encoding="utf-8") as file:
        return file.read()
