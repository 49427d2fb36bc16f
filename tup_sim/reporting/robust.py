"""Whether a choice holds in other worlds: a table, and sentences that say under which conditions it does not."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import Any

from tup_sim.reporting.numerals import bounds, decimals, numeral, or_zero, percent, percents, short
from tup_sim.reporting.view import Row
from tup_sim.reporting.words import counted as with_unit
from tup_sim.statistics import FEWEST, Choice, Interval, Shown
from tup_sim.statistics.discovery import Box, Limit
from tup_sim.study.ranges import Range
from tup_sim.study.results import Key
from tup_sim.study.robust import Robustness
from tup_sim.texts import say, translated

SCALES = ("0-1", "ratio", "SD", "level 0-4")  # units that say where figures stand, not what they count


def regret_rows(found: Robustness, names: Sequence[str], key: Key, lang: str = "en") -> list[Row]:
    """A head and a row per alternative: its mean, how often it is the best, and what it loses.

    Args:
        found: the alternatives, now and in the worlds.
        names: what they are called.
        key: the outcome they are compared in; shares are counted out of a hundred.
        lang: ``en`` or ``nl``.
    """
    heads = ("robust-head", "robust-now", "robust-best", "robust-luck", "robust-lost", "robust-tail")
    rows: list[Row] = [tuple(say(lang, head) for head in heads)]
    factor = _scale(key)
    widest = max(found.worlds, key=lambda each: or_zero(each.mean.mean)).mean
    places = decimals(*_times(factor, widest))
    each = zip(names, found.now.standings, found.worlds, found.by_luck, strict=True)
    for name, standing, regret, luck in each:
        now, tail = (numeral(factor * value, places, lang) for value in (standing.mean, regret.tail))
        shares = (_share(regret.best, lang), _share(luck.best, lang))
        rows.append((name, now, *shares, _with_bounds(regret.mean, factor, places, lang), tail))
    return rows


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
        "smallest": _amount(smallest, key, lang),
        "n": box.n,
    }
    if not box.limits:
        none = {0: "box-never", box.n: "box-always"}.get(box.cases, "box-none")
        return say(lang, none, **words, all=percent(box.cases / max(1, box.n)), luck=percent(box.by_luck))
    conditions = say(lang, "box-and").join(_condition(each, ranges[each.column], lang) for each in box.limits)
    words |= percents(box.density) | {"all": percent(box.cases / box.n), "coverage": percent(box.coverage)}
    words |= {"elsewhere": percent(box.elsewhere), "found": box.found, "resamples": box.resamples}
    return say(lang, "box-lost", conditions=conditions, **words)


def now_sentence(
    found: Robustness, names: Sequence[str], key: Key, lang: str = "en", smallest: float | None = None
) -> str:
    """The best with the assumptions as they are if the runs can tell, and otherwise which they cannot tell apart."""
    choice = found.now
    if choice.best is None:
        return say(lang, "robust-none")
    if choice.n < FEWEST:
        return say(lang, "robust-one-run" if choice.n == 1 else "robust-few", n=choice.n)
    if choice.sure:
        return _surely(choice, names, key, lang, smallest)
    may = [place for place, each in enumerate(choice.standings) if each.may_be_best]
    lost = max(choice.standings[place].lost for place in may)
    among = "; ".join(f"“{names[place]}”" for place in may)
    return say(lang, "robust-unsure", n=choice.n, among=among, lost=_costs(lost, key, lang))


def _surely(choice: Choice, names: Sequence[str], key: Key, lang: str, smallest: float | None) -> str:
    """The best, and those it may be better than by too little to matter."""
    words: dict[str, Any] = {"best": names[choice.best or 0], "n": choice.n}
    if choice.matters:
        return say(lang, "robust-sure", **words)
    near = (place for place, each in enumerate(choice.standings) if each.behind is not Shown.CLEAR)
    rivals = "; ".join(f"“{names[place]}”" for place in near if place != choice.best)
    return say(
        lang, "robust-sure-small", **words, rivals=rivals, smallest=_amount(smallest or 0.0, key, lang)
    )


def _costs(lost: float, key: Key, lang: str) -> str:
    amount = _scale(key) * lost
    number = numeral(amount, decimals(amount, math.nan, math.nan, digits=2), lang)
    return _with_unit(number, key, lang)


def worlds_sentences(found: Robustness, names: Sequence[str], key: Key, lang: str = "en") -> Iterator[str]:
    """The one that is the best most often in the worlds, and what it loses there."""
    place = max(range(len(names)), key=lambda each: or_zero(found.worlds[each].best.mean))
    regret = found.worlds[place]
    if not regret.best.n:
        yield say(lang, "robust-no-worlds")
        return
    counted = percents(regret.best) | {"n": regret.best.n}
    tied = [name for name, each in zip(names, found.worlds, strict=True) if each.best == regret.best]
    if len(tied) > 1:
        among = "; ".join(f"“{name}”" for name in tied)
        yield say(lang, "robust-tied", among=among, **counted)
        return
    bare = _times(_scale(key), regret.mean)
    lost, begin, end = (numeral(each, decimals(*bare), lang) for each in bare)
    by_luck = found.by_luck[place].best
    luck = say(lang, "robust-by-luck", luck=percent(by_luck.mean)) if by_luck.n else ""
    yield say(
        lang, "robust-worlds", best=names[place], **counted, luck=luck, lost=_with_unit(lost, key, lang),
        from_=begin, to=end,
    )  # fmt: skip


def _amount(value: float, key: Key, lang: str) -> str:
    return _with_unit(short(_scale(key) * value, lang), key, lang)


def _scale(key: Key) -> int:
    """Shares are counted out of a hundred."""
    return 100 if key.unit.startswith("share") else 1


def _with_unit(number: str, key: Key, lang: str) -> str:
    """A number with what it counts; alone if it stands on a scale."""
    if key.unit in SCALES:
        return number
    return (
        f"{number} {say(lang, 'robust-of-hundred')}"
        if _scale(key) == 100
        else with_unit(lang, number, key.outcome)
    )


def _condition(limit: Limit, moved: Range, lang: str) -> str:
    """One condition, with how far its limit wanders in resamples."""
    value, low, high = (short(each, lang) for each in (limit.value, limit.low, limit.high))
    word = "box-below" if limit.upper else "box-above"
    what = translated(lang, moved.unit)
    about = moved.about.rstrip(".")
    text = say(lang, word, about=about, value=value, unit="" if what == "-" else what, low=low, high=high)
    return " ".join(text.split())


def _share(share: Interval, lang: str) -> str:
    return say(lang, "robust-share", **percents(share), n=share.n) if share.n else say(lang, "unknown")


def _with_bounds(mean: Interval, factor: float, places: int, lang: str) -> str:
    middle, low, high = _times(factor, mean)
    return f"{numeral(middle, places, lang)} {bounds(low, high, places, lang)}"


def _times(factor: float, mean: Interval) -> tuple[float, float, float]:
    return factor * mean.mean, factor * mean.low, factor * mean.high
