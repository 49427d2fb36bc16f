"""Results to read: outcomes of one scenario, and differences between scenarios in plain words."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence

from tup_sim.errors import Message, TupSimError
from tup_sim.measures import OUTCOMES, outcome_of
from tup_sim.reporting.basis import basis_and_more
from tup_sim.reporting.choices import choices
from tup_sim.reporting.columns import Look
from tup_sim.reporting.judged import in_words
from tup_sim.reporting.numerals import bounds, cleaned, decimals, from_to, numeral, shift
from tup_sim.reporting.realised import realised_block
from tup_sim.reporting.shared_luck import luck_sentence
from tup_sim.reporting.view import Part, Row, Table, View, foot
from tup_sim.reporting.words import label, unit, window_name
from tup_sim.statistics import FEWEST, mean_interval
from tup_sim.study import Comparison, Replications
from tup_sim.study.experiment import DesignPoint
from tup_sim.study.findings import Check, Findings
from tup_sim.study.results import HORIZON, Contrast, Key
from tup_sim.texts import say

GROUPS = ("service", "professionals", "volunteers", "organisation")
SMALL = 0.001  # a chance below it is not told
REPLAYED = ("prosthesis_index",)  # there only if asked for, and then shown


def run_view(
    found: Replications,
    lang: str = "en",
    window: str = HORIZON,
    everything: bool = False,
    quick: bool = False,
    only: Sequence[str] = (),
    named: str = "",
) -> View:
    """Means and their intervals of one scenario, by group.

    Args:
        found: the runs.
        lang: ``en`` or ``nl``.
        window: stretch of weeks the outcomes are about.
        everything: all outcomes and subgroups instead of the headlines.
        quick: say that this was a quick look.
        only: these outcomes instead.
        named: the scenario as the command line names it, with what is laid over it; its name if that is all.

    Raises:
        TupSimError: the scenario has no such window.
    """
    check_window(found, window)
    names = only or _chosen((key.outcome for key in found.keys if key.window == window), everything)
    rows = {name: _run_row(found, name, window, lang) for name in names}
    facts = say(lang, "facts", runs=_runs(found, lang), seed=found.seed, weeks=_weeks(found))
    head = [facts, _window_line(found, window, lang), say(lang, "how-run"), *_by_group(rows, lang)]
    return View(found.name, head, foot=[*foot(lang, quick), *basis_and_more(found.scenario, lang, named)])


def compare_view(
    found: Comparison,
    lang: str = "en",
    windows: Sequence[str] = (HORIZON,),
    everything: bool = False,
    quick: bool = False,
    lags: Sequence[str] = (),
    only: Sequence[str] = (),
) -> View:
    """Paired differences with the base, a block per other scenario and window; arguments as ``run_view``.

    With outcomes in ``lags`` a block per other scenario says after how many weeks its change shows in them.
    """
    others = range(len(found.others))
    blocks = [
        compare_block(found, other, window, lang, everything, only) for other in others for window in windows
    ]
    blocks += [lag_block(found, other, lags, lang) for other in others if lags]
    blocks += [block for other in others if (block := realised_block(found, other, lang))]
    joint = [say(lang, "joint", n=len(found.others))] if len(found.others) > 1 else []
    facts = [compare_facts(found, lang), *_two_houses(found, lang)]
    return View("", facts, blocks, [*joint, *foot(lang, quick)])


def _two_houses(found: Comparison, lang: str) -> list[str]:
    """That whole organisations are compared, if they are."""
    houses = list(dict.fromkeys(arm.scenario.house for arm in found.arms if arm.scenario.house))
    return [say(lang, "two-houses", names=", ".join(houses))] if len(houses) > 1 else []


def experiment_view(found: Findings, lang: str, quick: bool = False) -> View:
    """The answer of an experiment: per reference and outcome how far each point differs from it."""
    asked = found.experiment
    against = [
        _against(found, text.in_language(lang) if asked.questions else "", others, key, lang)
        for text, points in asked.asked()
        for others in _by_reference(points)
        for key in asked.outcomes
    ]
    checks = [f"{say(lang, _came_out(each))}: {each.said.in_language(lang)}" for each in found.checks]
    last = View("", [*checks, say(lang, "how-holm"), say(lang, "warm-hint")])
    head = [asked.question.in_language(lang), experiment_facts(found, lang)]
    blocks = [*against, *choices_views(found, lang), last]
    return View(asked.title.in_language(lang), head, blocks, foot(lang, quick, "quick-runs"))


def _came_out(check: Check) -> str:
    if not check.applies:
        return "came-out-none"
    return "came-out-passed" if check.passed else "came-out-failed"


def _by_reference(points: Sequence[DesignPoint]) -> list[list[DesignPoint]]:
    """What a question compares, by what it is compared with."""
    groups: dict[int | None, list[DesignPoint]] = {}
    for each in points:
        groups.setdefault(each.reference, []).append(each)
    return [groups[reference] for reference in sorted(groups, key=lambda number: number or 0)]


def _against(found: Findings, question: str, others: Sequence[DesignPoint], key: Key, lang: str) -> View:
    """One outcome in one window: points that are compared with one reference."""
    asked = found.experiment
    contrasts = [(each, found.contrast(each, key)) for each in others]
    rows = [
        _experiment_row(asked.label(each, lang), it, asked.smallest_of(key, it.base), lang)
        for each, it in contrasts
        if it
    ]
    name = asked.label(asked.points[others[0].reference or 0], lang)
    luck = [f"  {said}" for said in [luck_sentence((it for _, it in contrasts if it), lang)] if said]
    title = " · ".join(each for each in (question, _titled(key, lang)) if each)
    return View(title, [say(lang, "how-experiment", reference=name), Table(rows), *luck])


def _experiment_row(name: str, contrast: Contrast, smallest: float | None, lang: str) -> Row:
    """As ``compare_row``, with the name of the point in front and p before the words."""
    _, *numbers, words = compare_row(contrast, lang, smallest)
    return (name, *numbers, _holm(contrast, lang), words)


def experiment_facts(found: Findings, lang: str) -> str:
    """How many runs of each point, with which seed, over how many weeks."""
    asked = found.experiment
    runs = say(lang, "each-point", runs=_runs_of_points(found, lang))
    weeks = asked.points[0].scenario.parameters.horizon
    return say(lang, "facts", runs=runs, seed=asked.seed, weeks=weeks)


def _runs_of_points(found: Findings, lang: str) -> str:
    """How many runs a point has; broken off, some may have more than others."""
    counted = from_to((arm.finished for arm in found.found), lang)
    if all(arm.finished == arm.asked for arm in found.found):
        return say(lang, "runs", n=counted)
    return say(lang, "of-runs", n=counted, asked=max(arm.asked for arm in found.found))


def _holm(contrast: Contrast, lang: str) -> str:
    """p, where there are pairs enough for it to be worth anything."""
    p = contrast.holm
    if math.isnan(p) or contrast.difference.n < FEWEST:
        return ""
    return say(lang, "holm-small") if p < SMALL else say(lang, "holm", p=numeral(p, 3, lang))


def choices_views(found: Findings, lang: str) -> Iterator[View]:
    """Per choice which alternative is the best, and what the others lose in other worlds; none if nothing is chosen.

    Args:
        found: what an experiment found.
        lang: ``en`` or ``nl``.
    """
    asked = found.experiment
    parts: list[Part] = []
    for choice in choices(found, lang):
        parts += [f"  {choice.name}", *(f"    {said}" for said in (choice.now, *choice.worlds))]
        parts += [choice.table] if choice.table else []
    if parts:
        once = [f"  {say(lang, 'robust-once')}"] if asked.worlds else []
        yield View(say(lang, "which-best", outcome=_titled(asked.outcomes[0], lang)), [*once, *parts])


def _titled(key: Key, lang: str) -> str:
    """An outcome and its window, as a title."""
    return f"{label(lang, key.outcome)} ({window_name(lang, key.window)})"


def compare_facts(found: Comparison, lang: str) -> str:
    """How many runs, with which seed, over how many weeks."""
    runs = say(lang, "each", runs=_runs(min(found.arms, key=lambda arm: arm.finished), lang))
    return say(lang, "facts", runs=runs, seed=found.base.seed, weeks=_weeks(found.base))


def compare_block(
    found: Comparison, other: int, window: str, lang: str, everything: bool = False, only: Sequence[str] = ()
) -> View:
    """One other scenario in one window: the headlines, all outcomes, or only some."""
    arm = found.others[other]
    check_window(arm, window)
    known = (key.outcome for key in found.keys(other) if key.window == window)
    names = only or _chosen(known, everything)
    rows = {
        name: compare_row(contrast, lang)
        for name in names
        if (contrast := found.contrast(other, name, window))
    }
    title = say(lang, "title-compare", other=arm.name, base=found.base.name)
    how = say(lang, "how-compare", base=found.base.name)
    return View(title, [_window_line(arm, window, lang), how, *_by_group(rows, lang)])


def lag_block(found: Comparison, other: int, outcomes: Sequence[str], lang: str) -> View:
    """After how many weeks one other scenario shows, the quickest outcome first."""
    lags = {name: mean_interval(found.lags(other, name)) for name in outcomes}
    asked = found.base.asked
    rows = []
    for name in sorted(outcomes, key=lambda name: (math.isnan(lags[name].mean), lags[name].mean)):
        mean, low, high, n = lags[name]
        places = min(1, decimals(mean, low, high))
        number = numeral(mean, places, lang) if n else say(lang, "never")
        between = bounds(low, high, places, lang) if n else ""
        rows.append((label(lang, name), number, between, say(lang, "shows-in", n=n, asked=asked)))
    title = say(lang, "title-lags", other=found.others[other].name)
    return View(title, [say(lang, "how-lags"), Table(rows, Look(heading=0))])


def compare_row(contrast: Contrast, lang: str, smallest: float | None = None) -> Row:
    """Label, base and difference with its interval, unit, and what the judge says.

    Args:
        contrast: the difference.
        lang: ``en`` or ``nl``.
        smallest: the smallest difference that matters, in the unit; None for what the outcome declares.
    """
    name, difference = contrast.key.outcome, cleaned(contrast).difference
    if not difference.n:
        return label(lang, name), say(lang, "none"), "", "", ""
    places = decimals(*difference[:3])
    between = bounds(difference.low, difference.high, places, lang, sign=True)
    moved = f"-> {shift(difference.mean, places, lang)} {between}"
    base = numeral(contrast.base, decimals(contrast.base, math.nan, math.nan, digits=4), lang)
    return label(lang, name), base, moved, unit(lang, name), in_words(contrast.judged(smallest), lang)


def headlines() -> list[str]:
    """The outcomes that tell the story, in order."""
    return [name for name, outcome in OUTCOMES.items() if outcome.headline]


def check_window(found: Replications, window: str) -> None:
    """Refuse a window that the scenario does not have.

    Raises:
        TupSimError: it does not have it.
    """
    if window not in found.windows:
        there = ", ".join(found.windows)
        problem = "{scenario} has no window '{window}'; it has: {known}"
        raise TupSimError(Message(problem, scenario=found.name, window=window, known=there))


def _chosen(names: Iterable[str], everything: bool) -> list[str]:
    """The outcomes to show."""
    known = list(dict.fromkeys(names))
    return known if everything else [name for name in (*headlines(), *REPLAYED) if name in known]


def _run_row(found: Replications, name: str, window: str, lang: str) -> Row:
    mean, low, high, n = found.interval(name, window)
    if not n:
        return label(lang, name), say(lang, "none"), "", "", ""
    places = decimals(mean, low, high)
    few = f"(n={n})" if n < found.finished else ""
    between = bounds(low, high, places, lang)
    return label(lang, name), numeral(mean, places, lang), between, unit(lang, name), few


def _by_group(rows: dict[str, Row], lang: str) -> list[Part]:
    """The rows under the heading of their group, in columns that are the same in all groups."""
    names = sorted(rows, key=lambda name: GROUPS.index(outcome_of(name).group))
    groups = [outcome_of(name).group for name in names]
    headings = {groups.index(group): say(lang, f"group.{group}") for group in dict.fromkeys(groups)}
    return [Table([rows[name] for name in names], headings=headings)]


def _runs(found: Replications, lang: str) -> str:
    """How many runs there are, and were asked for."""
    if found.finished < found.asked:
        return say(lang, "of-runs", n=found.finished, asked=found.asked)
    return say(lang, "runs", n=found.asked)


def _weeks(found: Replications) -> str:
    begin, end = found.windows.get(HORIZON, (math.nan, math.nan))
    return f"{end - begin:g}"


def _window_line(found: Replications, window: str, lang: str) -> str:
    begin, end = found.windows[window]
    return say(lang, "window", name=window_name(lang, window), begin=f"{begin:g}", end=f"{end:g}")
