"""The files a scenario is built of, and the order in which they are laid over each other.

A file that is named more than once is laid once, where it comes last: whatever it had set before, it sets again
there. So the result is that of laying it every time, and no file of files can make the work double.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from tup_sim.errors import Message, ScenarioError
from tup_sim.files.document import Document
from tup_sim.files.faults import Faults
from tup_sim.files.places import Place
from tup_sim.files.reading import Reading
from tup_sim.files.strict_yaml import Node

MOST_LAYERS = 200


@dataclass(frozen=True)
class Layer:
    """A file, the place that asked for it, and what counts as a reason for values that it gives none for."""

    document: Document
    where: str
    excuse: str = ""


@dataclass
class Layers:
    """Files that build on each other.

    Attributes:
        reading: where the files are read.
        faults: what is wrong with them.
        wholes: organisations in order of naming, without those that another organisation is built on.
    """

    reading: Reading
    faults: Faults
    wholes: list[Layer] = field(default_factory=list)
    _roots: list[tuple[Place, str]] = field(default_factory=list)
    _layers: dict[Place, Layer] = field(default_factory=dict)
    _below: dict[Place, list[Place]] = field(default_factory=dict)

    def add(self, name: Node, excuse: str = "", beside: Path | None = None) -> Document | None:
        """Read a file and all it builds on, and lay it over the rest; None if it cannot be read."""
        with self.faults.caught():
            place = self.reading.find(str(name.value), name.where, beside)
            self._read(place, name.where, ())
            self._roots.append((place, excuse))
            return self._layers[place].document
        return None

    def ordered(self) -> list[Layer]:
        """The files from below to above."""
        laid: dict[Place, Layer] = {}
        for place, excuse in reversed(self._roots):
            self._lay(place, excuse, laid)
        return list(reversed(laid.values()))

    def under(self, document: Document) -> Iterator[Document]:
        """A file and all it builds on, each once."""
        seen: dict[Place, Layer] = {}
        self._lay(document.place, "", seen)
        yield from (layer.document for layer in seen.values())

    def _read(self, place: Place, where: str, above: tuple[Document, ...]) -> None:
        """Read a file and what it builds on; a second time only to see what it stands under."""
        if place in (each.place for each in above):
            raise _circle(place, where, above)
        if place not in self._layers and len(self._layers) >= MOST_LAYERS:
            problem = Message("the scenario is built of more than {most} files", most=MOST_LAYERS)
            raise ScenarioError(problem, where, Message("write what several of them say in one file"))
        document = self.reading.document(place, where)
        if document.is_whole and not any(each.is_whole for each in above):
            self.wholes.append(Layer(document, where))
        if place in self._layers:
            return
        self._layers[place], self._below[place] = Layer(document, where), []
        self.faults.add(document.faults)
        for node in document.built_on:
            with self.faults.caught():
                below = self.reading.find(str(node.value), node.where, place.path.parent)
                self._read(below, node.where, (*above, document))
                self._below[place].append(below)

    def _lay(self, place: Place, excuse: str, laid: dict[Place, Layer]) -> None:
        """From above to below: first the file, then its mix-ins from the last to the first, then its parent."""
        if place in laid:
            return
        layer = self._layers[place]
        laid[place] = Layer(layer.document, layer.where, excuse)
        for below in reversed(self._below[place]):
            self._lay(below, excuse, laid)


def _circle(place: Place, where: str, above: tuple[Document, ...]) -> ScenarioError:
    places = [each.place for each in above]
    names = " -> ".join(each.name for each in (*places[places.index(place) :], place))
    return ScenarioError(Message("scenarios build on each other in a circle: {names}", names=names), where)
