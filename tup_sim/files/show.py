"""A scenario written as YAML that can be saved, read by people and loaded again."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from tup_sim.files.added_patterns import added_name, as_a_file_says
from tup_sim.files.changes import plain_trigger
from tup_sim.files.keys import keys
from tup_sim.files.load import differing, flat
from tup_sim.files.numerals import unmistakable
from tup_sim.files.values import split_reason, value_text
from tup_sim.model.catalogue import catalogue_of, using
from tup_sim.model.parameters import Change, Kind, Scenario, Trigger
from tup_sim.model.plugins import plugins_of
from tup_sim.texts import say

UNSTATED = "not stated"


def as_yaml(scenario: Scenario, everything: bool = False, kind: str = "organisation") -> str:
    """The values that differ from the declared defaults (or all of them) and the changes, as a scenario file.

    Args:
        scenario: the scenario.
        everything: also the values that do not differ.
        kind: what it says to be; only an organisation can be run alone.
    """
    with using(catalogue_of(scenario.parameters)):
        return "\n".join(_lines(scenario, everything, kind)) + "\n"


def _lines(scenario: Scenario, everything: bool, kind: str) -> list[str]:
    values = flat(scenario) if everything else differing(scenario)
    added = dict(as_a_file_says(scenario.parameters.patterns, scenario.reasons))
    values = {path: value for path, value in values.items() if not added_name(path)} | added
    return [
        f"# {_comment(scenario.name)}: {'all values' if everything else 'what differs from the declared defaults'}",
        f"about: {quoted(scenario.about or scenario.name)}",
        f"kind: {kind}",
        *_plugins(scenario),
        *_by_language("said", scenario.said),
        *_by_language("assumed", scenario.assumed),
        *_grouped(values, differing(scenario), scenario.reasons),
        *_changes(scenario),
    ]


def _plugins(scenario: Scenario) -> Iterator[str]:
    if names := [quoted(each.name) for each in plugins_of(scenario)]:
        yield f"plugins: [{', '.join(names)}]"


def _by_language(heading: str, lines: Mapping[str, str]) -> Iterator[str]:
    if lines:
        said = ", ".join(f"{language}: {quoted(line)}" for language, line in lines.items())
        yield f"{heading}: {{{said}}}"


def quoted(text: str) -> str:
    """A text between double quotes as YAML and JSON both read it, in plain ASCII."""
    body = json.dumps(text, ensure_ascii=False)
    return "".join(sign if " " <= sign <= "~" else f"\\U{ord(sign):08x}" for sign in body)


def as_written(value: Any) -> str:
    """A value as a scenario file writes it."""
    if isinstance(value, bool):
        return "on" if value else "off"
    if isinstance(value, tuple):
        return f"[{', '.join(quoted(str(item)) for item in value)}]"
    return str(value) if isinstance(value, str) else unmistakable(repr(value))


def describe_change(change: Change, lang: str = "en") -> str:
    """A change in one line of words."""
    when = say(lang, "change-at", week=change.at)
    if change.trigger is not None:
        when = say(lang, "change-once", what=_trigger(change.trigger, lang), week=change.at)
    parts = [when]
    if change.over:
        parts.append(say(lang, "change-over", weeks=change.over))
    if change.until is not None:
        parts.append(say(lang, "change-until", week=change.until))
    values = ", ".join(f"{path} = {value_text(value, lang)}" for path, value in change.values.items())
    label = f" ({change.label})" if change.label else ""
    return f"{', '.join(parts)}: {values}{label}"


def _trigger(trigger: Trigger, lang: str) -> str:
    side = "change-above" if trigger.above else "change-below"
    return say(lang, side, figure=trigger.figure, line=value_text(trigger.line, lang), weeks=trigger.weeks)


def _grouped(
    values: Mapping[str, Any], different: Mapping[str, Any], reasons: Mapping[str, str]
) -> Iterator[str]:
    """Lines of the values, nested in their groups; what belongs to one group stands together."""
    values = _together(values)
    opened: list[str] = []
    for path, value in values.items():
        *above, name = path.split(".")
        same = 0
        while same < min(len(above), len(opened)) and above[same] == opened[same]:
            same += 1
        for depth in range(same, len(above)):
            yield f"{'  ' * depth}{above[depth]}:"
        opened = above
        reason = _reason(path, reasons.get(path, "")) if path in different or path in reasons else ""
        yield f"{'  ' * len(above)}{name}: {_with_reason(value, reason)}{_unit(path)}"


def _together(values: Mapping[str, Any]) -> dict[str, Any]:
    """The same values; each group as a whole where its first value stands."""
    first = {path.partition(".")[0]: number for number, path in reversed([*enumerate(values)])}
    return dict(sorted(values.items(), key=lambda item: first[item[0].partition(".")[0]]))


def _reason(path: str, reason: str) -> str:
    """The reason; a measured value cannot be loaded without one."""
    return reason or (UNSTATED if keys()[path].kind is Kind.MEASURED else "")


def _with_reason(value: Any, reason: str) -> str:
    if not reason:
        return as_written(value)
    source, because = split_reason(reason)
    said = [f"value: {as_written(value)}"]
    if source:
        said.append(f"source: {quoted(source)}")
    if because:
        said.append(f"because: {quoted(because)}")
    return f"{{{', '.join(said)}}}"


def _unit(path: str) -> str:
    unit = keys()[path].unit
    return "" if unit == "-" else f"  # {unit}"


def _changes(scenario: Scenario) -> Iterator[str]:
    if scenario.changes:
        yield "changes:"
    for index, change in enumerate(scenario.changes):
        for number, line in enumerate(_change(change, index, scenario.reasons)):
            yield f"{'  - ' if number == 0 else '    '}{line}"


def _change(change: Change, index: int, reasons: Mapping[str, str]) -> Iterator[str]:
    if change.label:
        yield f"label: {quoted(change.label)}"
    yield f"at: {change.at}"
    if change.over:
        yield f"over: {change.over}"
    if change.until is not None:
        yield f"until: {change.until}"
    if change.trigger is not None:
        yield f"when: {{{', '.join(f'{k}: {v}' for k, v in plain_trigger(change.trigger).items())}}}"
    yield "set:"
    for path, value in change.values.items():
        reason = _reason(path, reasons.get(f"changes[{index}].{path}", ""))
        yield f"  {path}: {_with_reason(value, reason)}{_unit(path)}"


def _comment(text: str) -> str:
    return " ".join(text.split())
