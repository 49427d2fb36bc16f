"""Which assumption would turn an answer around: the sweep of ``tup-sim sensitivity``, told for a page.

Every run stands in the store of results at once, so a sweep that makes way for others, is paused, or ends with its
server goes on where it was.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from math import nan
from pathlib import Path
from statistics import fmean
from typing import Any

from tup_sim.files.experiments import load_experiment
from tup_sim.files.manifest import fingerprint
from tup_sim.files.store import ResultStore
from tup_sim.measures import outcome_of
from tup_sim.reporting.brief.speech import Speech
from tup_sim.reporting.columns import HEADED
from tup_sim.reporting.numerals import short
from tup_sim.reporting.sweep import sweep_views
from tup_sim.reporting.view import Table, View, as_html
from tup_sim.statistics import Shown, judge
from tup_sim.statistics.sensitivity import Influence
from tup_sim.study.execute import Progress, workers
from tup_sim.study.experiment import DesignPoint, Experiment
from tup_sim.study.ranges import Range
from tup_sim.study.results import Key
from tup_sim.study.run_experiment import at_rest
from tup_sim.study.size import size_of
from tup_sim.study.store import digest
from tup_sim.study.sweep import Sweep, sweep
from tup_sim.texts import LANGUAGES, many, of_parameters, say, translated
from tup_sim.web.asking import ALL, Asked

TURNS, WORLDS, UNMOVED = "turns", "worlds", "unmoved"
SIZES = (40, 200)  # worlds with other assumptions; the first unless more are asked for
AS_THEY_ARE = 20  # worlds with every assumption in its place
BEHIND = {
    40: ALL - 2,
    200: ALL - 1,
}  # place in the queue by worlds: behind every answer, what takes longest last
LEADERS = 5  # assumptions that are named for an outcome


def turns_of(question: Asked, worlds: int) -> Asked:
    """What is put on the table to have it looked for what would turn an answer around.

    Args:
        question: that was answered.
        worlds: with other assumptions.
    """
    key = digest({TURNS: question.key, WORLDS: worlds})[:16]
    asked = {TURNS: question.headings, WORLDS: worlds, UNMOVED: AS_THEY_ARE}
    return Asked(key, f"{TURNS}-{key[:10]}", asked)


def seconds_of(asked: Mapping[str, Any]) -> float:
    """How long it will take on this machine, before anything was tried: the order of magnitude.

    Args:
        asked: what is put on the table.

    Raises:
        TupSimError: the experiment cannot be loaded.
    """
    base, point = _pair(load_experiment(asked[TURNS]))
    pairs = asked[WORLDS] + asked[UNMOVED]
    return size_of([base.scenario, point.scenario], pairs, workers(None, 2 * pairs)).seconds


def _pair(asked: Experiment) -> tuple[DesignPoint, DesignPoint]:
    """What the answer is about last: the reference, and what is held against it."""
    point = asked.comparisons()[-1]
    assert point.reference is not None
    return asked.points[point.reference], point


def turned(
    asked: Mapping[str, Any], folder: Path, processes: int | None, progress: Progress
) -> dict[str, str]:
    """What would turn an answer around, by language, as ``read_turned`` reads it.

    Args:
        asked: what was put on the table.
        folder: of results, where every run is kept.
        processes: to use.
        progress: told how many runs of how many are finished.

    Raises:
        TupSimError: it cannot be computed.
    """
    with ResultStore(folder) as store:
        model = fingerprint()
        whole = at_rest(load_experiment(asked[TURNS]), store, model, processes, progress)
        base, point = _pair(whole)
        (found,) = sweep(
            [(base.scenario, point.scenario)],
            [key.text for key in whole.outcomes],
            draws=asked[WORLDS],
            unmoved=asked[UNMOVED],
            seed=whole.seed,
            jobs=processes,
            progress=progress,
            store=store,
            model=model,
        )
    return {
        lang: json.dumps(_told(found, whole, base, point, lang), ensure_ascii=False) for lang in LANGUAGES
    }


def _told(
    found: Sweep, whole: Experiment, base: DesignPoint, point: DesignPoint, lang: str
) -> dict[str, Any]:
    """The sweep in one language: a card for each outcome, and the tables of the command line."""
    names = [f"“{whole.label(each, lang)}”" for each in (base, point)]
    (view,) = sweep_views([_named(found, *names)], lang)
    return {
        "about": many(
            lang, "web-turns-about", found.finished, base=names[0], other=names[1], worlds=found.finished
        ),
        "cards": [_card(found, whole, key, lang) for key in found.keys],
        "view": _plain(view),
    }


def _named(found: Sweep, base: str, other: str) -> Sweep:
    """The same, with its scenarios called as the page calls them."""
    assert found.other is not None
    return replace(found, base=replace(found.base, name=base), other=replace(found.other, name=other))


def _card(found: Sweep, whole: Experiment, key: Key, lang: str) -> dict[str, Any]:
    """One outcome: in how many worlds the answer keeps its direction, and what moves it."""
    spread = found.spread(key)
    name = Speech(lang, key.window, whole.windows, plain=True).named(key)
    shown = _shown(found, whole, key)
    if shown not in (Shown.CLEAR, Shown.SMALL):
        why = "web-turns-nothing" if shown is Shown.CANNOT_TELL else "web-turns-small"
        return {"name": name, "lines": [say(lang, why)], "moves": []}
    held, kept = spread.sign, spread.sign_unmoved
    lines = [
        many(lang, "web-turns-holds", held.n, n=round(held.mean * held.n), all=held.n),
        many(lang, "web-turns-luck", kept.n, n=round(kept.mean * kept.n), all=kept.n),
    ]
    clear = [each for each in found.influences(key).found if each.clear][:LEADERS]
    lines.append(say(lang, "web-turns-clear" if clear else "web-turns-none", n=len(found.ranges)))
    down = spread.unmoved.mean < 0
    moves = [_move(found.ranges[each.column], each, down, lang) for each in clear]
    return {"name": name, "lines": lines, "moves": moves}


def _shown(found: Sweep, whole: Experiment, key: Key) -> Shown:
    """What the difference was shown to be with the assumptions as they are, as the brief judges it."""
    unmoved = [runs for number, runs in found.results.items() if number >= len(found.points)]
    levels = [runs[0].values[key.text] for runs in unmoved if runs and not runs[0].error]
    level = fmean(levels) if levels else nan
    least = whole.smallest_of(key, level)
    return judge(found.spread(key).unmoved, outcome_of(key.outcome).better, least, level).shown


def _move(moved: Range, seen: Influence, down: bool, lang: str) -> str:
    """An assumption that stands out: what it is, how far it was moved, and which way it moves the difference."""
    way = "web-turns-weaker" if (seen.effect > 0) == down else "web-turns-stronger"
    unit = "" if moved.unit == "-" else f" {translated(lang, moved.unit)}"
    ends = f"{short(moved.low, lang)} – {short(moved.high, lang)}{unit}"
    return say(lang, way, what=of_parameters(lang, moved.about).rstrip("."), path=moved.path, ends=ends)


def _plain(view: View) -> dict[str, Any]:
    """A view as plain data: its tables have named columns, and nothing else is needed of them."""
    return {
        "title": view.title,
        "parts": [part if isinstance(part, str) else [list(row) for row in part.rows] for part in view.parts],
        "blocks": [_plain(each) for each in view.blocks],
        "foot": list(view.foot),
    }


def _view(plain: Mapping[str, Any]) -> View:
    parts = [
        part if isinstance(part, str) else Table([tuple(row) for row in part], HEADED)
        for part in plain["parts"]
    ]
    return View(plain["title"], parts, [_view(each) for each in plain["blocks"]], plain["foot"])


def read_turned(text: str) -> dict[str, Any]:
    """What ``turned`` wrote: what it is about, a card for each outcome (name, lines, moves), the tables as HTML.

    Args:
        text: in one language.
    """
    kept = json.loads(text)
    cards: Sequence[Mapping[str, Any]] = kept["cards"]
    return {"about": kept["about"], "cards": cards, "tables": as_html(_view(kept["view"]), 3)}
