"""Files, mix-ins and settings laid on each other, with who set what and why, until they are one scenario."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from tup_sim.errors import Message, ScenarioError, a_word, chained
from tup_sim.files.added_patterns import added_name, added_names, filled, refuse_unknown
from tup_sim.files.base import is_measured, with_references
from tup_sim.files.changes import DatedChange
from tup_sim.files.document import Document
from tup_sim.files.faults import Faults, together
from tup_sim.files.hints import write_lines
from tup_sim.files.keys import keys
from tup_sim.files.layers import Layer, Layers
from tup_sim.files.quantities import OWN
from tup_sim.files.reading import Reading
from tup_sim.files.size import (
    Grown,
    Size,
    follows,
    grown_setting,
    refuse_too_large,
    resized_change,
)
from tup_sim.files.strict_yaml import Node, one_line
from tup_sim.files.told import Wording
from tup_sim.files.unsettled import CUT, ORDER, POST, POSTS, Unsettled, settled
from tup_sim.files.unsettled import grown as grown_total
from tup_sim.files.values import Setting
from tup_sim.files.whole import check_changes, whole_parameters
from tup_sim.model.parameters import Kind, Scenario

MODEL = "submodels."  # which model it is; laid over an organisation it belongs to its base
EXAMPLE = "open_house"  # an organisation to name where any would do


def stack_of(
    base: Node,
    mixins: Iterable[Node],
    settings: Sequence[Setting],
    excuse: str,
    beside: Path | None,
    reading: Reading,
    faults: Faults,
) -> Stack:
    """Read all files and lay them and the settings over each other; all that is wrong with them is told at once.

    Args:
        base: name or path of what lies lowest.
        mixins: names or paths, laid over it in order.
        settings: laid over those.
        excuse: what counts as the reason where a measured value is set without one.
        beside: folder that paths start from; the current one if None.
        reading: the files that were read already.
        faults: gets what is wrong.

    Raises:
        ScenarioError: a file cannot be read, or what is in it cannot be laid over the rest.
        ScenarioErrors: several mistakes.
    """
    layers = Layers(reading, faults)
    document = layers.add(base, "", beside)
    names = [document.place.name if document else ""]
    for mixin in mixins:
        over = layers.add(mixin, excuse, beside)
        names.append(over.place.name if over else "")
    _refuse_second_organisation(layers.wholes, faults)
    _refuse_second_calendar(layers, faults)
    _refuse_another_house(layers, faults)
    if document is None:
        raise together(faults.found)
    stack = Stack(" + ".join(names), document, list(layers.under(document)), layers.wholes, faults)
    written = [layer.document.patterns for layer in layers.ordered()]
    stack.patterns = added_names(setting.path for setting in settings).union(*written)
    for layer in layers.ordered():
        stack.lay(layer)
    for setting in settings:
        with faults.caught():
            stack.put(setting, excuse)
    stack.settle()
    faults.end()
    if is_measured(stack.values):
        stack.base = stack if _is_base(stack, names, settings) else _base_of(stack, base, beside, reading)
    return stack


def _is_base(stack: Stack, names: Sequence[str], settings: Sequence[Setting]) -> bool:
    """Nothing is laid over the organisation but which model it is."""
    return len(names) == 1 and all(each.path.startswith(MODEL) for each in settings)


def _base_of(stack: Stack, base: Node, beside: Path | None, reading: Reading) -> Stack:
    """The organisation alone, in the same model."""
    model = [
        Setting(path, value, stack.places.get(path, ""))
        for path, value in stack.values.items()
        if path.startswith(MODEL)
    ]
    return stack_of(base, (), model, "", beside, reading, Faults())


def _refuse_second_organisation(wholes: Sequence[Layer], faults: Faults) -> None:
    """Half of one organisation under half of another is neither."""
    for layer in wholes[1:]:
        name, first = layer.document.place.name, wholes[0].document.place.name
        problem = Message(
            "'{name}' describes a whole organisation and cannot be laid over '{first}'",
            name=name,
            first=first,
        )
        faults.add([ScenarioError(problem, layer.where, Message("run them apart, or set single values"))])


def _refuse_second_calendar(layers: Layers, faults: Faults) -> None:
    """Weeks of one scenario are counted from one Monday."""
    said = [
        layer.document.starts for layer in layers.ordered() if layer.document.starts and not layer.resizes
    ]
    for each in said[1:]:
        if each.day != said[0].day:
            problem = Message("starts: {day} is not {other}", day=each.day, other=said[0].day)
            hint = Message("weeks are counted from one Monday; the other is at {where}", where=said[0].where)
            faults.add([ScenarioError(problem, each.where, hint)])


def _refuse_another_house(layers: Layers, faults: Faults) -> None:
    """Numbers that belong to one organisation say nothing about another."""
    laid = layers.ordered()
    houses = {each.document.place for each in laid if each.document.is_whole}
    names = {house.name for house in houses if house.is_supplied}
    for layer in laid if houses else ():
        meant_for = layer.document.meant_for
        if meant_for and not names & set(meant_for):
            there, here = chained("{one} or {other}", meant_for), layers.wholes[0].document.place.name
            problem = Message(
                "'{name}' is meant for {there}, not for '{here}'",
                name=layer.document.place.name,
                there=there,
                here=here,
            )
            hint = Message(
                "its numbers are those of {there}; write them for '{here}' in a file of your own",
                there=there,
                here=here,
            )
            faults.add([ScenarioError(problem, layer.where, hint)])


@dataclass
class Stack:
    """Values as they stand after every layer laid so far, with who set them and why.

    Attributes:
        name: of the scenario.
        document: its first file.
        under: that file and all it builds on.
        wholes: the organisations that were named.
        faults: what was found to be wrong.
        grown: numbers that follow a size, by path.
        written: changes as they were written, each with the size of all that came after it.
        changes: the same as they hold, once all sizes are known.
        values: every parameter by its path, as it stands now.
        places, reasons: where values that are no default were set, and why.
        about, said, assumed: what files tell of it.
        size: of the house, relative to the one whose numbers a policy may carry.
        patterns: names of the responsibility patterns that some layer adds.
        totals: what was said of the whole house, by the parameter it stands for.
        base: the organisation alone, where what people are used to is measured there; None where it is as written.
    """

    name: str
    document: Document
    under: Sequence[Document]
    wholes: Sequence[Layer]
    faults: Faults
    values: dict[str, Any] = field(
        default_factory=lambda: {path: key.default for path, key in keys().items()}
    )
    places: dict[str, str] = field(default_factory=dict)
    reasons: dict[str, str] = field(default_factory=dict)
    grown: dict[str, Grown] = field(default_factory=dict)
    written: list[tuple[DatedChange, Size | None]] = field(default_factory=list)
    changes: list[DatedChange] = field(default_factory=list)
    about: Wording = field(default_factory=Wording)
    said: Wording = field(default_factory=Wording)
    assumed: Wording = field(default_factory=Wording)
    size: Size | None = None
    patterns: frozenset[str] = frozenset()
    totals: dict[str, Setting] = field(default_factory=dict)
    base: Stack | None = None

    @property
    def kind(self) -> str:
        """What it is; a file that does not say so is what it builds on: an organisation, or else a policy."""
        return self.document.kind or ("organisation" if self.house else "policy")

    @property
    def house(self) -> str:
        """The organisation it is about: the uppermost that its first file builds on."""
        return next((each.place.name for each in self.under if each.is_whole), "")

    def alone(self, written: str, where: str) -> ScenarioError | None:
        """What to say if it describes no organisation and somebody wants to run it as if it did."""
        if self.house:
            return None
        named = [each.document.place.name for each in self.wholes]
        house = next(iter([*self.document.meant_for, *named]), EXAMPLE)
        return _alone(one_line(written, 200), self.document.kind, house, where)

    def lay(self, layer: Layer) -> None:
        """Lay the own keys of a file over the rest, or give the rest the size that it says."""
        document = layer.document
        if layer.resizes and document.size is not None:
            with self.faults.caught():
                self.resize(document.size)
            return
        size = self.size if document.meant_for else None  # numbers of a house follow its size everywhere
        for setting in document.settings:
            with self.faults.caught():
                self.put_sized(setting, size, layer.excuse)
        for change in document.changes:
            with self.faults.caught():
                self.put_change(change, size, layer.excuse)
        self._work_out(Faults())  # what cannot be worked out yet may be so once all layers lie
        self._hear(document)

    def resize(self, size: Size) -> None:
        """Everything so far, changes included, in another size."""
        self._work_out(self.faults)
        kept = {path: each for path, each in self.totals.items() if path == CUT}  # the rest grows as it is
        self.totals = {path: _in_size(each, size) for path, each in kept.items()}
        size = size.of(self.values, self.grown)
        for path in size.by:
            setting = Setting(path, self.values[path], size.where)
            if follows(setting, size):
                self.put_grown(setting, self.grown.get(path, Grown(setting.value)).times(path, size))
        self.written = [(change, size.within(since)) for change, since in self.written]
        self.size = size.within(self.size)

    def settle(self) -> None:
        """Once all is laid: what was said of the house, changes as they hold, and what is larger than it may be."""
        self._work_out(self.faults)
        for path, grown in self.grown.items():
            with self.faults.caught():
                refuse_too_large(path, grown, self.places.get(path, self.document.place.label))
        for number, (change, size) in enumerate(self.written):
            with self.faults.caught():
                self.changes.append(resized_change(change, size))
                for setting in self.changes[-1].settings if size else ():
                    if setting.reason:
                        self.reasons.setdefault(_of_change(number, setting.path), setting.reason)

    def _hear(self, document: Document) -> None:
        """Keep what a file tells, with the values it tells it of; it holds until another file says otherwise."""
        name = document.place.name
        if document is self.document:
            self.about = Wording(name, document.about, dict(self.values))
        if document.said:
            self.said = Wording(name, document.said, dict(self.values))
        if document.assumed:
            self.assumed = Wording(name, document.assumed, dict(self.values))

    def put(self, setting: Setting, excuse: str = "") -> None:
        """Give a parameter a new value."""
        if isinstance(setting.value, Unsettled):
            self.totals[setting.path] = setting
            return
        refuse_unknown(setting, self.patterns)
        self.totals.pop(setting.path, None)
        if setting.path == POSTS and POST in self.totals:
            self.totals[POST] = _in_these_posts(self.totals[POST])
        self._put_value(setting, excuse)

    def _put_value(self, setting: Setting, excuse: str = "") -> None:
        path, key = setting.path, keys()[setting.path]
        self.grown.pop(path, None)
        reason = self._reason_of_the_same(setting) or _reason(setting, excuse)
        if setting.value != self.values.get(path):
            _refuse_silent_override(setting, reason)
        self.values[path] = setting.value
        for record, entry in ((self.places, setting.where), (self.reasons, reason)):
            record.pop(path, None)
            if entry and (added_name(path) or setting.value != key.default):
                record[path] = entry

    def _reason_of_the_same(self, setting: Setting) -> str:
        """A measured value that is only written once more keeps its source; a measured one needs one."""
        same = setting.value == self.values.get(setting.path) and not setting.reason
        measured = keys()[setting.path].kind is Kind.MEASURED
        return self.reasons.get(setting.path, "") if same and measured else ""

    def put_grown(self, setting: Setting, grown: Grown, excuse: str = "") -> None:
        """Give a parameter the value that a size makes of a number."""
        self.put(grown_setting(setting, grown), excuse)
        self.grown[setting.path] = grown

    def _work_out(self, faults: Faults) -> None:
        """What was said of the whole house, in the parameters that it stands for."""
        for said in sorted(self.totals.values(), key=lambda each: ORDER.index(each.value.key)):
            with faults.caught():
                for found in settled(said.value, self.values, said.where):
                    reason = said.reason or found.because
                    self._put_value(Setting(found.path, found.value, said.where, reason))

    def put_sized(self, setting: Setting, size: Size | None, excuse: str) -> None:
        """Give a parameter a new value, in the size of the house if it is a number of a house."""
        if size is not None and isinstance(setting.value, Unsettled):
            self.put(_in_size(setting, size), excuse)
        elif size is None or not follows(setting, size):
            self.put(setting, excuse)
        else:
            self.put_grown(setting, Grown(setting.value).times(setting.path, size), excuse)

    def put_change(self, change: DatedChange, size: Size | None, excuse: str) -> None:
        """Add a dated change; a measured value needs a reason here too."""
        for setting in change.settings:
            refuse_unknown(setting, self.patterns)
            self._refuse_what_nothing_adds(setting)
            reason = _reason(setting, excuse)
            _refuse_silent_override(setting, reason)
            if reason:
                self.reasons[_of_change(len(self.written), setting.path)] = reason
        self.written.append((change, size))

    def _refuse_what_nothing_adds(self, setting: Setting) -> None:
        """A pattern begins with the scenario; it may change later."""
        name = added_name(setting.path)
        if name and name not in self.patterns:
            problem = Message("{path}: there is no pattern '{name}' to change", path=setting.path, name=name)
            hint = Message("define it at the top, as patterns: {{{name}: {{like: peer}}}}", name=name)
            raise ScenarioError(problem, setting.where, hint)

    def scenario(self) -> Scenario:
        """The finished scenario, checked as a whole, with the references of its base where these are measured."""
        written = self.as_written()
        if self.base is None:
            return written
        return with_references(written, written if self.base is self else self.base.as_written())

    def as_written(self) -> Scenario:
        """The scenario with all references as they stand in files."""
        values = filled(self.values, self.places, self.document.place.label)
        parameters = whole_parameters(values, self.places, self.document.place.label)
        check_changes(values, self.changes, self.places)
        name, about = self.document.place.name, self.about.still(self.values)
        changes = tuple(each.change for each in self.changes)
        return Scenario(
            self.name,
            parameters,
            changes,
            about.get("en") or next(iter(about.values()), ""),
            self.places,
            self.reasons,
            self.said.of_whom(name, self.values),
            self.assumed.still(self.values),
            self.house,
        )


def _alone(name: str, kind: str, house: str, where: str) -> ScenarioError:
    """What to say of a policy or shock that is named where an organisation belongs."""
    if kind:
        problem = Message(
            "'{name}' is a {kind}; it is laid over an organisation", name=name, kind=a_word(kind)
        )
        return ScenarioError(
            problem, where, Message("did you mean +{name} or {house}+{name}?", name=name, house=house)
        )
    problem = Message(
        "'{name}' builds on no organisation, so it is taken for a policy, which is laid over one", name=name
    )
    hint = Message(
        "did you mean +{name} or {house}+{name}? if it is an organisation, write 'extends: {house}' in it, or "
        "'kind: organisation' if it is a whole one",
        name=name,
        house=house,
    )
    return ScenarioError(problem, where, hint)


def _in_size(said: Setting, size: Size) -> Setting:
    """Something said of a house, in another size of it."""
    return replace(said, value=grown_total(said.value, size.factor))


def _in_these_posts(said: Setting) -> Setting:
    """The posts of all professionals together, in a number of posts that is given."""
    return replace(said, value=replace(said.value, in_posts=True))


def _of_change(number: int, path: str) -> str:
    """Under what the reason stands for a value of a change."""
    return f"changes[{number}].{path}"


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
            "write {{value: {value}, source: ID}} or {{value: {value}, because: '{reason}'}}",
            value=setting.value,
            reason=OWN,
        )
        lines = write_lines([setting.line]) if setting.line else ""
        raise ScenarioError(problem, setting.where, lines or hint)
