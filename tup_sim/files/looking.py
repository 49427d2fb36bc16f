"""What an experiment looks at: windows, outcomes, the smallest difference that matters, and figures."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tup_sim import measures
from tup_sim.errors import Message, ScenarioError, TupSimError
from tup_sim.files.changes import known_keys, weeks_in
from tup_sim.files.document import names_in
from tup_sim.files.factors import known_name, read_number
from tup_sim.files.keys import did_you_mean
from tup_sim.files.strict_yaml import Node, described, one_line
from tup_sim.model.parameters import Scenario
from tup_sim.study.experiment import Figure
from tup_sim.study.results import HORIZON, Key
from tup_sim.study.work import Windows

KINDS = ("differences", "levels", "weeks", "trade_off")
FIGURE_KEYS = ("kind", "outcomes", "along", "by")
HALF = 0.5  # of all: nobody calls that a small difference in a share
PROSTHESIS, LAG = "prosthesis_index", "lag_weeks"


def read_windows(node: Node | None, scenarios: Sequence[Scenario], label: str) -> Windows:
    """The windows as written, or those of the first change, which all points must share; always the horizon."""
    horizons = {each.parameters.horizon for each in scenarios}
    if len(horizons) > 1:
        several = " and ".join(map(str, sorted(horizons)))
        raise ScenarioError(
            f"the points have horizons of {several} weeks", label, "give all the same 'weeks:'"
        )
    horizon = horizons.pop()
    if node is None:
        return _own_windows(scenarios, label)
    if not isinstance(node.value, dict) or not node.value:
        problem = f"windows: expects names with a begin and an end, not {described(node)}"
        raise ScenarioError(problem, node.where, "as {late: [104, 156]}")
    written = {name: _window(name, part, horizon) for name, part in node.value.items()}
    names = {(0.0, float(horizon)): HORIZON}
    for name, weeks in written.items():
        if (first := names.setdefault(weeks, name)) != name:
            raise ScenarioError(
                Message("windows '{first}' and '{name}' are the same weeks", first=first, name=name),
                node.value[name].where,
                Message("leave one out"),
            )
    return {**written, HORIZON: (0.0, float(horizon))}


def _own_windows(scenarios: Sequence[Scenario], label: str) -> Windows:
    changed = [each for each in scenarios if each.first_change() is not None] or list(scenarios[:1])
    windows = measures.windows_of(changed[0])
    for each in changed[1:]:
        if measures.windows_of(each) != windows:
            problem = f"'{changed[0].name}' and '{each.name}' change at different dates and have no windows in common"
            raise ScenarioError(problem, label, "write windows:, as {late: [104, 156]}")
    return windows


def _window(name: str, node: Node, horizon: int) -> tuple[float, float]:
    """Begin and end of a window, in weeks."""
    if name == HORIZON:
        raise ScenarioError("the window 'horizon' is always there", node.where)
    if not name.strip() or "@" in name:
        raise ScenarioError(
            f"a window cannot be called '{one_line(name)}'", node.where, "a name without @, as late"
        )
    if not isinstance(node.value, tuple) or len(node.value) != 2:
        raise ScenarioError(
            f"window '{name}' expects its begin and its end, not {described(node)}",
            node.where,
            "as [104, 156]",
        )
    start, end = (weeks_in(item, f"window '{name}'", 0) or 0 for item in node.value)
    if not start < end <= horizon:
        problem = f"window '{name}' from week {start} to {end} does not lie within {horizon} weeks"
        raise ScenarioError(problem, node.where, "begin before end, end not after the horizon")
    return float(start), float(end)


def read_replay(node: Node | None, windows: Windows) -> tuple[str, ...]:
    """Names of windows for which runs are repeated without volunteers."""
    items = names_in(node, "replay: expects names of windows", "as [late]")
    return tuple(known_name(item, list(windows), "window") for item in items)


def read_outcomes(node: Node | None, windows: Windows, replay: Sequence[str], label: str) -> tuple[Key, ...]:
    """The outcomes, each in a window of the experiment."""
    if node is None:
        raise ScenarioError("outcomes are missing: what is looked at", label, "as outcomes: [core_met@late]")
    found = [_outcome(item, windows, replay) for item in names_in(node, "outcomes: expects names", "")]
    if not found:
        raise ScenarioError("outcomes: the list is empty", node.where)
    return tuple(dict.fromkeys(found))


def _outcome(node: Node, windows: Windows, replay: Sequence[str]) -> Key:
    key = _key(node)
    if key.window not in windows:
        hint = did_you_mean(key.window, windows) or f"known are {', '.join(windows)}"
        raise ScenarioError(f"there is no window '{key.window}'", node.where, hint)
    if key.outcome == PROSTHESIS and key.window not in replay:
        problem = f"{PROSTHESIS} needs a repetition of every run without volunteers"
        raise ScenarioError(problem, node.where, f"write 'replay: [{key.window}]'")
    return key


def _key(node: Node) -> Key:
    """An outcome that exists, under its own name."""
    written = Key.of(str(node.value))
    try:
        name = measures.outcome_of(written.outcome).name
    except TupSimError as error:
        raise ScenarioError(str(error), node.where) from error
    if name.startswith(LAG):
        raise ScenarioError(f"{name} is no outcome of a single run and cannot be used here", node.where)
    return Key.of(f"{name}@{written.window}")


def read_smallest(node: Node | None, outcomes: Sequence[Key]) -> dict[Key, float]:
    """Per outcome the smallest difference that matters, in its unit."""
    if node is None:
        return {}
    return {
        _among(Node(name, part.where), outcomes): _smallest(name, part) for name, part in node.items().items()
    }


def _among(node: Node, outcomes: Sequence[Key]) -> Key:
    """An outcome that the experiment looks at."""
    key = _key(node)
    if key not in outcomes:
        hint = did_you_mean(key.text, [each.text for each in outcomes]) or "add it to 'outcomes:'"
        raise ScenarioError(f"'{key.text}' is not among the outcomes", node.where, hint)
    return key


def _smallest(name: str, node: Node) -> float:
    unit = Key.of(name).unit
    value = read_number(node, name, unit)
    if unit.startswith("share") and value >= HALF:
        problem = f"{name}: {value:g} is {100 * value:g} of 100, and no smallest difference"
        raise ScenarioError(problem, node.where, f"did you mean {value:g} %?")
    if value <= 0:
        raise ScenarioError(f"{name}: the smallest difference that matters must be above 0", node.where)
    return value


def read_figures(node: Node | None, outcomes: Sequence[Key], factors: Sequence[str]) -> Iterator[Figure]:
    """The pictures of the brief."""
    if node is None:
        return
    if not isinstance(node.value, tuple):
        raise ScenarioError(
            f"figures: expects a list, not {described(node)}", node.where, "begin every figure with '- '"
        )
    for item in node.value:
        yield _figure(item, outcomes, factors)


def _figure(node: Node, outcomes: Sequence[Key], factors: Sequence[str]) -> Figure:
    parts = known_keys(node, FIGURE_KEYS, "a figure")
    if "kind" not in parts or "outcomes" not in parts:
        missing = "kind" if "kind" not in parts else "outcomes"
        raise ScenarioError(f"a figure needs '{missing}:'", node.where, f"kinds are {', '.join(KINDS)}")
    kind = known_name(parts["kind"], KINDS, "kind of figure")
    shown = names_in(parts["outcomes"], "outcomes: expects names", "")
    if parts["outcomes"].value == ():
        raise ScenarioError("a figure needs an outcome; the list is empty", parts["outcomes"].where)
    keys = tuple(_by_week(each) if kind == "weeks" else _among(each, outcomes) for each in shown)
    along, by = (
        known_name(parts[name], factors, "factor") if name in parts else "" for name in ("along", "by")
    )
    if kind == "levels" and not along:
        raise ScenarioError("a figure of levels needs 'along:', the factor on its axis", node.where)
    if kind == "trade_off" and len(keys) != 2:
        raise ScenarioError(f"a trade-off has two outcomes, not {len(keys)}", parts["outcomes"].where)
    return Figure(kind, keys, along, by)


def _by_week(node: Node) -> Key:
    """An outcome that is there week by week."""
    key = _key(node)
    if key.window != HORIZON:
        raise ScenarioError(
            f"'{key.text}': a figure of weeks has no window", node.where, f"write {key.outcome}"
        )
    if key.outcome not in measures.OUTCOMES:
        raise ScenarioError(f"{key.outcome} is not there week by week", node.where)
    return key
