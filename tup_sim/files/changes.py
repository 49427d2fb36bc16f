"""Changes with a date, a ramp or a trigger, as a scenario file writes them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from math import isfinite
from typing import Any

from tup_sim.errors import Message, ScenarioError
from tup_sim.files.calendar import week_of
from tup_sim.files.guesses import is_date
from tup_sim.files.hints import both, pasted, write, write_lines
from tup_sim.files.keys import as_question, did_you_mean, keys, nearest_word
from tup_sim.files.quantities import (
    Quantity,
    as_it_stands,
    cure,
    number_in,
    proposals,
    read_quantity,
)
from tup_sim.files.settings import key_and_value, read_settings
from tup_sim.files.strict_yaml import Node, Spot, described
from tup_sim.files.synonyms import PARTS_OF_A_CHANGE, PARTS_OF_A_FACTOR
from tup_sim.files.units import POINT
from tup_sim.files.unsettled import Unsettled
from tup_sim.files.values import Setting, chosen, read_reason
from tup_sim.model.parameters.dated import (
    changes_nothing,
    describes_the_start,
    ends_too_early,
    not_bit_by_bit,
)
from tup_sim.model.parameters.given import must_be_a_number
from tup_sim.model.parameters.scenario import SHARES, Change, Observable, Trigger

CHANGE_KEYS = ("label", "at", "over", "until", "when", "set", "source", "because")
TRIGGER_KEYS = ("figure", "above", "below", "weeks")
UNITS = {
    Observable.WORK_PRESSURE: "ratio",
    Observable.WAITING_LIST: "clients",
    Observable.CONTACT_RATIO: "ratio",
    Observable.CORE_MET: "share",
    Observable.VOLUNTEERS: "volunteers",
    Observable.PROFESSIONALS_FTE: "FTE",
}


@dataclass(frozen=True)
class DatedChange:
    """A change, with the places its parts stand at and the reasons given for its values.

    Attributes:
        change: the change itself.
        where: place of the change.
        at_where: place of its date.
        until_where: place of its end.
        settings: its values with places and reasons.
    """

    change: Change
    where: str
    at_where: str
    until_where: str
    settings: tuple[Setting, ...]


def read_changes(node: Node | None) -> Iterator[DatedChange]:
    """Read the list under ``changes:``.

    Raises:
        ScenarioError: it is no list, or one of the changes is wrong.
    """
    if node is None:
        return
    if not isinstance(node.value, tuple):
        problem = Message("changes: expects a list, not {what}", what=described(node))
        raise ScenarioError(problem, node.where, Message("begin every change with '- '"))
    for item in node.value:
        yield _read_change(item)


def plain_change(change: Change) -> dict[str, Any]:
    """A change as plain data, without its label; what is not used is left out."""
    plain: dict[str, Any] = {"at": change.at}
    if change.over:
        plain["over"] = change.over
    if change.until is not None:
        plain["until"] = change.until
    if change.trigger is not None:
        plain["when"] = plain_trigger(change.trigger)
    return {**plain, "set": {path: as_plain(value) for path, value in change.values.items()}}


def plain_trigger(trigger: Trigger) -> dict[str, Any]:
    """A trigger as plain data, in the words of the file."""
    side = "above" if trigger.above else "below"
    return {"figure": trigger.figure, side: trigger.line, "weeks": trigger.weeks}


def as_plain(value: Any) -> Any:
    """A value without tuples and enumerations."""
    if isinstance(value, tuple):
        return [as_plain(item) for item in value]
    return str(value) if isinstance(value, str) else value


def _read_change(node: Node) -> DatedChange:
    parts = known_keys(node, CHANGE_KEYS, Message("a change"))
    if "set" not in parts:
        raise ScenarioError(changes_nothing("'set:'"), node.where)
    if "at" not in parts and "when" not in parts:
        problem = Message("a change needs a date 'at:' or a trigger 'when:'")
        raise ScenarioError(problem, node.where, Message("as at: week 52"))
    settings = tuple(_read_set(parts))
    at = week_in(parts.get("at"), "at", 0)
    change = Change(
        values={setting.path: setting.value for setting in settings},
        at=at or 0,
        over=weeks_in(parts.get("over"), "over", 0, at) or 0,
        until=week_in(parts.get("until"), "until", 1, at),
        trigger=_trigger(parts.get("when")),
        label=_label(parts.get("label")),
    )
    _refuse_ramp_without_numbers(change, parts)
    _refuse_end_before_start(change, parts)
    places = {name: parts.get(name, node).where for name in ("at", "until")}
    return DatedChange(change, node.where, places["at"], places["until"], settings)


def known_keys(node: Node, names: tuple[str, ...], what: str) -> dict[str, Node]:
    """The parts of a change, a trigger or an experiment, each with a name we know.

    Raises:
        ScenarioError: a name is not known; says which one is meant, if that can be seen.
    """
    parts = node.items()
    for name, part in parts.items():
        if name not in names:
            problem = Message("unknown key '{name}' in {what}", name=name, what=what)
            raise ScenarioError(problem, part.where, _part_hint(name, part, names, begin_of(parts)))
    return parts


def _part_hint(name: str, node: Node, names: tuple[str, ...], start: int | None) -> str:
    """The part that is meant, with the line to write; that parameters stand elsewhere; or what parts there are."""
    for words in (PARTS_OF_A_CHANGE, PARTS_OF_A_FACTOR):
        word = nearest_word(name, [*names, *words])
        part = words.get(word, word)
        if part in names and node.key is not None:
            return both(as_question([part]) if word == part else "", _meant_part(part, node, start))
    if hint := did_you_mean(name, names):
        return hint
    if "set" in names and name.partition(".")[0] in {path.partition(".")[0] for path in keys()}:
        return Message("parameters stand under 'set:'")
    return Message("known are {names}", names=", ".join(names))


def _meant_part(part: str, node: Node, start: int | None) -> str:
    """The line with this key, and a value that may stand there; why the value may not, if nobody can know one."""
    times = {"at": _week("at", 0), "until": _week("until", 1, start), "over": _weeks("over", 0, start)}
    if part not in times or node.spot is None:
        return write_lines([pasted(node.key, part)])
    try:
        _whole(node, times[part])
    except ScenarioError as error:
        texts = proposals(as_it_stands(node), times[part])
        lines = write_lines(key_and_value(node, part, text) for text in texts)
        return lines or both(as_question([part]), error.hint)
    return write_lines([pasted(node.key, part)])


def begin_of(parts: Mapping[str, Node]) -> int | None:
    """The week in which a change begins; None if it does not say so, or not so that it can be read."""
    try:
        return week_in(parts.get("at"), "at", 0)
    except ScenarioError:
        return None


def _read_set(parts: Mapping[str, Node]) -> Iterator[Setting]:
    """The values of a change; a source or reason of the change counts for each of them."""
    common = read_reason({name: parts[name] for name in ("source", "because") if name in parts})
    node = parts["set"]
    if not isinstance(node.value, dict) or not node.value:
        problem = Message("{name}: expects parameters, not {what}", name="set", what=described(node))
        raise ScenarioError(
            problem, node.where, Message("as {example}", example="{coordinators: {fte: 1.0}}")
        )
    for setting in read_settings(node.value):
        _refuse_unsettled(setting)
        if keys()[setting.path].fixed:
            problem = describes_the_start(setting.path)
            raise ScenarioError(problem, setting.where, Message("set it at the top of the file"))
        yield replace(setting, reason=setting.reason or common)


def _refuse_unsettled(setting: Setting) -> None:
    """What is worked out from the whole house at the start is no value from a date on."""
    if isinstance(setting.value, Unsettled):
        problem = Message(
            "'{key}' is said of the house at the start, not from a date on", key=setting.said_as
        )
        hint = Message("in a change write {path}, in its own unit", path=setting.path)
        raise ScenarioError(problem, setting.where, hint)


def week_in(node: Node | None, name: str, least: int, start: int | None = None) -> int | None:
    """A point in time, as the number of a week: 52, 'week 52'; None if nothing stands there.

    Args:
        node: what stands there.
        name: of the part, for messages.
        least: the earliest week.
        start: week in which that starts of which this is the end; None if it is not known.

    Raises:
        ScenarioError: it is no whole number of a week (a length of time is none), or before the least.
    """
    return None if node is None else _whole(node, _week(name, least, start))


def weeks_in(node: Node | None, name: str, least: int, start: int | None = None) -> int | None:
    """A length of time in whole weeks: 26, '26 weeks', '1 year'; None if nothing stands there.

    Args:
        node: what stands there.
        name: of the part, for messages.
        least: the shortest.
        start: week in which the time begins; None if it is not known.

    Raises:
        ScenarioError: it is no whole number of weeks (a point in time is none), or less than the least.
    """
    return None if node is None else _whole(node, _weeks(name, least, start))


def _whole(node: Node, wanted: Quantity) -> int:
    value = number_in(node, wanted)
    if not isfinite(value) or (is_date(as_it_stands(node)) and week_of(node) is None):
        problem = _no_weeks(wanted.name, described(node))
        raise ScenarioError(problem, node.where, cure(node, wanted))
    if not wanted.fits(value):
        problem = Message("{name}: {weeks} weeks is not possible", name=wanted.name, weeks=f"{value:.10g}")
        raise ScenarioError(problem, node.where, cure(node, wanted, wanted.expected))
    return int(value)


def _week(name: str, least: int, start: int | None = None) -> Quantity:
    expected = Message(
        "expected: a whole number of weeks from the end of the warm-up, {least} or more, as 52 or 'week 52'",
        least=least,
    )
    return Quantity(name, POINT, low=least, whole=True, expected=expected, refuse=_no_weeks, start=start)


def _weeks(name: str, least: int, start: int | None = None) -> Quantity:
    expected = Message(
        "expected: a whole number of weeks, {least} or more, as 26, '26 weeks' or '1 year'", least=least
    )
    return Quantity(name, "weeks", low=least, whole=True, expected=expected, refuse=_no_weeks, start=start)


def _no_weeks(name: str, what: str) -> Message:
    return Message("{name}: cannot be {what}", name=name, what=what)


def _trigger(node: Node | None) -> Trigger | None:
    if node is None:
        return None
    _refuse_date_for_trigger(node)
    parts = known_keys(node, TRIGGER_KEYS, "when:")
    sides = [side for side in ("above", "below") if side in parts]
    if len(sides) != 1:
        raise ScenarioError(Message("when: needs either 'above:' or 'below:'"), node.where)
    weeks = weeks_in(parts.get("weeks"), "weeks", 1) or 1
    figure = _figure(parts.get("figure"), node)
    return Trigger(figure, sides[0] == "above", _line(parts[sides[0]], figure), weeks)


def _refuse_date_for_trigger(node: Node) -> None:
    """``when: week 52`` is a date."""
    if isinstance(node.value, dict) or node.key is None or node.spot is None:
        return
    spot = Spot(node.key.text, node.key.start, node.spot.end)
    texts = proposals(as_it_stands(node), _week("at", 0))
    problem = Message("when: expects a figure with a line, not {what}", what=described(node))
    raise ScenarioError(problem, node.where, write_lines(pasted(spot, f"at: {text}") for text in texts))


def _figure(node: Node | None, around: Node) -> str:
    names = [str(figure) for figure in Observable]
    expected = Message("expected: {names}", names=", ".join(names))
    if node is None:
        raise ScenarioError(Message("when: needs a 'figure:'"), around.where, expected)
    if (figure := chosen(node.value, names)) is None:
        problem = Message("figure: cannot be {what}", what=described(node))
        raise ScenarioError(problem, node.where, did_you_mean(str(node.value), names) or expected)
    return figure


def _line(node: Node, figure: str) -> float:
    unit = UNITS[Observable(figure)]
    low, high = (0, 1) if figure in SHARES else (None, None)
    wanted = Quantity(Message("when: the line"), unit, low, high, refuse=must_be_a_number)
    return float(read_quantity(node, wanted))


def _label(node: Node | None) -> str:
    if node is None:
        return ""
    if not isinstance(node.value, str):
        problem = Message("label: expects a text, not {what}", what=described(node))
        raise ScenarioError(problem, node.where, _quoted(node))
    return " ".join(node.value.split())


def _quoted(node: Node) -> str:
    """A number or a switch between quotes is a text."""
    if node.spot is None or not isinstance(node.value, int | float):
        return ""
    return write(node, [f'"{node.spot.written}"'])


def _refuse_ramp_without_numbers(change: Change, parts: Mapping[str, Node]) -> None:
    for path in change.values if change.over else ():
        if problem := not_bit_by_bit(path, keys()[path].annotation):
            hint = Message("leave out 'over', or put it in a change of its own")
            raise ScenarioError(problem, parts["over"].where, hint)


def _refuse_end_before_start(change: Change, parts: Mapping[str, Node]) -> None:
    if problem := ends_too_early(change):
        raise ScenarioError(problem, parts["until"].where)
