"""A difference divided over mechanisms, to read and as plain data."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from tup_sim.reporting.columns import Look
from tup_sim.reporting.judged import in_words, kind
from tup_sim.reporting.numerals import bounds, decimals, numeral
from tup_sim.reporting.plain import failed, interval_data
from tup_sim.reporting.view import Row, Table, View, foot
from tup_sim.reporting.words import label, unit, window_name
from tup_sim.statistics import Interval, Judgement, Shown
from tup_sim.study.attribution import Attribution, Split
from tup_sim.study.results import judged_alone
from tup_sim.texts import say

SHARES = Look(right=(1, 3), heading=0)
OWN = {"same": "no-share", "unclear": "unclear-share", "negligible": "negligible-share"}


def attribution_view(found: Attribution, lang: str = "en", quick: bool = False) -> View:
    """Per outcome the shares of the mechanisms, what is left, and the whole difference.

    Args:
        found: the runs.
        lang: ``en`` or ``nl``.
        quick: say that this was a quick look.
    """
    title = say(lang, "title-blame", other=found.other.name, base=found.base.name)
    blocks = [_block(found, found.split(key), lang) for key in found.keys]
    return View(title, [_facts(found, lang)], blocks, [say(lang, "blame-note"), *foot(lang, quick)])


def attribution_data(found: Attribution) -> dict[str, Any]:
    """Names, how it was run, and per outcome total, shares, rest and, if every coalition was run, alone."""
    return {
        "base": found.base.name,
        "other": found.other.name,
        "mechanisms": found.names,
        "replications": found.asked,
        "seed": found.seed,
        "exact": found.exact,
        "orders_per_replication": len(found.orders[0]) if found.orders else None,
        "runs": len(found.results),
        "outcomes": {key.text: _split_data(found, found.split(key)) for key in found.keys},
        **failed(found),
    }


def verdict(share: Judgement, total: Judgement, lang: str) -> str:
    """What the judge says of a share, in words; beside a clear total whether it drives it or works against it."""
    if not share.way or not total.way:
        alone = share._replace(value="")  # a share is no outcome, so it is neither better nor worse
        return say(lang, OWN[said]) if (said := kind(alone)) in OWN else in_words(alone, lang)
    words = say(lang, "drives" if share.way == total.way else "works-against")
    return say(lang, "perhaps-small", said=words) if share.shown is Shown.SMALL else words


def _facts(found: Attribution, lang: str) -> str:
    counts = {"n": found.asked, "k": len(found.members), "runs": len(found.results), "seed": found.seed}
    orders = len(found.orders[0]) if found.orders else 0
    return say(lang, "blame-exact" if found.exact else "blame-sampled", **counts, orders=orders)


def _block(found: Attribution, split: Split, lang: str) -> View:
    """One outcome: the largest share first, then the rest and the total they add up to."""
    name = split.key.outcome
    head = say(lang, "blame-outcome", outcome=label(lang, name), window=window_name(lang, split.key.window))
    if not split.total.n:
        return View(head, [f"  {say(lang, 'none')}"])
    few = say(lang, "of-runs", n=split.total.n, asked=found.asked)
    order = sorted(range(len(found.members)), key=lambda member: -abs(split.shares[member].mean))
    rows = [_row(found.names[member], split.shares[member], split, lang) for member in order]
    rows.append(_row(say(lang, "rest"), split.rest, split, lang))
    total = in_words(judged_alone(split.key, split.total), lang)
    rows.append((*_row(say(lang, "total"), split.total, split, lang)[:-1], total))
    return View(f"{head} ({unit(lang, name)}; {few})", [Table(rows, SHARES, total=True)])


def _row(name: str, share: Interval, split: Split, lang: str) -> Row:
    """Name, share, interval, part of the total if that is clear, and what it means."""
    places = max(decimals(*each[:3]) for each in (share, split.total) if each.mean) if share.mean else 0
    mine, total = (judged_alone(split.key, each) for each in (share, split.total))
    part = f"{numeral(100 * share.mean / split.total.mean, 0, lang)} %" if total.way else ""
    between = bounds(share.low, share.high, places, lang, sign=True)
    return name, numeral(share.mean, places, lang, sign=True), between, part, verdict(mine, total, lang)


def _split_data(found: Attribution, split: Split) -> dict[str, Any]:
    data: dict[str, Any] = {
        "unit": unit("en", split.key.outcome),
        "total": interval_data(split.key, split.total),
        "shares": _by_name(found, split, split.shares),
        "rest": interval_data(split.key, split.rest),
    }
    if split.alone:
        data["alone"] = _by_name(found, split, split.alone)
    return data


def _by_name(found: Attribution, split: Split, each: Sequence[Interval]) -> dict[str, Any]:
    return {name: interval_data(split.key, one) for name, one in zip(found.names, each, strict=True)}
