"""Which assumptions decide an outcome: to read, as a document, and as plain data."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import Any

from tup_sim.reporting.columns import HEADED
from tup_sim.reporting.judged import in_words
from tup_sim.reporting.numerals import bounds, decimals, known, numeral, or_zero, percent, percents, short
from tup_sim.reporting.plain import failed, interval_data
from tup_sim.reporting.view import Part, Row, Table, View, as_markdown, foot
from tup_sim.reporting.words import label, unit, window_name
from tup_sim.statistics import Interval
from tup_sim.statistics.sensitivity import Influences
from tup_sim.statistics.sobol import Indices
from tup_sim.study.ranges import Range
from tup_sim.study.results import Key, judged_alone
from tup_sim.study.sweep import MORRIS, SOBOL, Sweep
from tup_sim.texts import say, translated

SHOWN = 10


def sweep_views(found: Sequence[Sweep], lang: str = "en", quick: bool = False) -> list[View]:
    """Per scenario and outcome how far it moves, whether its sign holds, and the assumptions that move it.

    Args:
        found: the sweeps.
        lang: ``en`` or ``nl``.
        quick: say that this was a quick look.
    """
    *views, last = [_view(one, lang) for one in found]
    return [*views, last._replace(foot=foot(lang, quick))]


def sweep_markdown(
    found: Sequence[Sweep], command: str, version: str, lang: str = "en", made: str = ""
) -> str:
    """The same as a document, with the command that made it and the assumptions that were left out.

    Args:
        found: the sweeps.
        command: what was typed.
        version: of TUP-sim.
        lang: ``en`` or ``nl``.
        made: the line that says which model made it (``made_with``).
    """
    about = say(lang, "sweep-doc-about", command=command, version=version)
    head = [f"# {say(lang, 'sweep-doc')}", *[made] * bool(made), about, f"**{say(lang, 'laboratory')}**"]
    body = [as_markdown(_view(one, lang)) for one in found]
    return "\n\n".join([*head, *body, "\n".join(_left_out(found, lang))]) + "\n"


def sweep_data(found: Sweep) -> dict[str, Any]:
    """Names, how it was done, and per outcome its spread and the assumptions that move it."""
    return {
        "base": found.base.name,
        "other": found.other.name if found.other else None,
        "method": found.method,
        "draws": len(found.points),
        "finished": found.finished,
        "redrawn": found.redrawn,
        "seed": found.seed,
        "assumptions": len(found.ranges),
        "left_out": dict(found.left_out),
        "outcomes": {key.text: _outcome_data(found, key) for key in found.keys},
        **failed(found),
    }


def _view(found: Sweep, lang: str) -> View:
    """One scenario or one pair."""
    title = "title-sweep-against" if found.other else "title-sweep"
    other = found.other.name if found.other else ""
    facts = say(
        lang, "sweep-facts", done=found.finished, draws=len(found.points), method=say(lang, f"method.{found.method}"),
        seed=found.seed, moved=len(found.ranges), left=len(found.left_out), redrawn=found.redrawn,
        failed=len(found.failures),
    )  # fmt: skip
    weeks = say(lang, "sweep-weeks", weeks=found.base.parameters.horizon, warmup=found.base.parameters.warmup)
    blocks = [_outcome(found, key, lang) for key in found.keys]
    head = f"{facts}\n{weeks} {say(lang, 'sweep-shares')}"
    return View(say(lang, title, base=found.base.name, other=other), [head], blocks)


def _outcome(found: Sweep, key: Key, lang: str) -> View:
    words = {"outcome": label(lang, key.outcome), "window": window_name(lang, key.window)}
    title = say(lang, "sweep-outcome", **words, unit=unit(lang, key.outcome))
    rests = [said for said in [_rests(found, key, lang)] if said]
    return View(title, [Table(_spread_rows(found, key, lang), HEADED), *rests, *_deciding(found, key, lang)])


def _deciding(found: Sweep, key: Key, lang: str) -> list[Part]:
    """The assumptions that decide an outcome, and how to read that."""
    if found.method == SOBOL:
        return _shares(found, found.indices(key), lang)
    if found.method == MORRIS:
        return [Table(_steps(found, key, lang), HEADED), say(lang, "sweep-steps")]
    seen = found.influences(key, SHOWN)
    if not seen.found:
        return [say(lang, "sweep-few")]
    noise, explained = numeral(seen.noise, 2, lang), percent(seen.explained)
    note = say(lang, "sweep-noise", moved=len(found.ranges), noise=noise, explained=explained)
    return [Table(_influence_rows(found, seen, lang), HEADED), note]


def _spread_rows(found: Sweep, key: Key, lang: str) -> list[Row]:
    """Level or difference with assumptions in place and moved, and in how many its sign holds.

    Only the difference with assumptions in place is judged: signs over draws are counted, and a count is no verdict.
    """
    spread, signed = found.spread(key), found.other is not None
    places = max(decimals(*each[:3]) for each in (spread.unmoved, spread.moved))
    sign = "+" if (spread.unmoved.mean if spread.unmoved.n else spread.moved.mean) > 0 else "-"
    ends = {
        name: numeral(end, places, lang, signed) for name, end in (("low", spread.low), ("high", spread.high))
    }
    rows: list[Row] = [("", "", say(lang, "interval"), "", "")]
    verdict = in_words(judged_alone(key, spread.unmoved), lang) if signed else ""
    for word, mean, held, far in (
        ("sweep-unmoved", spread.unmoved, spread.sign_unmoved, verdict),
        ("sweep-moved", spread.moved, spread.sign, say(lang, "sweep-from-to", **ends)),
    ):
        between = bounds(mean.low, mean.high, places, lang, signed)
        words = _sign(held, sign, lang) if signed and held.n else ""
        rows.append((say(lang, word), numeral(mean.mean, places, lang, signed), between, words, far))
    return rows


def _sign(held: Interval, sign: str, lang: str) -> str:
    return say(lang, "sweep-sign", sign=sign, **percents(held), n=held.n)


def _influence_rows(found: Sweep, seen: Influences, lang: str) -> list[Row]:
    rows: list[Row] = [
        tuple(say(lang, word) for word in ("assumption", "effect", "interval", "from-to", "meaning"))
    ]
    for each in seen.found:
        moved = found.ranges[each.column]
        number = numeral(each.effect, 2, lang, sign=True)
        between = bounds(each.low, each.high, 2, lang, sign=True)
        verdict = say(lang, "stands-out" if each.clear else "could-be-luck")
        rows.append((moved.path, number, between, _moved_over(moved, lang), verdict))
    return rows


def _rests(found: Sweep, key: Key, lang: str) -> str:
    """Which share of the variance rests on assumptions; empty if that cannot be said."""
    share = found.rests_on_assumptions(key)
    if share is None or math.isnan(share.mean):
        return ""
    word = "sweep-rests-blocks" if found.method == SOBOL else "sweep-rests"
    return say(lang, word, **percents(share), n=share.n)


def _shares(found: Sweep, seen: Indices | None, lang: str) -> list[Part]:
    """The assumptions by their share of the variance."""
    if seen is None:
        return [say(lang, "sweep-few")]
    heads = ("assumption", "total-share", "interval", "first-share", "interval", "from-to")
    rows: list[Row] = [tuple(say(lang, word) for word in heads)]
    for column in sorted(range(len(found.ranges)), key=lambda each: -seen.total[each].mean):
        numbers = (text for each in (seen.total[column], seen.first[column]) for text in _in_two(each, lang))
        rows.append((found.ranges[column].path, *numbers, _moved_over(found.ranges[column], lang)))
    return [Table(rows, HEADED), say(lang, "sweep-share-note", used=seen.used, blocks=seen.blocks)]


def _in_two(share: Interval, lang: str) -> tuple[str, str]:
    return numeral(share.mean, 2, lang), bounds(share.low, share.high, 2, lang)


def _steps(found: Sweep, key: Key, lang: str) -> list[Row]:
    """The assumptions with the largest effects along paths."""
    heads = ("assumption", "mean-size", "interval", "mean-effect", "spread-effect", "from-to")
    rows: list[Row] = [tuple(say(lang, word) for word in heads)]
    effects = found.elementary(key)
    order = sorted(range(len(effects)), key=lambda column: -or_zero(effects[column].size.mean))
    for column in order[:SHOWN]:
        size, mean, spread = effects[column]
        places = decimals(*size[:3])
        numbers = (numeral(size.mean, places, lang), bounds(size.low, size.high, places, lang))
        more = (numeral(mean, places, lang, sign=True), numeral(spread, places, lang))
        rows.append((found.ranges[column].path, *numbers, *more, _moved_over(found.ranges[column], lang)))
    return rows


def _moved_over(moved: Range, lang: str) -> str:
    """``90 - 180 (hours per year)``; a star if no plausible range was declared."""
    ends = " - ".join(short(end, lang) for end in (moved.low, moved.high))
    return (f"{ends} ({translated(lang, moved.unit)})" if moved.unit != "-" else ends) + "*" * (not moved.own)


def _left_out(found: Sequence[Sweep], lang: str) -> Iterator[str]:
    """The assumptions that were not moved, by reason; those moved by a fifth."""
    yield f"## {say(lang, 'title-left-out')}\n"
    reasons: dict[str, dict[str, None]] = {}
    for one in found:
        for path, reason in one.left_out.items():
            reasons.setdefault(reason, {})[path] = None
    for reason, paths in reasons.items():
        yield f"- {say(lang, f'left-out.{reason}')}: {', '.join(f'`{path}`' for path in paths)}."
    fifths = dict.fromkeys(each.path for one in found for each in one.ranges if not each.own)
    yield f"- \\* {say(lang, 'a-fifth')}: {', '.join(f'`{path}`' for path in fifths)}."


def _outcome_data(found: Sweep, key: Key) -> dict[str, Any]:
    spread = found.spread(key)
    data: dict[str, Any] = {
        "unit": unit("en", key.outcome),
        "unmoved": interval_data(key, spread.unmoved) if found.other else known(spread.unmoved._asdict()),
        "moved": known(spread.moved._asdict() | {"q05": spread.low, "q95": spread.high}),
        "sign_holds": known(spread.sign._asdict()),
        "sign_holds_unmoved": known(spread.sign_unmoved._asdict()),
    }
    if (share := found.rests_on_assumptions(key)) is not None:
        data["rests_on_assumptions"] = known(share._asdict())
    if found.method == SOBOL:
        return data | _share_data(found, found.indices(key))
    if found.method == MORRIS:
        steps = zip(found.ranges, found.elementary(key), strict=True)
        data["assumptions"] = [_range_data(moved) | _step_data(*step) for moved, step in steps]
        return data
    seen = found.influences(key, SHOWN)
    data |= known({"noise": seen.noise, "explained": seen.explained})
    data["assumptions"] = [
        _range_data(found.ranges[each.column])
        | known({"effect": each.effect, "low": each.low, "high": each.high})
        | {"clear": each.clear}
        for each in seen.found
    ]
    return data


def _share_data(found: Sweep, seen: Indices | None) -> dict[str, Any]:
    """The shares of the assumptions; none at all if too few blocks are whole."""
    if seen is None:
        return {"assumptions": []}
    shares = zip(found.ranges, seen.first, seen.total, strict=True)
    rows = [
        _range_data(moved) | {"first": known(first._asdict()), "total": known(total._asdict())}
        for moved, first, total in shares
    ]
    return {"blocks": seen.blocks, "blocks_used": seen.used, "assumptions": rows}


def _range_data(moved: Range) -> dict[str, Any]:
    ends = {"from": moved.low, "to": moved.high, "unit": moved.unit}
    return {"parameter": moved.path, **ends, "own_range": moved.own}


def _step_data(size: Interval, mean: float, spread: float) -> dict[str, Any]:
    numbers = {"mean_size": size.mean, "low": size.low, "high": size.high, "mean": mean, "spread": spread}
    return known(numbers) | {"n": size.n}
