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
from tup_sim.files.strict_yaml import Node
from tup_sim.files.values import Setting, read_setting
from tup_sim.files.whole import check_changes, nested, whole_parameters
from tup_sim.model.parameters import Kind, Scenario

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
    """
    laid_over = [Node(mixin, "--with") for mixin in mixins]
    with knowing(partial(values_of, name, *mixins)):
        return stacked(Node(name, ""), laid_over, _options(settings, weeks), BY_HAND)


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
    names = [place.name]
    for mixin in mixins:
        over = find(str(mixin.value), mixin.where, beside)
        stack.add(over, mixin.where, excuse)
        names.append(over.name)
    for setting in settings:
        stack.put(setting, excuse)
    return stack.scenario(" + ".join(names), document)


def paths_set(name: Node, beside: Path | None = None) -> Iterator[str]:
    """The parameters that a scenario sets, and those that it is built on; not what it changes at a date."""
    place = find(str(name.value), name.where, beside)
    document = read_document(place, name.where)
    for node in _built_on(document):
        yield from paths_set(node, place.path.parent)
    yield from (setting.path for setting in document.settings)


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
        for node in _built_on(document):
            below = find(str(node.value), node.where, beside=place.path.parent)
            self.add(below, node.where, excuse, (*above, place))
        for setting in document.settings:
            self.put(setting, excuse)
        for change in document.changes:
            self.put_change(change, excuse)
        self.said, self.assumed = document.said or self.said, document.assumed or self.assumed
        return document

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
        """Add a dated change; a measured value needs a reason here too."""
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
    for text in settings:
        yield read_option(text)
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
