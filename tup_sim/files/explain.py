"""Where every effective value of a scenario comes from, in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from tup_sim.errors import Message, ScenarioError
from tup_sim.files.added_patterns import added_name
from tup_sim.files.keys import below, did_you_mean, key_hint, keys
from tup_sim.files.layout import counts, paragraph
from tup_sim.files.load import differing, flat
from tup_sim.files.show import describe_change
from tup_sim.files.strict_yaml import one_line
from tup_sim.files.values import allowed, split_reason, stands_on, value_text, with_unit
from tup_sim.model.parameters import Declaration, Scenario
from tup_sim.model.parameters.renamed import name_now, new_name


def explained(scenario: Scenario, prefix: str, width: int) -> str:
    """Every value that is not the default, or everything below a prefix: value, who set it, why, and its range."""
    prefix = name_now(prefix)
    different, values = differing(scenario), flat(scenario)
    said = [path for path in different if path in scenario.origin or not added_name(path)]
    paths = said if not prefix else _below(prefix, values)
    blocks = [_block(scenario, path, values[path], path in different, width) for path in paths]
    changes = [_change(scenario, index, width) for index in _changes_of(scenario, prefix)]
    which = "" if prefix else " not at the declared default"
    end = f"{counts(len(paths), 'value')}{which}, {counts(len(changes), 'change')}"
    return "\n".join([*blocks, *changes, end])


def _below(prefix: str, values: Mapping[str, object]) -> list[str]:
    """Paths below a prefix; of added patterns those that the scenario has."""
    inside = f"{prefix.removesuffix('.')}."
    found = [path for path in values if f"{path}.".startswith(inside)]
    if not found and (name := added_name(prefix) or added_name(inside)):
        problem = Message("the scenario has no pattern '{name}'", name=one_line(name))
        raise ScenarioError(problem, "", did_you_mean(name, scenario_patterns(values)))
    return found or known_below(prefix)


def scenario_patterns(values: Iterable[str]) -> list[str]:
    """Names of the patterns that a scenario has."""
    return list(dict.fromkeys(path.split(".")[1] for path in values if path.startswith("patterns.")))


def known_below(prefix: str) -> list[str]:
    """Paths below a prefix.

    Raises:
        ScenarioError: there is none; with what may be meant.
    """
    paths = below(new_name(prefix.removesuffix(".")))
    if not paths:
        raise ScenarioError(
            Message("there is no parameter '{prefix}'", prefix=one_line(prefix)), "", key_hint(prefix)
        )
    return paths


def _block(scenario: Scenario, path: str, value: object, is_different: bool, width: int) -> str:
    key = keys()[path]
    default = "of an added pattern" if added_name(path) else f"default {value_text(key.default)}"
    lines = [f"{default}; {_range(key)}{stands_on(key)}", key.about]
    if added_name(path) and path not in scenario.origin:
        lines[:0] = ["as in the pattern it is like"]
    elif is_different:
        lines[:0] = [
            f"set by {scenario.origin.get(path, 'the program')}{_why(scenario.reasons.get(path, ''))}"
        ]
    return "\n".join([f"{path} = {with_unit(value, key)}", *(paragraph(line, width, 4) for line in lines)])


def _range(key: Declaration) -> str:
    return "" if key.low is None and key.high is None else f"allowed {allowed(key)}; "


def _why(reason: str) -> str:
    source, because = split_reason(reason)
    said = [f"source {source}" if source else "", f"because: {because}" if because else ""]
    return "".join(f"; {part}" for part in said if part)


def _changes_of(scenario: Scenario, prefix: str) -> list[int]:
    wanted = set(below(prefix.removesuffix(".")))
    return [index for index, change in enumerate(scenario.changes) if wanted & set(change.values)]


def _change(scenario: Scenario, index: int, width: int) -> str:
    change = scenario.changes[index]
    reasons = {scenario.reasons.get(f"changes[{index}].{path}", "") for path in change.values}
    why = "".join(_why(reason) for reason in sorted(reasons))
    return "\n".join([f"change {index + 1}", paragraph(describe_change(change) + why, width, 4)])
