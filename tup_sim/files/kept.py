"""Experiments in the store: what was asked, which runs belong to it, how it went; and whether it is still the same."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import zip_longest
from pathlib import PurePath
from typing import Any, NamedTuple, get_type_hints

from pydantic import TypeAdapter, ValidationError

from tup_sim.errors import TupSimError
from tup_sim.files.store import NOT_UNDERSTOOD, ResultStore, now
from tup_sim.files.strict_yaml import one_line
from tup_sim.study.experiment import Experiment, Run, weeks_kept
from tup_sim.study.findings import Check, Findings
from tup_sim.study.results import Key
from tup_sim.study.run_experiment import found_in
from tup_sim.study.store import digest, plain_scenario

SHOWN = 6  # differences that are named
NOTHING = "nothing"


class Kept(NamedTuple):
    """One experiment as a list shows it: its question, the runs that are there and were asked for, the last change."""

    name: str
    question: str
    runs: int
    asked: int
    failed: int
    changed: str


def begin(store: ResultStore, experiment: Experiment, model: str) -> Mapping[str, Any]:
    """Enter an experiment, or go on with it; returns its manifest so far.

    Raises:
        TupSimError: another experiment is kept under this name, or the scenarios changed; says in what.
    """
    rows = store.rows(
        "SELECT digest, definition, manifest FROM experiments WHERE name = ?", (experiment.name,)
    )
    decides = digest(_decides(experiment))
    with store.understood():
        if rows and rows[0][0] != decides:
            raise TupSimError(_refusal(experiment, rows[0][1]))
        manifest = _manifest(rows[0][2]) if rows else {}
        if rows and _smallest_changed(store, experiment, rows[0][1]):
            manifest = {**manifest, "smallest_changed": True}
    began = manifest.get("began", now())
    row = (
        experiment.name,
        decides,
        written(experiment),
        experiment.text,
        json.dumps(manifest),
        began,
        now(),
    )
    with store.change() as act:
        if manifest.get("model", model) != model:
            act("DELETE FROM belongs WHERE experiment = ?", (experiment.name,))
        act("INSERT OR REPLACE INTO experiments VALUES (?, ?, ?, ?, ?, ?, ?)", row)
    store.watch(experiment.name)
    return manifest


def _smallest_changed(store: ResultStore, experiment: Experiment, before: str) -> bool:
    """Whether there are results already, and another difference was the smallest that matters when they were made."""
    asked = "SELECT 1 FROM belongs JOIN runs ON runs.key = belongs.key WHERE experiment = ? LIMIT 1"
    return _read(experiment.name, before).smallest != experiment.smallest and bool(
        store.rows(asked, (experiment.name,))
    )


def end(store: ResultStore, name: str, manifest: Mapping[str, Any]) -> None:
    """Keep the manifest of an experiment.

    Raises:
        TupSimError: somebody forgot the experiment meanwhile.
    """
    with store.change() as act:
        row = (json.dumps(manifest, ensure_ascii=False), now(), name)
        if not act("UPDATE experiments SET manifest = ?, changed = ? WHERE name = ?", row).rowcount:
            raise TupSimError(f"{store.path}: '{name}' was forgotten (results prune) while it ran")


def kept_experiment(store: ResultStore, name: str) -> Experiment:
    """The experiment as it was asked.

    Raises:
        TupSimError: there is none of this name, or it was kept by a model that had other parameters.
    """
    rows = store.rows("SELECT definition FROM experiments WHERE name = ?", (name,))
    if not rows:
        there = [each.name for each in kept(store)]
        hint = (
            f"; did you mean '{short}'?" if (short := PurePath(name).stem) != name and short in there else ""
        )
        raise TupSimError(
            f"there are no results of '{one_line(name)}' (there are: {', '.join(there) or 'none'}{hint})"
        )
    with store.understood():
        return _read(name, rows[0][0])


def manifest_kept(store: ResultStore, name: str) -> Mapping[str, Any]:
    """Its manifest; empty before the first sitting is over."""
    rows = store.rows("SELECT manifest FROM experiments WHERE name = ?", (name,))
    with store.understood():
        return _manifest(rows[0][0]) if rows else {}


def keys_kept(store: ResultStore, name: str) -> dict[Run, str]:
    """Its runs and their identities; some may not be there yet."""
    asked = "SELECT point, world, replication, key FROM belongs WHERE experiment = ? ORDER BY world, replication, point"
    found = {Run(point, world, luck): key for point, world, luck, key in store.rows(asked, (name,))}
    with store.understood():
        for (text,) in store.rows("SELECT definition FROM experiments WHERE name = ?", (name,)):
            _refuse_strangers(found, json.loads(text))
    return found


def asked_for(experiment: Experiment, keys: Mapping[Run, str]) -> int:
    """How many runs an experiment has at least; more if it has begun with more."""
    return max(len(keys), len(experiment.points) * (experiment.at_least + len(experiment.worlds)))


def findings_kept(store: ResultStore, name: str) -> Findings:
    """What an experiment found, as far as it is there."""
    manifest = manifest_kept(store, name)
    checks = checks_in(manifest)
    return found_in(store, kept_experiment(store, name), keys_kept(store, name), checks, manifest)


def checks_in(manifest: Mapping[str, Any]) -> tuple[Check, ...]:
    """The checks that stand in a manifest."""
    return TypeAdapter(tuple[Check, ...]).validate_python(manifest.get("checks", ()))


def kept(store: ResultStore) -> list[Kept]:
    """Every experiment in the store, by name."""
    asked = """SELECT name, definition, changed, COUNT(belongs.key), COUNT(runs.key), COALESCE(SUM(runs.error != ''), 0)
        FROM experiments LEFT JOIN belongs ON belongs.experiment = name LEFT JOIN runs ON runs.key = belongs.key
        GROUP BY name ORDER BY name"""
    found = []
    for name, text, changed, begun, runs, failed in store.rows(asked):
        question, least = _in_short(text)
        found.append(Kept(name, question, runs, max(begun, least), failed, changed))
    return found


def _in_short(text: str) -> tuple[str, int]:
    """The question of an experiment and the fewest runs it has; one that is damaged does not hide the others."""
    try:
        plain = json.loads(text)
        least = len(plain["points"]) * (plain["at_least"] + len(plain["worlds"]))
        return str(plain["question"][0]), least
    except NOT_UNDERSTOOD:
        return "what was asked is damaged and cannot be read", 0


def _refuse_strangers(runs: Iterable[Run], plain: Mapping[str, Any]) -> None:
    """Every run is of a point and a world that the experiment has."""
    points, worlds = len(plain["points"]), len(plain["worlds"])
    for run in runs:
        if not (0 <= run.point < points and 0 <= run.world <= worlds):
            raise ValueError(
                f"a run of point {run.point}, world {run.world}, which the experiment does not have"
            )


def _manifest(text: str) -> Mapping[str, Any]:
    found = TypeAdapter(dict[str, Any]).validate_json(text)
    checks_in(found)
    return found


def prune(store: ResultStore, name: str) -> int:
    """Forget an experiment, and the runs that no other one uses; returns how many."""
    kept_name = store.rows("SELECT name FROM experiments WHERE name = ?", (name,))
    if not kept_name:
        kept_experiment(store, name)
    own = "SELECT key FROM belongs WHERE experiment = :name"
    alone = f"SELECT number FROM runs WHERE key IN ({own}) AND key NOT IN ({own.replace('=', '<>')})"
    with store.change() as act:
        gone = [number for (number,) in act(alone, {"name": name})]
        act("DELETE FROM experiments WHERE name = ?", (name,))
        act("DELETE FROM belongs WHERE experiment = ?", (name,))
        _forget(act, gone)
    store.shrink()
    return len(gone)


def prune_unused(store: ResultStore) -> int:
    """Forget the runs of no experiment, which are those of ``tup-sim evidence``; returns how many."""
    with store.change() as act:
        gone = [
            number for (number,) in act("SELECT number FROM runs WHERE key NOT IN (SELECT key FROM belongs)")
        ]
        _forget(act, gone)
    store.shrink()
    return len(gone)


def _forget(act: Any, runs: Iterable[int]) -> None:
    for number in runs:
        act("DELETE FROM numbers WHERE run = ?", (number,))
        act("DELETE FROM weeks WHERE run = ?", (number,))
        act("DELETE FROM runs WHERE number = ?", (number,))


@cache
def _shapes() -> dict[str, TypeAdapter[Any]]:
    """How each part of an experiment is written as plain data."""
    hints = get_type_hints(Experiment)
    return {name: TypeAdapter(hint) for name, hint in hints.items()} | {
        "smallest": TypeAdapter(tuple[tuple[Key, float], ...])
    }


def written(experiment: Experiment) -> str:
    """An experiment as text that can be read again; it is kept with its runs."""
    parts = {name: getattr(experiment, name) for name in _shapes()} | {
        "smallest": tuple(experiment.smallest.items())
    }
    plain = {name: shape.dump_python(parts[name], mode="json") for name, shape in _shapes().items()}
    return json.dumps(plain, ensure_ascii=False)


def _read(name: str, text: str) -> Experiment:
    try:
        plain = {"quick": name.endswith("-quick"), **json.loads(text)}  # once it stood in the name only
        parts = {part: shape.validate_python(plain[part]) for part, shape in _shapes().items()}
    except (ValidationError, KeyError) as error:
        raise TupSimError(
            f"'{name}' was kept by a version of TUP-sim with other parameters; run it again under another name "
            f"(--as), or 'tup-sim results prune {name}'"
        ) from error
    return Experiment(**{**parts, "smallest": dict(parts["smallest"])})


def _decides(experiment: Experiment) -> dict[str, Any]:
    """What decides which runs an experiment has; their number does not, nor what is said about it."""
    whole = {"seed": experiment.seed, "replay": sorted(experiment.replay)}
    windows = {f"window '{name}'": list(span) for name, span in experiment.windows.items()}
    points = {f"point '{each.scenario.name}'": plain_scenario(each.scenario) for each in experiment.points}
    worlds = {f"world {number}": dict(values) for number, values in enumerate(experiment.worlds, 1)}
    return {**whole, "weekly figures": sorted(weeks_kept(experiment)), **windows, **points, **worlds}


def _refusal(experiment: Experiment, before: str) -> str:
    """Which parts differ from what is kept, and what can be done."""
    old, new = _decides(_read(experiment.name, before)), _decides(experiment)
    found = [
        line
        for name in dict.fromkeys((*old, *new))
        for line in _differences(old.get(name, NOTHING), new.get(name, NOTHING), name)
    ]
    more = f"; and {len(found) - SHOWN} more" if len(found) > SHOWN else ""
    return (
        f"the results kept as '{experiment.name}' are of another experiment: {'; '.join(found[:SHOWN])}{more}. "
        f"Keep both with another name (--as NAME) or folder (--out DIR), or forget the old ones: "
        f"tup-sim results prune {experiment.name}"
    )


def _differences(old: Any, new: Any, where: str, path: str = "") -> Iterator[str]:
    """Where two pieces of plain data differ, and how."""
    if isinstance(old, Mapping) and isinstance(new, Mapping):
        for name in dict.fromkeys((*old, *new)):
            below = f"{path}.{name}" if path else str(name)
            yield from _differences(old.get(name, NOTHING), new.get(name, NOTHING), where, below)
    elif (
        isinstance(old, list | tuple) and isinstance(new, list | tuple) and (old or new) and _nested(old, new)
    ):
        for number, (mine, theirs) in enumerate(zip_longest(old, new, fillvalue=NOTHING), 1):
            yield from _differences(mine, theirs, where, f"{path} {number}")
    elif old != new and not (old != old and new != new):
        yield f"{f'{where}, {path}' if path else where}: was {_short(old)}, is {_short(new)}"


def _nested(*lists: Sequence[Any]) -> bool:
    """Whether there is more to say of their elements than what they are."""
    return any(isinstance(each, Mapping) for some in lists for each in some)


def _short(value: Any) -> str:
    return "there" if isinstance(value, Mapping) else str(value)
