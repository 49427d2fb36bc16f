"""The files of one load: each is looked for and read once, however often it is named."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from tup_sim.files.disk import text_of
from tup_sim.files.document import Document, read_document
from tup_sim.files.faults import Faults
from tup_sim.files.places import Place, find
from tup_sim.files.strict_yaml import Node, followed


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
