"""What an experiment looks at: windows, outcomes, the smallest difference that matters, and figures."""

from __future__ import annotations

from collections.abc import Sequence

from tup_sim import measures
from tup_sim.errors import Message, ScenarioError, TupSimError, chained
from tup_sim.files.changes import known_keys, week_in
from tup_sim.files.document import names_in
from tup_sim.files.factors import known_name, no_factor, read_number
from tup_sim.files.faults import every
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
    """The windows as written, or those of the first change, which all points must share; always the horizon.

    Raises:
        ScenarioError: a window is wrong or stands there twice, or the points have no windows in common.
    """
    horizons = {each.parameters.horizon for each in scenarios}
    if len(horizons) > 1:
        several = chained("{one} and {other}", [str(each) for each in sorted(horizons)])
        raise ScenarioError(
            Message("the points have horizons of {several} weeks", several=several),
            label,
            Message("give all the same 'weeks:'"),
        )
    horizon = horizons.pop()
    if node is None:
        return _own_windows(scenarios, label)
    if not isinstance(node.value, dict) or not node.value:
        problem = Message(
            "windows: expects names with a begin and an end, not {value}", value=described(node)
        )
        raise ScenarioError(problem, node.where, Message("as {{late: [104, 156]}}"))
    written = dict(every(lambda each: (each[0], _window(*each, horizon)), node.value.items()))
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
            problem = Message(
                "'{name}' and '{other}' change at different dates and have no windows in common",
                name=changed[0].name,
                other=each.name,
            )
            raise ScenarioError(problem, label, Message("write windows:, as {{late: [104, 156]}}"))
    return windows


def _window(name: str, node: Node, horizon: int) -> tuple[float, float]:
    """Begin and end of a window, in weeks."""
    if name == HORIZON:
        raise ScenarioError(Message("the window 'horizon' is always there"), node.where)
    if not name.strip() or "@" in name:
        raise ScenarioError(
            Message("a window cannot be called '{name}'", name=one_line(name)),
            node.where,
            Message("a name without @, as late"),
        )
    if not isinstance(node.value, tuple) or len(node.value) != 2:
        raise ScenarioError(
            Message(
                "window '{name}' expects its begin and its end, not {value}", name=name, value=described(node)
            ),
            node.where,
            Message("as [104, 156]"),
        )
    start, end = (week_in(item, f"window '{name}'", 0) or 0 for item in node.value)
    if not start < end <= horizon:
        problem = Message(
            "window '{name}' from week {start} to {end} does not lie within {horizon} weeks",
            name=name,
            start=start,
            end=end,
            horizon=horizon,
        )
        raise ScenarioError(problem, node.where, Message("begin before end, end not after the horizon"))
    return float(start), float(end)


def read_replay(node: Node | None, windows: Windows) -> tuple[str, ...]:
    """Names of windows for which runs are repeated without volunteers."""
    items = names_in(node, Message("replay: expects names of windows"), Message("as [late]"))
    return tuple(every(lambda item: known_name(item, list(windows), _no_window), items))


def read_outcomes(node: Node | None, windows: Windows, replay: Sequence[str], label: str) -> tuple[Key, ...]:
    """The outcomes, each in a window of the experiment.

    Raises:
        ScenarioError: there are none, or one of them is not known or lies in no window of the experiment.
    """
    if node is None:
        raise ScenarioError(
            Message("outcomes are missing: what is looked at"), label, Message("as outcomes: [core_met@late]")
        )
    items = names_in(node, Message("outcomes: expects names"), "")
    found = every(lambda item: _outcome(item, windows, replay), items)
    if not found:
        raise ScenarioError(Message("outcomes: the list is empty"), node.where)
    return tuple(dict.fromkeys(found))


def _outcome(node: Node, windows: Windows, replay: Sequence[str]) -> Key:
    key = _key(node)
    if key.window not in windows:
        hint = did_you_mean(key.window, windows) or Message("known are {names}", names=", ".join(windows))
        raise ScenarioError(Message("there is no window '{window}'", window=key.window), node.where, hint)
    if key.outcome == PROSTHESIS and key.window not in replay:
        problem = Message("{outcome} needs a repetition of every run without volunteers", outcome=PROSTHESIS)
        raise ScenarioError(problem, node.where, Message("write 'replay: [{window}]'", window=key.window))
    return key


def _key(node: Node) -> Key:
    """An outcome that exists, under its own name."""
    written = Key.of(str(node.value))
    try:
        name = measures.outcome_of(written.outcome).name
    except TupSimError as error:
        raise ScenarioError(str(error), node.where) from error
    if name.startswith(LAG):
        raise ScenarioError(
            Message("{name} is no outcome of a single run and cannot be used here", name=name), node.where
        )
    return Key.of(f"{name}@{written.window}")


def read_smallest(node: Node | None, outcomes: Sequence[Key]) -> dict[Key, float]:
    """Per outcome the smallest difference that matters, in its unit."""
    if node is None:
        return {}
    found = every(
        lambda each: (_among(Node(each[0], each[1].where), outcomes), _smallest(*each)), node.items().items()
    )
    return dict(found)


def _among(node: Node, outcomes: Sequence[Key]) -> Key:
    """An outcome that the experiment looks at."""
    key = _key(node)
    if key not in outcomes:
        hint = did_you_mean(key.text, [each.text for each in outcomes]) or Message("add it to 'outcomes:'")
        raise ScenarioError(Message("'{text}' is not among the outcomes", text=key.text), node.where, hint)
    return key


def _smallest(name: str, node: Node) -> float:
    unit = Key.of(name).unit
    value = read_number(node, name, unit)
    if unit.startswith("share") and value >= HALF:
        problem = Message(
            "{name}: {value:g} is {hundredths:g} of 100, and no smallest difference",
            name=name,
            value=value,
            hundredths=100 * value,
        )
        raise ScenarioError(problem, node.where, Message("did you mean {value} %?", value=f"{value:g}"))
    if value <= 0:
        raise ScenarioError(
            Message("{name}: the smallest difference that matters must be above 0", name=name), node.where
        )
    return value


def read_figures(node: Node | None, outcomes: Sequence[Key], factors: Sequence[str]) -> tuple[Figure, ...]:
    """The pictures of the brief.

    Raises:
        ScenarioError: it is no list, or one of them cannot be drawn.
    """
    if node is None:
        return ()
    if not isinstance(node.value, tuple):
        problem = Message("figures: expects a list, not {value}", value=described(node))
        raise ScenarioError(problem, node.where, Message("begin every figure with '- '"))
    return tuple(every(lambda item: _figure(item, outcomes, factors), node.value))


def _figure(node: Node, outcomes: Sequence[Key], factors: Sequence[str]) -> Figure:
    parts = known_keys(node, FIGURE_KEYS, Message("a figure"))
    if "kind" not in parts or "outcomes" not in parts:
        missing = "kind" if "kind" not in parts else "outcomes"
        raise ScenarioError(
            Message("a figure needs '{missing}:'", missing=missing),
            node.where,
            Message("kinds are {names}", names=", ".join(KINDS)),
        )
    kind = known_name(parts["kind"], KINDS, _no_kind)
    shown = names_in(parts["outcomes"], Message("outcomes: expects names"), "")
    if parts["outcomes"].value == ():
        raise ScenarioError(Message("a figure needs an outcome; the list is empty"), parts["outcomes"].where)
    keys = tuple(_by_week(each) if kind == "weeks" else _among(each, outcomes) for each in shown)
    along, by = (
        known_name(parts[name], factors, no_factor) if name in parts else "" for name in ("along", "by")
    )
    if kind == "levels" and not along:
        raise ScenarioError(Message("a figure of levels needs 'along:', the factor on its axis"), node.where)
    if kind == "trade_off" and len(keys) != 2:
        raise ScenarioError(
            Message("a trade-off has two outcomes, not {keys}", keys=len(keys)), parts["outcomes"].where
        )
    return Figure(kind, keys, along, by)


def _by_week(node: Node) -> Key:
    """An outcome that is there week by week."""
    key = _key(node)
    if key.window != HORIZON:
        raise ScenarioError(
            Message("'{text}': a figure of weeks has no window", text=key.text),
            node.where,
            Message("write {outcome}", outcome=key.outcome),
        )
    if key.outcome not in measures.OUTCOMES:
        raise ScenarioError(Message("{outcome} is not there week by week", outcome=key.outcome), node.where)
    return key


def _no_window(name: str) -> Message:
    return Message("there is no window '{window}'", window=name)


def _no_kind(name: str) -> Message:
    return Message("there is no kind of figure '{kind}'", kind=name)
