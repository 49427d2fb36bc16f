"""The files a scenario is built of, and the order in which they are laid over each other.

A file that is named more than once is laid once, where it comes last: whatever it had set before, it sets again
there. So the result is that of laying it every time, and no file of files can make the work double.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from tup_sim.errors import Message, ScenarioError
from tup_sim.files.document import Document
from tup_sim.files.faults import Faults
from tup_sim.files.places import Place
from tup_sim.files.reading import Reading
from tup_sim.files.size import refuse_size_of_a_layer
from tup_sim.files.strict_yaml import Node

MOST_LAYERS = 200


@dataclass(frozen=True)
class Layer:
    """A file in the order of laying.

    Attributes:
        document: the file.
        where: the place that asked for it.
        excuse: what counts as a reason for values that it gives none for.
        resizes: whether this is the place where everything below it is given another size; its own keys come later.
    """

    document: Document
    where: str
    excuse: str = ""
    resizes: bool = False


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
    _named: dict[Place, str] = field(default_factory=dict)
    _roots: list[tuple[Place, str]] = field(default_factory=list)
    _layers: dict[Place, Layer] = field(default_factory=dict)
    _below: dict[Place, list[Place]] = field(default_factory=dict)

    def add(self, name: Node, excuse: str = "", beside: Path | None = None) -> Document | None:
        """Read a file and all it builds on, and lay it over the rest; None if it cannot be read.

        Raises:
            ScenarioErrors: so many mistakes that it is no use to look for more; fewer are noted in ``faults``.
        """
        with self.faults.caught():
            place = self.reading.find(str(name.value), name.where, beside)
            if place in self._named:
                raise _twice(place, name.where, self._named[place])
            self._named[place] = name.where
            self._read(place, name.where, ())
            self._roots.append((place, excuse))
            return self._layers[place].document
        return None

    def ordered(self) -> list[Layer]:
        """The files from below to above."""
        laid: list[Layer] = []
        seen: set[Place] = set()
        for place, excuse in reversed(self._roots):
            self._lay(place, excuse, laid, seen)
        return list(reversed(laid))

    def under(self, document: Document) -> list[Document]:
        """A file and all it builds on, each once, from above to below."""
        laid: list[Layer] = []
        self._lay(document.place, "", laid, set())
        return [layer.document for layer in laid if not layer.resizes]

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
        named: dict[Place, str] = {}
        for node in document.built_on:
            with self.faults.caught():
                below = self.reading.find(str(node.value), node.where, place.path.parent)
                if below in named:
                    raise _twice(below, node.where, named[below])
                named[below] = node.where
                self._read(below, node.where, (*above, document))
                if document.size is not None and node is document.parent:
                    base = self._layers[below].document
                    refuse_size_of_a_layer(base.place.name, base.kind, document.size)
                self._below[place].append(below)

    def _lay(self, place: Place, excuse: str, laid: list[Layer], seen: set[Place]) -> None:
        """From above to below: first the file, then its mix-ins from the last to the first, then its parent."""
        if place in seen:
            return
        seen.add(place)
        document, where = self._layers[place].document, self._layers[place].where
        laid.append(Layer(document, where, excuse))
        parent = self._below[place][:1] if document.parent is not None else []
        for below in reversed(self._below[place][len(parent) :]):
            self._lay(below, excuse, laid, seen)
        if document.size is not None:
            laid.append(Layer(document, where, excuse, resizes=True))
        for below in parent:
            self._lay(below, excuse, laid, seen)


def _twice(place: Place, where: str, first: str) -> ScenarioError:
    return ScenarioError(
        Message("'{name}' is laid over twice", name=place.name),
        where,
        Message("it is there already, from {first}", first=first)
        if first not in ("", where)
        else Message("once is enough"),
    )


def _circle(place: Place, where: str, above: tuple[Document, ...]) -> ScenarioError:
    places = [each.place for each in above]
    names = " -> ".join(each.name for each in (*places[places.index(place) :], place))
    return ScenarioError(Message("scenarios build on each other in a circle: {names}", names=names), where)
