"""The program itself, as a file that pip installs, and the versions of the libraries that were used."""

from __future__ import annotations

import re
import tomllib
from base64 import urlsafe_b64encode
from collections.abc import Iterator
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, metadata, requires, version
from pathlib import Path
from typing import NamedTuple

from tup_sim import __version__
from tup_sim.files.manifest import PACKAGE
from tup_sim.files.places import experiment_folder, scenario_folder
from tup_sim.form import WRITTEN
from tup_sim.publishing.packing import zipped

NAME = "tup-sim"
SOURCE = (
    ".py",
    ".txt",
    ".typed",
    ".po",
    ".json",
    ".md",
    ".css",
    ".html",
    ".yaml",
    ".yml",
    ".csv",
    ".js",
    ".svg",
)
_REQUIRED = re.compile(r"\s*([A-Za-z0-9][A-Za-z0-9._-]*)")


class Software(NamedTuple):
    """What the package says of itself.

    Attributes:
        version: of the package.
        summary: one line.
        authors: their names.
        licence: its SPDX identifier.
        keywords: what it is about.
        python: which versions of Python it needs.
        requirements: what it needs besides, without extras.
    """

    version: str
    summary: str
    authors: tuple[str, ...]
    licence: str
    keywords: tuple[str, ...]
    python: str
    requirements: tuple[str, ...]


def software() -> Software:
    """What the package says of itself, as it is installed or as its source has it."""
    source = PACKAGE.parent / "pyproject.toml"
    return _of_source(source) if source.exists() else _as_installed()


def _of_source(path: Path) -> Software:
    project = tomllib.loads(path.read_text(encoding="utf-8"))["project"]
    return Software(
        __version__,
        project["description"],
        tuple(each["name"] for each in project["authors"]),
        project["license"],
        tuple(project["keywords"]),
        project["requires-python"],
        tuple(project["dependencies"]),
    )


def _as_installed() -> Software:
    try:
        found, needed = metadata(NAME).json, requires(NAME) or []
    except PackageNotFoundError:
        return Software(__version__, "", (), "", (), "", ())
    keywords = found.get("keywords", [])
    return Software(
        __version__,
        str(found.get("summary", "")),
        tuple(filter(None, str(found.get("author", "")).split(", "))),
        str(found.get("license_expression", "")),
        tuple(keywords if isinstance(keywords, list) else keywords.replace(",", " ").split()),
        str(found.get("requires_python", "")),
        tuple(each for each in needed if "extra ==" not in each),
    )


def lock() -> str:
    """The version of every library that the program needs, as it is installed here; a line each, for pip."""
    found: dict[str, str] = {}
    waiting = [*software().requirements]
    while waiting:
        name = _name(waiting.pop())
        if name in found:
            continue
        try:
            found[name] = version(name)
            waiting += [each for each in requires(name) or () if "extra ==" not in each]
        except PackageNotFoundError:
            continue  # for another system or version of Python
    return "".join(f"{name}=={found[name]}\n" for name in sorted(found))


def _name(requirement: str) -> str:
    found = _REQUIRED.match(requirement)
    assert found is not None, requirement
    return re.sub(r"[-_.]+", "-", found[1]).lower()


def wheel_name() -> str:
    """The name of the file that pip installs."""
    return f"tup_sim-{__version__}-py3-none-any.whl"


def wheel() -> bytes:
    """The package as pip installs it: its source, with the scenarios and experiments that come with it."""
    about = software()
    info = f"tup_sim-{about.version}.dist-info"
    files = dict(_source())
    files[f"{info}/METADATA"] = _metadata(about).encode()
    files[f"{info}/WHEEL"] = (
        b"Wheel-Version: 1.0\nGenerator: tup-sim archive\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
    )
    files[f"{info}/entry_points.txt"] = b"[console_scripts]\ntup-sim = tup_sim.cli:main\n"
    lines = [f"{name},sha256={_digest(content)},{len(content)}" for name, content in sorted(files.items())]
    files[f"{info}/RECORD"] = "\n".join([*lines, f"{info}/RECORD,,", ""]).encode()
    return zipped(files)


def _source() -> Iterator[tuple[str, bytes]]:
    folders = {
        "tup_sim": PACKAGE,
        "tup_sim/_scenarios": scenario_folder(),
        "tup_sim/_experiments": experiment_folder(),
    }
    for place, folder in folders.items():
        for path in sorted(folder.rglob("*")):
            if path.suffix in SOURCE and path.is_file() and path.name != WRITTEN:
                yield f"{place}/{path.relative_to(folder).as_posix()}", path.read_bytes()


def _metadata(about: Software) -> str:
    lines = [
        "Metadata-Version: 2.4",
        f"Name: {NAME}",
        f"Version: {about.version}",
        f"Summary: {about.summary}",
    ]
    lines += [f"Author: {', '.join(about.authors)}"] * bool(about.authors)
    lines += [f"License-Expression: {about.licence}"] * bool(about.licence)
    lines += [f"Requires-Python: {about.python}"] * bool(about.python)
    return "\n".join([*lines, *(f"Requires-Dist: {each}" for each in about.requirements), ""])


def _digest(content: bytes) -> str:
    return urlsafe_b64encode(sha256(content).digest()).rstrip(b"=").decode()
