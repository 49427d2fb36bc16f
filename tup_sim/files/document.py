"""One scenario file, read and checked on its own: what it builds on, what it sets, what it changes later."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from tup_sim.errors import Message, ScenarioError
from tup_sim.files.added_patterns import names_written
from tup_sim.files.around import values_around, values_in
from tup_sim.files.calendar import STARTS, Begin, counting_from, first_day, read_starts, roughly
from tup_sim.files.changes import DatedChange
from tup_sim.files.every import every_change, every_setting
from tup_sim.files.faults import Faults
from tup_sim.files.hints import knowing
from tup_sim.files.keys import HEADINGS, did_you_mean
from tup_sim.files.places import FOLDERS, WHOLE, Place, supplied
from tup_sim.files.plugins import PLUGINS, read_plugins
from tup_sim.files.size import Size, read_size
from tup_sim.files.strict_yaml import Node, NotYaml, described, one_line, read_file
from tup_sim.files.values import Setting
from tup_sim.texts import LANGUAGES


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
        starts: the Monday of week 0; None if it does not say so.
        mixins: what is mixed in, as written, in order.
        plugins: names or paths of plug-ins, as written, in order.
        settings: its own values, in order.
        patterns: names of the patterns it adds.
        changes: its own changes, in order.
        faults: what is wrong with it, in the order of its lines.
    """

    place: Place
    about: dict[str, str]
    said: dict[str, str]
    assumed: dict[str, str]
    kind: str
    meant_for: tuple[str, ...]
    parent: Node | None
    size: Size | None
    starts: Begin | None
    mixins: tuple[Node, ...]
    plugins: tuple[Node, ...]
    settings: tuple[Setting, ...]
    patterns: frozenset[str]
    changes: tuple[DatedChange, ...]
    faults: tuple[ScenarioError, ...]

    @property
    def is_whole(self) -> bool:
        """Describes a whole organisation; not something to lay over one."""
        return self.kind in WHOLE

    @property
    def built_on(self) -> tuple[Node, ...]:
        """What it extends, then its mix-ins, as written."""
        return (*([self.parent] if self.parent else ()), *self.mixins)


def read_document(place: Place, node: Node, faults: Faults) -> Document:
    """Make a document of what stands in a file; what is wrong with it stands in its ``faults``.

    Args:
        place: the file.
        node: what stands in it.
        faults: what was found to be wrong before.

    Raises:
        ScenarioError: the file is empty, or no group of keys.
    """
    parts, odd = _top(node, place), {fault.where for fault in faults.found}
    values = {key: part for key, part in parts.items() if key not in HEADINGS and part.where not in odd}
    begin = roughly(parts.get(STARTS)) or first_day()
    with knowing(partial(values_around, place), partial(values_in, place)), counting_from(begin):
        return Document(
            place=place,
            about=faults.read({}, read_about, parts.get("about")),
            said=faults.read({}, read_about, parts.get("said"), "said"),
            assumed=faults.read({}, read_about, parts.get("assumed"), "assumed"),
            kind=faults.read("", _kind, parts.get("kind"), place),
            meant_for=faults.read((), _meant_for, parts.get("for")),
            parent=faults.read(None, _parent, parts.get("extends")),
            size=faults.read(None, read_size, parts.get("size"), parts.get("extends")),
            starts=faults.read(None, read_starts, parts.get(STARTS)),
            mixins=faults.read((), _mixins, parts.get("with")),
            plugins=faults.read((), _plugins, parts.get(PLUGINS)),
            settings=tuple(every_setting(values, faults)),
            patterns=names_written(parts),
            changes=tuple(every_change(parts.get("changes"), faults)),
            faults=tuple(sorted(faults.found, key=_line)),
        )


def _line(fault: ScenarioError) -> int:
    """The line a mistake stands on."""
    line = fault.where.rpartition(":")[2]
    return int(line) if line.isdecimal() else 0


def read_heading(place: Place) -> tuple[str, dict[str, str]]:
    """Kind and description of a file, for a list; the rest of it is not checked."""
    parts = _top(read_file(place.path, place.label), place)
    return _kind(parts.get("kind"), place), read_about(parts.get("about"))


def _top(node: Node, place: Place) -> dict[str, Node]:
    """The top-level keys; an error for a file that is empty or something else."""
    if node.value is None or node.value == {}:
        raise NotYaml(Message("the file is empty"), place.label)
    if not isinstance(node.value, dict):
        problem = Message("a scenario consists of 'key: value' lines, not of {value}", value=described(node))
        raise NotYaml(problem, node.where)
    return node.value


def read_about(node: Node | None, name: str = "about") -> dict[str, str]:
    """The description by language; a plain text is English.

    Raises:
        ScenarioError: a language is not known, or has no text.
    """
    if node is None:
        return {}
    if not isinstance(node.value, dict):
        return {"en": a_line(node, name)}
    for language, line in node.value.items():
        if language not in LANGUAGES:
            hint = did_you_mean(language, LANGUAGES) or Message(
                "known are en and nl; a text with a comma needs quotes"
            )
            problem = Message("{name}: unknown language '{language}'", name=name, language=language)
            raise ScenarioError(problem, line.where, hint)
    return {language: a_line(line, f"{name}.{language}") for language, line in node.value.items()}


def a_line(node: Node, name: str) -> str:
    """A text of one line.

    Raises:
        ScenarioError: it is anything else.
    """
    if not isinstance(node.value, str) or not node.value.strip():
        problem = Message("{name} expects a line of text, not {value}", name=name, value=described(node))
        raise ScenarioError(problem, node.where)
    return " ".join(node.value.split())


def _kind(node: Node | None, place: Place) -> str:
    """What the file says, else its folder."""
    if node is None:
        return FOLDERS.get(place.path.parent.name, "")
    kinds = list(FOLDERS.values())
    if node.value not in kinds:
        hint = did_you_mean(str(node.value), kinds) or Message("expected: {names}", names=", ".join(kinds))
        raise ScenarioError(Message("kind cannot be {value}", value=described(node)), node.where, hint)
    return str(node.value)


def _parent(node: Node | None) -> Node | None:
    if node is not None and (not isinstance(node.value, str) or not node.value):
        hint = Message("a name or a path")
        if isinstance(node.value, tuple):
            hint = Message("one name or path; use 'with:' for more")
        problem = Message("extends: expects one scenario, not {value}", value=described(node))
        raise ScenarioError(problem, node.where, hint)
    return node


def _meant_for(node: Node | None) -> tuple[str, ...]:
    """Names of organisations that come with the program."""
    if node is None:
        return ()
    known = [place.name for place in supplied() if place.is_organisation]
    items = tuple(names_in(node, Message("for: expects names of organisations"), Message("as open_house")))
    for item in items:
        if item.value not in known:
            hint = did_you_mean(str(item.value), known) or Message(
                "expected: {names}", names=", ".join(known)
            )
            name = one_line(str(item.value))
            raise ScenarioError(
                Message("for: there is no organisation '{name}'", name=name), item.where, hint
            )
    return tuple(str(item.value) for item in items)


def _plugins(node: Node | None) -> tuple[Node, ...]:
    return tuple(read_plugins(node))


def _mixins(node: Node | None) -> tuple[Node, ...]:
    return tuple(mixins_in(node))


def mixins_in(node: Node | None) -> Iterator[Node]:
    """What stands under ``with:``."""
    expects = Message("with: expects names or paths of scenarios")
    yield from names_in(node, expects, Message("as [peer, cut_20]"))


def names_in(node: Node | None, expects: str, hint: str) -> Iterator[Node]:
    """One text or a list of them.

    Raises:
        ScenarioError: it is anything else.
    """
    if node is None:
        return
    for item in node.value if isinstance(node.value, tuple) else (node,):
        if not isinstance(item.value, str) or not item.value:
            problem = Message("{expects}, not {value}", expects=expects, value=described(item))
            raise ScenarioError(problem, item.where, hint)
        yield item
