"""The scenario files of own organisations: each is kept under a sign that follows from what it says."""

from __future__ import annotations

from pathlib import Path

from tup_sim.errors import Message, OutputError, ScenarioError
from tup_sim.files.places import place_of
from tup_sim.files.reading import Reading
from tup_sim.refused import reason_of
from tup_sim.study.store import digest

FOLDER = "own_houses"
SIGNS = 12
NOT_KEPT = Message(
    "the file of this organisation is not kept on this machine, or was changed since; open it here once more"
)


def sign_of(text: str) -> str:
    """The sign of a file that says this."""
    return digest(text)[:SIGNS]


def keep(text: str, folder: Path) -> Path:
    """Keep the file of an organisation, if it is not there; where it lies.

    Args:
        text: what it says.
        folder: of results.

    Raises:
        OutputError: it cannot be written.
    """
    place = _place(sign_of(text), folder)
    try:
        if not place.exists():
            place.parent.mkdir(parents=True, exist_ok=True)
            beside = place.with_suffix(".new")
            beside.write_bytes(text.encode("utf-8"))
            beside.replace(place)
    except OSError as error:
        raise OutputError(
            Message("{path}: cannot be written ({why})", path=place, why=reason_of(error))
        ) from error
    return place


def kept_file(sign: str, folder: Path) -> Path:
    """Where the file with a sign lies.

    Args:
        sign: of what it says.
        folder: of results.

    Raises:
        ScenarioError: it is not there, or says something else by now.
    """
    place = _place(sign, folder)
    try:
        if sign_of(place.read_bytes().decode("utf-8")) == sign:
            return place
    except (OSError, ValueError):
        pass
    raise ScenarioError(NOT_KEPT)


def about(sign: str, folder: Path, lang: str) -> str:
    """What the file with a sign says of itself in a line; empty if it says nothing.

    Args:
        sign: of what it says.
        folder: of results.
        lang: ``en`` or ``nl``.

    Raises:
        ScenarioError: it is not there.
    """
    said = Reading().document(place_of(kept_file(sign, folder))).about
    return said.get(lang) or next(iter(said.values()), "")


def _place(sign: str, folder: Path) -> Path:
    return folder.resolve() / FOLDER / f"own_{sign}.yaml"
