"""The files of one load: each is looked for and read once, however often it is named."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import date
from pathlib import Path

from tup_sim.errors import ScenarioError
from tup_sim.files.calendar import STARTS, roughly
from tup_sim.files.disk import text_of
from tup_sim.files.document import Document, read_document
from tup_sim.files.faults import Faults
from tup_sim.files.places import Place, find
from tup_sim.files.plugins import PLUGINS, found_plugin, texts_in
from tup_sim.files.strict_yaml import Node, followed
from tup_sim.model.plugins import Plugin

BELOW = ("extends", "with", "base")  # what a scenario or an experiment builds on


class Reading:
    """Files as they were read.

    Attributes:
        texts: the text of every file that was read, by its place.

    Args:
        instead: texts that are taken for those of the files, to see what they would make.
        known: an earlier reading, of which everything else is taken over.
    """

    def __init__(self, instead: Mapping[Place, str] | None = None, known: Reading | None = None) -> None:
        changed = dict(instead or {})
        self.texts: dict[Place, str] = {**(known.texts if known else {}), **changed}
        self._found: dict[tuple[str, Path | None], Place] = dict(known._found) if known else {}
        self._plugins: dict[Place, list[Plugin]] = {}
        self._below: dict[Place, list[Place]] = {}
        documents = known._documents if known else {}
        self._documents: dict[Place, Document] = {
            place: document for place, document in documents.items() if place not in changed
        }

    def find(self, name: str, where: str, beside: Path | None) -> Place:
        """The place of a scenario that is named somewhere."""
        asked = (name, beside)
        if asked not in self._found:
            self._found[asked] = find(name, where, beside)
        return self._found[asked]

    def node(self, place: Place, where: str = "") -> tuple[Node, Faults]:
        """What stands in a file, and what of it could surprise a reader; ``where`` is the place that asked for it."""
        if place not in self.texts:
            self.texts[place] = text_of(place.path, place.label, where)
        return followed(self.texts[place], place.label)

    def plugins(self, names: Iterable[Node], beside: Path | None) -> Iterator[Plugin]:
        """The plug-ins that scenarios and all they build on name, those of the lowest first; each may come twice.

        Whatever else is wrong with a file is left to whoever reads it in full.

        Raises:
            ScenarioError: there is no such plug-in, or it is no Python.
        """
        waiting = [(place, False) for place in reversed([*self._found_of(names, beside)])]
        seen: set[Place] = set()
        while waiting:
            place, done = waiting.pop()
            if done:
                yield from self._plugins[place]
            elif place not in seen and not place.is_supplied:  # those that come with the package name none
                seen.add(place)
                below = self._look_into(place)
                waiting.append((place, True))
                waiting += [(each, False) for each in reversed(below)]

    def calendar(self, names: Iterable[Node], beside: Path | None) -> date | None:
        """The Monday from which scenarios and all they build on count their weeks; None if none of them says it.

        Where two say different ones, or one is wrong, that is told by whoever lays them over each other.
        """
        waiting, seen = [*self._found_of(names, beside)], set[Place]()
        while waiting:
            place = waiting.pop()
            if place in seen or place.is_supplied:  # those that come with the package know no calendar
                continue
            seen.add(place)
            with suppress(ScenarioError):
                parts = self.node(place)[0].items()
                if found := roughly(parts.get(STARTS)):
                    return found
                below = [each for name in BELOW for each in texts_in(parts.get(name))]
                waiting += self._found_of(below, place.path.parent)
        return None

    def _found_of(self, names: Iterable[Node], beside: Path | None) -> Iterator[Place]:
        """The places of those that are there."""
        for name in names:
            with suppress(ScenarioError):
                yield self.find(str(name.value), name.where, beside)

    def _look_into(self, place: Place) -> Sequence[Place]:
        """The files that a file builds on; its own plug-ins are found, once."""
        if place not in self._below:
            below, own = self._named_in(place)
            beside = place.path.parent
            self._below[place] = [*self._found_of(below, beside)]
            self._plugins[place] = [found_plugin(str(node.value), node.where, beside) for node in own]
        return self._below[place]

    def _named_in(self, place: Place) -> tuple[list[Node], list[Node]]:
        """What a file builds on, and the plug-ins it names, as far as they can be read."""
        with suppress(ScenarioError):
            parts = self.node(place)[0].items()
            below = [each for name in BELOW for each in texts_in(parts.get(name))]
            return below, [*texts_in(parts.get(PLUGINS))]
        return [], []

    def document(self, place: Place, where: str = "") -> Document:
        """A scenario file.

        Raises:
            ScenarioError: it cannot be read at all; what is wrong with its parts is in its ``faults``.
        """
        if place not in self._documents:
            self._documents[place] = read_document(place, *self.node(place, where))
        return self._documents[place]

    def place_of(self, where: str) -> tuple[Place, int] | None:
        """File and line of ``file:line``; None if that is no file of this reading, or not a single one."""
        label, _, line = where.rpartition(":")
        places = [place for place in self.texts if place.label == label]
        return (places[0], int(line)) if len(places) == 1 and line.isdecimal() else None
