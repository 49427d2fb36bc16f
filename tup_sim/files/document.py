"""One scenario file, read and checked on its own: what it builds on, what it sets, what it changes later."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from tup_sim.errors import ScenarioError
from tup_sim.files.around import values_around
from tup_sim.files.changes import DatedChange, read_changes
from tup_sim.files.hints import knowing
from tup_sim.files.keys import HEADINGS, did_you_mean
from tup_sim.files.places import FOLDERS, Place, supplied
from tup_sim.files.settings import read_settings
from tup_sim.files.size import Size, read_size
from tup_sim.files.strict_yaml import Node, described, one_line, read_file
from tup_sim.files.values import Setting

LANGUAGES = ("en", "nl")


@dataclass(frozen=True)
class Document:
    """A scenario file.

    Attributes:
        place: where it lies.
        about: one line by language.
        said: what a source says of this organisation, by language.
        assumed: what had to be assumed to run it, by language.
        kind: organisation, policy, shock, theory or study; empty if neither file nor folder says so.
        meant_for: names of the organisations its numbers belong to; empty if they suit any.
        parent: what it extends, as written.
        size: how large it is relative to that; None if it is the same.
        mixins: what is mixed in, as written, in order.
        settings: its own values, in order.
        changes: its own changes, in order.
    """

    place: Place
    about: dict[str, str]
    said: dict[str, str]
    assumed: dict[str, str]
    kind: str
    meant_for: tuple[str, ...]
    parent: Node | None
    size: Size | None
    mixins: tuple[Node, ...]
    settings: tuple[Setting, ...]
    changes: tuple[DatedChange, ...]


def read_document(place: Place, where: str = "") -> Document:
    """Read one scenario file; ``where`` is the place that asked for it."""
    node = read_file(place.path, place.label, where)
    parts = _top(node, place)
    with knowing(partial(values_around, place)):
        return Document(
            place=place,
            about=read_about(parts.get("about")),
            said=read_about(parts.get("said"), "said"),
            assumed=read_about(parts.get("assumed"), "assumed"),
            kind=_kind(parts.get("kind"), place),
            meant_for=tuple(_meant_for(parts.get("for"))),
            parent=_parent(parts.get("extends")),
            size=read_size(parts.get("size"), parts.get("extends")),
            mixins=tuple(mixins_in(parts.get("with"))),
            settings=tuple(read_settings({k: v for k, v in parts.items() if k not in HEADINGS})),
            changes=tuple(read_changes(parts.get("changes"))),
        )


def read_heading(place: Place) -> tuple[str, dict[str, str]]:
    """Kind and description of a file, for a list; the rest of it is not checked."""
    parts = _top(read_file(place.path, place.label), place)
    return _kind(parts.get("kind"), place), read_about(parts.get("about"))


def _top(node: Node, place: Place) -> dict[str, Node]:
    """The top-level keys; an error for a file that is empty or something else."""
    if node.value is None or node.value == {}:
        raise ScenarioError("the file is empty", place.label)
    if not isinstance(node.value, dict):
        problem = f"a scenario consists of 'key: value' lines, not of {described(node)}"
        raise ScenarioError(problem, node.where)
    return node.value


def read_about(node: Node | None, name: str = "about") -> dict[str, str]:
    """The description by language; a plain text is English."""
    if node is None:
        return {}
    if not isinstance(node.value, dict):
        return {"en": a_line(node, name)}
    for language, line in node.value.items():
        if language not in LANGUAGES:
            hint = (
                did_you_mean(language, LANGUAGES) or "known are en and nl; a text with a comma needs quotes"
            )
            raise ScenarioError(f"{name}: unknown language '{language}'", line.where, hint)
    return {language: a_line(line, f"{name}.{language}") for language, line in node.value.items()}


def a_line(node: Node, name: str) -> str:
    """A text of one line; an error for anything else."""
    if not isinstance(node.value, str) or not node.value.strip():
        raise ScenarioError(f"{name} expects a line of text, not {described(node)}", node.where)
    return " ".join(node.value.split())


def _kind(node: Node | None, place: Place) -> str:
    """What the file says, else its folder."""
    if node is None:
        return FOLDERS.get(place.path.parent.name, "")
    kinds = list(FOLDERS.values())
    if node.value not in kinds:
        hint = did_you_mean(str(node.value), kinds) or f"expected: {', '.join(kinds)}"
        raise ScenarioError(f"kind cannot be {described(node)}", node.where, hint)
    return str(node.value)


def _parent(node: Node | None) -> Node | None:
    if node is not None and (not isinstance(node.value, str) or not node.value):
        hint = (
            "one name or path; use 'with:' for more" if isinstance(node.value, tuple) else "a name or a path"
        )
        raise ScenarioError(f"extends: expects one scenario, not {described(node)}", node.where, hint)
    return node


def _meant_for(node: Node | None) -> Iterator[str]:
    """Names of organisations that come with the program."""
    if node is None:
        return
    known = [place.name for place in supplied() if place.is_organisation]
    for item in names_in(node, "for: expects names of organisations", "as open_house"):
        if item.value not in known:
            hint = did_you_mean(str(item.value), known) or f"expected: {', '.join(known)}"
            raise ScenarioError(
                f"for: there is no organisation '{one_line(str(item.value))}'", item.where, hint
            )
        yield str(item.value)


def mixins_in(node: Node | None) -> Iterator[Node]:
    """What stands under ``with:``."""
    yield from names_in(node, "with: expects names or paths of scenarios", "as [peer, cut_20]")


def names_in(node: Node | None, expects: str, hint: str) -> Iterator[Node]:
    """One text or a list of them; an error for anything else."""
    if node is None:
        return
    for item in node.value if isinstance(node.value, tuple) else (node,):
        if not isinstance(item.value, str) or not item.value:
            raise ScenarioError(f"{expects}, not {described(item)}", item.where, hint)
        yield item
