"""Stacks files, mix-ins and settings on each other until there is one scenario."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from tup_sim.errors import Message, ScenarioError
from tup_sim.files.around import values_of
from tup_sim.files.changes import DatedChange, as_plain, plain_change
from tup_sim.files.document import Document, read_document, read_heading
from tup_sim.files.hints import knowing, write_lines
from tup_sim.files.keys import keys
from tup_sim.files.places import Place, find, supplied
from tup_sim.files.settings import read_option
from tup_sim.files.size import (
    Size,
    changes_people,
    refuse_size_of_a_layer,
    resized,
    resized_change,
    resized_setting,
    said_of,
)
from tup_sim.files.strict_yaml import Node
from tup_sim.files.values import Setting, read_setting
from tup_sim.files.whole import check_changes, nested, whole_parameters
from tup_sim.model.parameters import Change, Kind, Scenario
from tup_sim.model.parameters.given import text, texts

BY_HAND = "command line"


def load_scenario(
    name: str, mixins: Sequence[str] = (), settings: Sequence[str] = (), weeks: int | None = None
) -> Scenario:
    """Load a scenario by name or path.

    Args:
        name: name of a supplied scenario, or path of a file.
        mixins: scenarios laid over it, in order.
        settings: ``path=value`` texts, laid over those.
        weeks: weeks to report instead of the horizon of the scenario.

    Raises:
        ScenarioError: an argument is no text, or one text where a list belongs; a file cannot be read, or the
            scenario is not possible. Says where and what to write.
    """
    base = text(name, "name", Message("write the name of a scenario or the path of a file"))
    over = texts(mixins, "mixins", "cut_20")
    laid_over = [Node(mixin, "--with") for mixin in over]
    options = _options(texts(settings, "settings", "coordinators.fte=1.0"), weeks)
    with knowing(partial(values_of, base, *over)):
        return stacked(Node(base, ""), laid_over, options, BY_HAND)


def stacked(
    base: Node, mixins: Iterable[Node], settings: Iterable[Setting], excuse: str, beside: Path | None = None
) -> Scenario:
    """Lay mix-ins and settings over a scenario.

    Args:
        base: its name or path.
        mixins: names or paths, in order.
        settings: laid over those.
        excuse: what counts as the reason where a measured value is set without one.
        beside: folder that paths start from; the current one if None.
    """
    place = find(str(base.value), base.where, beside)
    stack = _Stack()
    document = stack.add(place, base.where)
    layers = {place: base.where}
    for mixin in mixins:
        over = find(str(mixin.value), mixin.where, beside)
        if over in layers:
            raise _twice(over, mixin.where, layers[over])
        stack.add(over, mixin.where, excuse)
        layers[over] = mixin.where
    for setting in settings:
        stack.put(setting, excuse)
    return stack.scenario(" + ".join(each.name for each in layers), document)


def _twice(place: Place, where: str, first: str) -> ScenarioError:
    return ScenarioError(
        Message("'{name}' is laid over twice", name=place.name),
        where,
        Message("it is there already, from {first}", first=first)
        if first not in ("", where)
        else Message("once is enough"),
    )


def paths_set(name: Node, beside: Path | None = None) -> Iterator[str]:
    """The parameters that a scenario sets, and those that it is built on; not what it changes at a date."""
    yield from (setting.path for setting, change in everything_set(name, beside) if change is None)


def everything_set(name: Node, beside: Path | None = None) -> Iterator[tuple[Setting, Change | None]]:
    """What a scenario sets, and what it is built on; with the change that does, where it happens at a date."""
    place = find(str(name.value), name.where, beside)
    document = read_document(place, name.where)
    for node in _built_on(document):
        yield from everything_set(node, place.path.parent)
    if document.size is not None:
        yield from (
            (Setting(path, None, document.size.where), None) for path, key in keys().items() if key.extensive
        )
    yield from ((setting, None) for setting in document.settings)
    for each in document.changes:
        yield from ((setting, each.change) for setting in each.settings)


def list_scenarios() -> list[tuple[str, str, str]]:
    """Name, kind and one line of every scenario that comes with the package."""
    return [(place.name, *_heading(place)) for place in supplied()]


def resolved(scenario: Scenario) -> dict[str, Any]:
    """Everything that decides what happens, as plain data: equal data, equal runs."""
    values = {path: as_plain(value) for path, value in flat(scenario).items()}
    return {"parameters": nested(values), "changes": [plain_change(change) for change in scenario.changes]}


def flat(scenario: Scenario) -> dict[str, Any]:
    """Every effective value by its path, in the order of declaration."""
    return {path: _get(scenario.parameters, path) for path in keys()}


def differing(scenario: Scenario) -> dict[str, Any]:
    """Effective values that are not the declared default."""
    return {path: value for path, value in flat(scenario).items() if value != keys()[path].default}


@dataclass
class _Stack:
    """Values as they stand after every layer laid so far, with who set them and why."""

    values: dict[str, Any] = field(
        default_factory=lambda: {path: key.default for path, key in keys().items()}
    )
    places: dict[str, str] = field(default_factory=dict)
    reasons: dict[str, str] = field(default_factory=dict)
    changes: list[DatedChange] = field(default_factory=list)
    houses: list[str] = field(default_factory=list)
    said: dict[str, str] = field(default_factory=dict)
    assumed: dict[str, str] = field(default_factory=dict)
    meant_for: list[tuple[Document, str]] = field(default_factory=list)
    size: Size | None = None  # of the house, relative to the one whose numbers a policy may carry
    said_by: str = ""
    said_of_another: bool = False

    def add(self, place: Place, where: str = "", excuse: str = "", above: tuple[Place, ...] = ()) -> Document:
        """Lay a file over the rest: first what it extends, then its mix-ins, then its own keys."""
        if place in above:
            circle = " -> ".join(each.name for each in (*above[above.index(place) :], place))
            raise ScenarioError(f"scenarios build on each other in a circle: {circle}", where)
        if place.is_whole:
            if not any(each.is_whole for each in above):
                self._refuse_second_organisation(place, where)
            self.houses.append(place.name)
        document = read_document(place, where)
        if document.meant_for:
            self.meant_for.append((document, where))
        said = self.said
        built_on: dict[Place, str] = {}
        for node in _built_on(document):
            below = find(str(node.value), node.where, beside=place.path.parent)
            if below in built_on:
                raise _twice(below, node.where, built_on[below])
            built_on[below] = node.where
            base = self.add(below, node.where, excuse, (*above, place))
            if document.size is not None and node is document.parent:
                refuse_size_of_a_layer(base.place.name, base.kind, document.size)
                self.resize(document.size)
        follows = bool(document.meant_for)  # numbers of the house follow its size, wherever they stand
        for setting in document.settings:
            self.put(resized_setting(setting, self.size) if follows and self.size else setting, excuse)
        for change in document.changes:
            self.put_change(resized_change(change, self.size) if follows and self.size else change, excuse)
        self._hear(document, heard=self.said is not said)
        return document

    def resize(self, size: Size) -> None:
        """Everything so far, changes included, in another size."""
        size = size.of(self.values)
        for setting in resized(self.values, size):
            self.put(setting)
        self.changes = [resized_change(change, size) for change in self.changes]
        self.size = size.within(self.size)

    def _hear(self, document: Document, heard: bool) -> None:
        """What is said holds until a file says otherwise; of another number of people it was said of the parent."""
        if heard and changes_people(document.settings, document.size) and not self.said_of_another:
            self.said, self.assumed, self.said_of_another = said_of(self.said_by, self.said), {}, True
        if document.said:
            self.said, self.said_by, self.said_of_another = document.said, document.place.name, False
        self.assumed = document.assumed or self.assumed

    def _refuse_second_organisation(self, place: Place, where: str) -> None:
        """Half of one organisation under half of another is neither."""
        if self.houses:
            raise ScenarioError(
                f"'{place.name}' describes a whole organisation and cannot be laid over '{self.houses[0]}'",
                where,
                "run them apart, or set single values",
            )

    def _refuse_another_house(self) -> None:
        """Numbers that belong to one organisation say nothing about another."""
        for document, where in self.meant_for:
            if self.houses and not set(self.houses) & set(document.meant_for):
                houses, here = " or ".join(document.meant_for), self.houses[0]
                raise ScenarioError(
                    f"'{document.place.name}' is meant for {houses}, not for '{here}'",
                    where,
                    f"its numbers are those of {houses}; write them for '{here}' in a file of your own",
                )

    def put(self, setting: Setting, excuse: str = "") -> None:
        """Give a parameter a new value."""
        path, key = setting.path, keys()[setting.path]
        if setting.value == self.values[path] and not setting.reason:
            return
        reason = _reason(setting, excuse)
        if setting.value != self.values[path]:
            _refuse_silent_override(setting, reason)
        self.values[path] = setting.value
        for record, entry in ((self.places, setting.where), (self.reasons, reason)):
            record.pop(path, None)
            if entry and setting.value != key.default:
                record[path] = entry

    def put_change(self, change: DatedChange, excuse: str) -> None:
        """Add a dated change, once by whatever roads its file is reached; a measured value needs a reason here too."""
        if change in self.changes:
            return
        for setting in change.settings:
            reason = _reason(setting, excuse)
            _refuse_silent_override(setting, reason)
            if reason:
                self.reasons[f"changes[{len(self.changes)}].{setting.path}"] = reason
        self.changes.append(change)

    def scenario(self, name: str, document: Document) -> Scenario:
        """The finished scenario, checked as a whole."""
        self._refuse_another_house()
        parameters = whole_parameters(self.values, self.places, document.place.label)
        check_changes(self.values, self.changes, self.places)
        about = document.about.get("en") or next(iter(document.about.values()), "")
        changes = tuple(each.change for each in self.changes)
        return Scenario(name, parameters, changes, about, self.places, self.reasons, self.said, self.assumed)


def _built_on(document: Document) -> Iterator[Node]:
    if document.parent is not None:
        yield document.parent
    yield from document.mixins


def _reason(setting: Setting, excuse: str) -> str:
    """The reason given; for a measured value that has none, the excuse of the place it stands at."""
    return setting.reason or (excuse if keys()[setting.path].kind is Kind.MEASURED else "")


def _refuse_silent_override(setting: Setting, reason: str) -> None:
    key = keys()[setting.path]
    if key.kind is Kind.MEASURED and not reason:
        problem = Message(
            "{path} was measured ({sources}); another value needs its source or a reason",
            path=key.path,
            sources=", ".join(key.sources),
        )
        hint = Message(
            "write {{value: {value}, source: ..}} or {{value: {value}, because: ..}}", value=setting.value
        )
        lines = write_lines([setting.line]) if setting.line else ""
        raise ScenarioError(problem, setting.where, lines or hint)


def _options(settings: Sequence[str], weeks: int | None) -> Iterator[Setting]:
    for each in settings:
        yield read_option(each)
    if weeks is not None:
        yield read_setting(Node(weeks, "--weeks"), keys()["horizon"])


def _heading(place: Place) -> tuple[str, str]:
    """Kind and English line of a file; what is wrong with it, if it cannot be read."""
    try:
        kind, about = read_heading(place)
    except ScenarioError as error:
        return "unreadable", str(error)
    return kind, about.get("en") or next(iter(about.values()), "")


def _get(parameters: Any, path: str) -> Any:
    for name in path.split("."):
        parameters = getattr(parameters, name)
    return parameters
