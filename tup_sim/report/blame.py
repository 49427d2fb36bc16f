"""A difference divided over mechanisms, as a table in words and as plain data."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from tup_sim.report.columns import ENDLESS, Look, blocks_of_rows
from tup_sim.report.judged import as_data, in_words, kind
from tup_sim.report.numerals import bounds, decimals, numeral
from tup_sim.report.plain import known
from tup_sim.report.words import label, unit, window_name
from tup_sim.statistics import Interval, Judgement, Shown
from tup_sim.study.blame import Blame, Split
from tup_sim.study.results import Key, judged_alone
from tup_sim.texts import say

Row = tuple[str, ...]
SHARES = Look(right=(1, 3), heading=0)
OWN = {"same": "no-share", "unclear": "unclear-share", "negligible": "negligible-share"}


def blame_table(found: Blame, lang: str = "en", quick: bool = False, width: int = ENDLESS) -> str:
    """Per outcome the shares of the mechanisms, what is left, and the whole difference.

    Args:
        found: the runs.
        lang: ``en`` or ``nl``.
        quick: say that this was a quick look.
        width: signs in a line of the table.
    """
    title = say(lang, "title-blame", other=found.other.name, base=found.base.name)
    blocks = [_block(found, found.split(key), lang, width) for key in found.keys]
    foot = [say(lang, "blame-note"), *([say(lang, "quick")] if quick else []), say(lang, "laboratory")]
    return "\n".join([title, _facts(found, lang), *(f"\n{block}" for block in blocks), "", *foot])


def blame_data(found: Blame) -> dict[str, Any]:
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
        **({"failed": [str(failure) for failure in found.failures]} if found.failures else {}),
    }


def verdict(share: Judgement, total: Judgement, lang: str) -> str:
    """What the judge says of a share, in words; beside a clear total whether it drives it or works against it."""
    if not share.way or not total.way:
        alone = share._replace(value="")  # a share is no outcome, so it is neither better nor worse
        return say(lang, OWN[said]) if (said := kind(alone)) in OWN else in_words(alone, lang)
    words = say(lang, "drives" if share.way == total.way else "works-against")
    return say(lang, "perhaps-small", said=words) if share.shown is Shown.SMALL else words


def _facts(found: Blame, lang: str) -> str:
    how = "blame-exact" if found.exact else "blame-sampled"
    orders = len(found.orders[0]) if found.orders else 0
    return say(
        lang,
        how,
        n=found.asked,
        seed=found.seed,
        k=len(found.members),
        orders=orders,
        runs=len(found.results),
    )


def _block(found: Blame, split: Split, lang: str, width: int) -> str:
    """One outcome: the largest share first, then the rest and the total they add up to."""
    name = split.key.outcome
    head = say(lang, "blame-outcome", outcome=label(lang, name), window=window_name(lang, split.key.window))
    if not split.total.n:
        return f"{head}\n  {say(lang, 'none')}"
    few = say(lang, "of-runs", n=split.total.n, asked=found.asked)
    order = sorted(range(len(found.members)), key=lambda member: -abs(split.shares[member].mean))
    rows = [_row(found.names[member], split.shares[member], split, lang) for member in order]
    rows.append(_row(say(lang, "rest"), split.rest, split, lang))
    total = in_words(judged_alone(split.key, split.total), lang)
    rows.append((*_row(say(lang, "total"), split.total, split, lang)[:-1], total))
    *lines, last = blocks_of_rows(rows, width, SHARES)
    rule = "  " + "-" * (sum(max(len(row[column]) for row in rows) for column in (0, 1)) + 2)
    shown = [*(line for each in lines for line in each), rule[:width], *last]
    return "\n".join([f"{head} ({unit(lang, name)}; {few})", *shown])


def _row(name: str, share: Interval, split: Split, lang: str) -> Row:
    """Name, share, interval, part of the total if that is clear, and what it means."""
    places = max(decimals(*each[:3]) for each in (share, split.total) if each.mean) if share.mean else 0
    mine, total = (judged_alone(split.key, each) for each in (share, split.total))
    part = f"{numeral(100 * share.mean / split.total.mean, 0, lang)} %" if total.way else ""
    between = bounds(share.low, share.high, places, lang, sign=True)
    return (
        name,
        numeral(share.mean, places, lang, sign=True),
        between,
        part,
        verdict(mine, total, lang),
    )


def _split_data(found: Blame, split: Split) -> dict[str, Any]:
    data: dict[str, Any] = {
        "unit": unit("en", split.key.outcome),
        "total": interval_data(split.key, split.total),
        "shares": _by_name(found, split, split.shares),
        "rest": interval_data(split.key, split.rest),
    }
    if split.alone:
        data["alone"] = _by_name(found, split, split.alone)
    return data


def _by_name(found: Blame, split: Split, each: Sequence[Interval]) -> dict[str, Any]:
    return {name: interval_data(split.key, one) for name, one in zip(found.names, each, strict=True)}


def interval_data(key: Key, interval: Interval) -> dict[str, Any]:
    """A difference for JSON: its interval, and what the judge says of it."""
    return known(interval._asdict()) | as_data(judged_alone(key, interval))
