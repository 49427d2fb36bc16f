"""Where every effective value of a scenario comes from, in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from tup_sim.errors import Message, ScenarioError
from tup_sim.files.added_patterns import added_name
from tup_sim.files.keys import below, did_you_mean, key_hint, keys
from tup_sim.files.layout import paragraph
from tup_sim.files.load import differing, flat
from tup_sim.files.show import describe_change
from tup_sim.files.strict_yaml import one_line
from tup_sim.files.values import range_text, split_reason, stands_on, value_text, with_unit
from tup_sim.model.parameters import Declaration, Scenario
from tup_sim.model.parameters.renamed import name_now, new_name
from tup_sim.texts import of_parameters, say


def explained(scenario: Scenario, prefix: str, width: int, lang: str = "en") -> str:
    """Every value that is not the default, or everything below a prefix: value, who set it, why, and its range."""
    prefix = name_now(prefix)
    different, values = differing(scenario), flat(scenario)
    said = [path for path in different if path in scenario.origin or not added_name(path)]
    paths = said if not prefix else _below(prefix, values)
    blocks = [
        "\n".join(
            [
                f"{path} = {with_unit(values[path], keys()[path], lang)}",
                *(paragraph(line, width, 4) for line in _lines(scenario, path, path in different, lang)),
            ]
        )
        for path in paths
    ]
    changes = [_change(scenario, index, width, lang) for index in _changes_of(scenario, prefix)]
    end = say(lang, "explain-all" if prefix else "explain-differing", values=len(paths), changes=len(changes))
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


def _lines(scenario: Scenario, path: str, is_different: bool, lang: str) -> Iterator[str]:
    """Who set a value and why, what it may be and rests on, and what it means."""
    key = keys()[path]
    if added_name(path) and path not in scenario.origin:
        yield say(lang, "explain-like")
    elif is_different:
        who = scenario.origin.get(path) or say(lang, "explain-program")
        yield say(lang, "explain-set", by=who) + _why(scenario.reasons.get(path, ""), lang)
    default = say(lang, "explain-default", value=value_text(key.default, lang))
    if added_name(path):
        default = say(lang, "explain-added")
    yield "; ".join([default, *_range(key, lang), stands_on(key, lang)])
    yield of_parameters(lang, key.about)


def _range(key: Declaration, lang: str) -> list[str]:
    if key.low is None and key.high is None:
        return []
    return [say(lang, "explain-allowed", range=range_text(key.low, key.high, lang))]


def _why(reason: str, lang: str) -> str:
    source, because = split_reason(reason)
    found = [("explain-source", source), ("explain-because", because)]
    return "".join(f"; {say(lang, name, what=what)}" for name, what in found if what)


def _changes_of(scenario: Scenario, prefix: str) -> list[int]:
    wanted = set(below(prefix.removesuffix(".")))
    return [index for index, change in enumerate(scenario.changes) if wanted & set(change.values)]


def _change(scenario: Scenario, index: int, width: int, lang: str) -> str:
    change = scenario.changes[index]
    reasons = {scenario.reasons.get(f"changes[{index}].{path}", "") for path in change.values}
    why = "".join(_why(reason, lang) for reason in sorted(reasons))
    heading = say(lang, "explain-change", n=index + 1)
    return "\n".join([heading, paragraph(describe_change(change, lang) + why, width, 4)])
