"""Whether a choice holds in other worlds: a table, and sentences that say under which conditions it does not."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import Any

from tup_sim.report.numerals import bounds, decimals, numeral, short
from tup_sim.report.plain import known
from tup_sim.report.words import UNITS_NL, say, unit
from tup_sim.statistics import Interval
from tup_sim.statistics.discovery import Box, Limit
from tup_sim.statistics.regret import Regret
from tup_sim.study.ranges import Range
from tup_sim.study.results import Key
from tup_sim.study.robust import Robustness

Row = tuple[str, ...]


def regret_rows(found: Robustness, names: Sequence[str], lang: str = "en") -> list[Row]:
    """A head and a row per alternative: its mean, how often it is the best, and what it loses.

    Args:
        found: the alternatives, now and in the worlds.
        names: what they are called.
        lang: ``en`` or ``nl``.
    """
    heads = ("head", "now", "best", "luck", "lost", "tail")
    rows: list[Row] = [tuple(say(lang, f"robust_{head}") for head in heads)]
    places = decimals(*max(found.worlds, key=lambda each: _or_zero(each.mean.mean)).mean[:3])
    each = zip(names, found.now.standings, found.worlds, found.by_luck, strict=True)
    for name, standing, regret, luck in each:
        now, tail = numeral(standing.mean, places, lang), numeral(regret.tail, places, lang)
        shares = (_share(regret.best, lang), _share(luck.best, lang))
        rows.append((name, now, *shares, _with_bounds(regret.mean, places, lang), tail))
    return rows


def regret_sentences(found: Robustness, names: Sequence[str], key: Key, lang: str = "en") -> list[str]:
    """The best now and how sure that is; the one that is the best most often in the worlds, and what it loses."""
    return [_now(found, names, key, lang), *_in_worlds(found, names, key, lang)]


def box_sentence(
    box: Box, ranges: Sequence[Range], name: str, key: Key, smallest: float, lang: str = "en"
) -> str:
    """Under which conditions an alternative loses more than matters, how often, and how sure that is.

    Args:
        box: the conditions that were found.
        ranges: the assumptions that were moved, in the order of the inputs of the box.
        name: what the alternative is called.
        key: the outcome in which it loses.
        smallest: the loss that matters.
        lang: ``en`` or ``nl``.
    """
    words: dict[str, Any] = {
        "name": name,
        "smallest": short(smallest, lang),
        "unit": unit(lang, key.outcome),
        "n": box.n,
    }
    if not box.limits:
        none = {0: "box_never", box.n: "box_always"}.get(box.cases, "box_none")
        return say(lang, none, **words, all=_percent(box.cases / max(1, box.n)), luck=_percent(box.by_luck))
    conditions = say(lang, "box_and").join(_condition(each, ranges[each.column], lang) for each in box.limits)
    part, low, high = (_percent(each) for each in box.density[:3])
    shares = {"coverage": _percent(box.coverage), "elsewhere": _percent(box.elsewhere)}
    shares |= {"part": part, "low": low, "high": high, "all": _percent(box.cases / box.n)}
    counts = {"found": box.found, "resamples": box.resamples}
    return say(lang, "box_lost", conditions=conditions, **words, **shares, **counts)


def regret_data(found: Robustness, names: Sequence[str]) -> dict[str, Any]:
    """The same as plain data."""
    each = zip(names, found.now.standings, found.worlds, found.by_luck, strict=True)
    return {
        "higher_is_better": found.higher,
        "sure": found.now.sure,
        "alternatives": {
            name: {
                "now": known({"mean": standing.mean, "lost_at_most": standing.lost}),
                "may_be_best": standing.may_be_best,
                "worlds": _regret_data(regret),
                "by_luck": _regret_data(luck),
            }
            for name, standing, regret, luck in each
        },
    }


def box_data(box: Box, ranges: Sequence[Range]) -> dict[str, Any]:
    """The conditions as plain data."""
    limits = [
        {"parameter": ranges[each.column].path, "upper": each.upper, "chosen": each.chosen}
        | known({"value": each.value, "quasi_p": each.quasi_p, "low": each.low, "high": each.high})
        for each in box.limits
    ]
    shares = {"coverage": box.coverage, "elsewhere": box.elsewhere, "by_luck": box.by_luck}
    counts = {"found": box.found, "resamples": box.resamples, "cases": box.cases, "worlds": box.n}
    return {"limits": limits, "density": known(box.density._asdict()), **known(shares), **counts}


def _now(found: Robustness, names: Sequence[str], key: Key, lang: str) -> str:
    choice = found.now
    if choice.best is None:
        return say(lang, "robust_none")
    best = names[choice.best]
    if choice.sure:
        return say(lang, "robust_sure", best=best, n=choice.n)
    among = [name for name, each in zip(names, choice.standings, strict=True) if each.may_be_best]
    lost = choice.standings[choice.best].lost
    amount = short(lost if math.isfinite(lost) else math.nan, lang)
    words = {"among": ", ".join(among), "lost": amount, "unit": unit(lang, key.outcome)}
    return say(lang, "robust_unsure", best=best, n=choice.n, **words)


def _in_worlds(found: Robustness, names: Sequence[str], key: Key, lang: str) -> Iterator[str]:
    place = max(range(len(names)), key=lambda each: _or_zero(found.worlds[each].best.mean))
    regret = found.worlds[place]
    if not regret.best.n:
        yield say(lang, "robust_no_worlds")
        return
    part, low, high = (_percent(each) for each in regret.best[:3])
    places = decimals(*regret.mean[:3])
    lost, begin, end = (numeral(each, places, lang) for each in regret.mean[:3])
    yield say(
        lang, "robust_worlds", n=regret.best.n, best=names[place], part=part, low=low, high=high,
        luck=_percent(found.by_luck[place].best.mean), lost=lost, from_=begin, to=end, unit=unit(lang, key.outcome),
    )  # fmt: skip
    if not regret.checked.n:
        yield say(lang, "robust_once")


def _condition(limit: Limit, moved: Range, lang: str) -> str:
    """One condition, with how far its limit wanders in resamples."""
    value, low, high = (short(each, lang) for each in (limit.value, limit.low, limit.high))
    word = "box_below" if limit.upper else "box_above"
    what = UNITS_NL.get(moved.unit, moved.unit) if lang == "nl" else moved.unit
    about = moved.about.rstrip(".")
    text = say(lang, word, about=about, value=value, unit="" if what == "-" else what, low=low, high=high)
    return " ".join(text.split())


def _share(share: Interval, lang: str) -> str:
    if not share.n:
        return say(lang, "unknown")
    part, low, high = (_percent(each) for each in share[:3])
    return say(lang, "robust_share", part=part, low=low, high=high, n=share.n)


def _with_bounds(mean: Interval, places: int, lang: str) -> str:
    return f"{numeral(mean.mean, places, lang)} {bounds(mean.low, mean.high, places, lang)}"


def _percent(share: float) -> str:
    return "-" if math.isnan(share) else f"{100 * share:.0f}"


def _regret_data(regret: Regret) -> dict[str, Any]:
    each = {"best": regret.best, "surely": regret.surely, "mean": regret.mean, "checked": regret.checked}
    return {name: known(share._asdict()) for name, share in each.items()} | known({"tail": regret.tail})


def _or_zero(value: float) -> float:
    return 0.0 if math.isnan(value) else value
