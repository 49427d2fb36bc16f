"""Experiments in the store: what was asked, which runs belong to it, how it went; and whether it is still the same."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cache
from pathlib import PurePath
from typing import Any, NamedTuple, get_type_hints

from pydantic import TypeAdapter, ValidationError

from tup_sim.errors import Message, TupSimError
from tup_sim.files.plugins import PLUGINS
from tup_sim.files.same_question import decides, differing, the_first
from tup_sim.files.sealing import seal
from tup_sim.files.store import ResultStore, forget, now
from tup_sim.files.store_errors import NOT_UNDERSTOOD, option
from tup_sim.files.store_file import LONGEST
from tup_sim.files.strict_yaml import one_line
from tup_sim.files.tables import KEPT_BEFORE, RECORD
from tup_sim.model.catalogue import using
from tup_sim.model.plugins import Plugin, catalogue_with, plugins_of
from tup_sim.study.experiment import Experiment, Run
from tup_sim.study.findings import Check, Findings
from tup_sim.study.results import Key
from tup_sim.study.run_experiment import found_in
from tup_sim.study.store import digest
from tup_sim.texts import LANGUAGES

PARTS_AT_MOST = 4_000_000  # of an experiment as plain data; one of 5,000 points has 3 million
QUICK = "-quick"  # behind the name of the results of a quick look
ROBUST = "-robust"  # the same with worlds of its own, to see whether a choice holds


class Record(NamedTuple):
    """An experiment as its row has it.

    Attributes:
        name: of its results.
        digest: of what decides which runs it has.
        definition: of the experiment, as JSON.
        text: of its file.
        manifest: as JSON.
        began, changed: when, for people.
    """

    name: str
    digest: str
    definition: str
    text: str
    manifest: str
    began: str
    changed: str


class Kept(NamedTuple):
    """One experiment as a list shows it: its question, the runs that are there and were asked for, the last change."""

    name: str
    question: str
    runs: int
    asked: int
    failed: int
    changed: str


def record(store: ResultStore, name: str) -> Record | None:
    """The row of an experiment; None if there is none of this name.

    Raises:
        TupSimError: it is not what was kept.
    """
    sealed = (
        ", seal FROM experiments LEFT JOIN seals ON experiment = name"
        if store.sealed
        else " FROM experiments"
    )
    rows = store.rows(f"SELECT {RECORD}{sealed} WHERE name = ?", (name,))
    if not rows:
        return None
    found = Record(*rows[0][: len(Record._fields)])
    if store.sealed and rows[0][-1] != seal(*found):
        what = "the record of the experiment '{name}', which says what was asked, is not what was kept"
        raise store.damaged(Message(what, name=one_line(name)))
    return found


def begin(store: ResultStore, experiment: Experiment, model: str) -> Mapping[str, Any]:
    """Enter an experiment, or go on with it; returns its manifest so far.

    Raises:
        TupSimError: another experiment is kept under this name, or the scenarios changed (says in what); or what is
            kept of it is damaged.
    """
    old = record(store, experiment.name)
    decisive = digest(decides(experiment))
    manifest: Mapping[str, Any] = {}
    if old:
        with store.understood():
            manifest = _manifest(old.manifest)
            before = _read(store, old)
        if old.digest != decisive:
            raise TupSimError(_refusal(before, experiment, store))
        _refuse_damaged_runs(store, experiment.name)
        if before.smallest != experiment.smallest and _has_results(store, experiment.name):
            manifest = {**manifest, "smallest_changed": True}
    row = Record(
        experiment.name,
        decisive,
        _short_enough(written(experiment)),
        experiment.text,
        json.dumps(manifest),
        manifest.get("began", now()),
        now(),
    )
    with store.change() as act:
        if manifest.get("model", model) != model:
            act("DELETE FROM belongs WHERE experiment = ?", (experiment.name,))
        keep_record(act, row)
    store.watch(experiment.name)
    return manifest


def keep_record(act: Any, row: Record) -> None:
    """Write the row of an experiment, and its seal; inside a transaction."""
    act("INSERT OR REPLACE INTO experiments VALUES (?, ?, ?, ?, ?, ?, ?)", row)
    act("INSERT OR REPLACE INTO seals VALUES (?, ?)", (row.name, seal(*row)))


def _refuse_damaged_runs(store: ResultStore, name: str) -> None:
    """What is damaged is told before hours of runs, not after them."""
    for _ in store.results(dict.fromkeys(_keys(store, name).values()), None, None):
        pass


def _short_enough(definition: str) -> str:
    if len(definition.encode()) > LONGEST:
        most = "an experiment can be kept up to {most} million letters; this one has {n}: ask it in parts"
        raise TupSimError(Message(most, most=LONGEST // 10**6, n=len(definition) // 10**6))
    return definition


def _has_results(store: ResultStore, name: str) -> bool:
    asked = "SELECT 1 FROM belongs JOIN runs ON runs.key = belongs.key WHERE experiment = ? LIMIT 1"
    return bool(store.rows(asked, (name,)))


def end(store: ResultStore, name: str, manifest: Mapping[str, Any]) -> None:
    """Keep the manifest of an experiment.

    Raises:
        TupSimError: somebody forgot the experiment meanwhile.
    """
    with store.change() as act:
        old = record(store, name)
        if old is None:
            what = "{path}: '{name}' was forgotten (results prune) while it ran"
            raise TupSimError(Message(what, path=store.path, name=name))
        keep_record(act, old._replace(manifest=json.dumps(manifest, ensure_ascii=False), changed=now()))


def kept_experiment(store: ResultStore, name: str) -> Experiment:
    """The experiment as it was asked.

    Raises:
        TupSimError: there is none of this name, it is damaged, or it was kept by a model that had other parameters.
    """
    found = record(store, name)
    if found is None:
        raise TupSimError(_not_there(name, [each.name for each in kept(store)]))
    with store.understood():
        return _read(store, found)


def _not_there(name: str, there: Sequence[str]) -> Message:
    """That there is none of this name, and which there are."""
    short = PurePath(name).stem
    near = [each for each in (short, f"{short}{QUICK}") if each != name and each in there]
    meant = Message("; did you mean '{short}'?", short=near[0]) if near else ""
    what = "there are no results of '{name}' (there are: {there}{meant})"
    return Message(what, name=one_line(name), there=", ".join(there) or Message("none"), meant=meant)


def manifest_kept(store: ResultStore, name: str) -> Mapping[str, Any]:
    """Its manifest; empty before the first sitting is over.

    Raises:
        TupSimError: the file cannot be read, or is damaged.
    """
    found = record(store, name)
    with store.understood():
        return _manifest(found.manifest) if found else {}


def keys_kept(store: ResultStore, name: str) -> dict[Run, str]:
    """Its runs and their identities; some may not be there yet.

    Raises:
        TupSimError: some are of a point or world that the experiment does not have, or have another luck.
    """
    found, row = _keys(store, name), record(store, name)
    with store.understood():
        if row:
            _refuse_strangers(found, _plain(row.definition))
        _refuse_other_luck(store, name)
    return found


def _keys(store: ResultStore, name: str) -> dict[Run, str]:
    asked = "SELECT point, world, replication, key FROM belongs WHERE experiment = ? ORDER BY world, replication, point"
    return {Run(point, world, luck): key for point, world, luck, key in store.rows(asked, (name,))}


def unverifiable(store: ResultStore, name: str) -> int:
    """How many of its runs were kept before there were digests: what happened to them until then nobody knows.

    Raises:
        TupSimError: the file cannot be read, or is damaged.
    """
    asked = "SELECT COUNT(*) FROM belongs JOIN runs ON runs.key = belongs.key"
    asked += " JOIN provenance ON run = number AND environment = :before" if store.sealed else ""
    values = {"name": name, "before": KEPT_BEFORE} if store.sealed else {"name": name}
    return int(store.rows(f"{asked} WHERE experiment = :name", values)[0][0])


def asked_for(experiment: Experiment, keys: Mapping[Run, str]) -> int:
    """How many runs an experiment has at least; more if it has begun with more."""
    return max(len(keys), len(experiment.points) * (experiment.at_least + len(experiment.worlds)))


def findings_kept(store: ResultStore, name: str) -> Findings:
    """What an experiment found, as far as it is there.

    Raises:
        TupSimError: there is none of this name, it was kept by a model that had other parameters, or it is damaged.
    """
    manifest = manifest_kept(store, name)
    checks = checks_in(manifest)
    found = found_in(store, kept_experiment(store, name), keys_kept(store, name), checks, manifest)
    return with_environments(found)


def with_environments(found: Findings) -> Findings:
    """With the environments of its runs in the manifest, if they are more than one or unknown."""
    if not found.mixed and KEPT_BEFORE not in found.environments:
        return found
    each = "; ".join(f"{runs} × {name}" for name, runs in found.environments.items())
    return replace(found, manifest={**(found.manifest or {}), "environments": each})


def checks_in(manifest: Mapping[str, Any]) -> tuple[Check, ...]:
    """The checks that stand in a manifest."""
    return TypeAdapter(tuple[Check, ...]).validate_python(manifest.get("checks", ()))


def kept(store: ResultStore, lang: str = "en") -> list[Kept]:
    """Every experiment in the store, by name; one that is damaged is listed as such.

    Args:
        store: of results.
        lang: of the questions.

    Raises:
        TupSimError: the file cannot be read, or is damaged.
    """
    asked = """SELECT name, changed, COUNT(belongs.key), COUNT(runs.key), COALESCE(SUM(runs.error != ''), 0)
        FROM experiments LEFT JOIN belongs ON belongs.experiment = name LEFT JOIN runs ON runs.key = belongs.key
        GROUP BY name ORDER BY name"""
    found = []
    for name, changed, begun, runs, failed in store.rows(asked):
        question, least = _in_short(store, name, LANGUAGES.index(lang))
        found.append(Kept(name, question, runs, max(begun, least), failed, changed))
    return found


def _in_short(store: ResultStore, name: str, language: int) -> tuple[str, int]:
    """The question in a language and the fewest runs of an experiment; one that is damaged does not hide the others."""
    try:
        row = record(store, name)
        plain = _plain(row.definition if row else "")
        least = len(plain["points"]) * (plain["at_least"] + len(plain["worlds"]))
        return str(plain["question"][language]), least
    except (*NOT_UNDERSTOOD, TupSimError):
        return Message("what was asked is damaged and cannot be read (tup-sim results verify)"), 0


def _plain(text: str) -> Any:
    """Plain data from JSON that we wrote, or somebody else.

    Raises:
        ValueError: it is none, or has more parts than anything we write.
    """
    if sum(map(text.count, "[{,")) > PARTS_AT_MOST:
        raise ValueError(Message("more than {most} parts", most=PARTS_AT_MOST))
    return json.loads(text)


def _refuse_strangers(runs: Iterable[Run], plain: Mapping[str, Any]) -> None:
    """Every run is of a point and a world that the experiment has."""
    points, worlds = len(plain["points"]), len(plain["worlds"])
    for run in runs:
        if not (0 <= run.point < points and 0 <= run.world <= worlds):
            what = "a run of point {point}, world {world}, which the experiment does not have"
            raise ValueError(Message(what, point=run.point, world=run.world))


def _refuse_other_luck(store: ResultStore, name: str) -> None:
    """Every run has the luck it stands for."""
    asked = """SELECT COUNT(*) FROM belongs JOIN runs ON runs.key = belongs.key
        WHERE experiment = ? AND runs.replication <> belongs.replication"""
    ((strange,),) = store.rows(asked, (name,))
    if strange:
        raise ValueError(Message("{n} runs that stand for another luck than theirs", n=strange))


def _manifest(text: str) -> Mapping[str, Any]:
    found = TypeAdapter(dict[str, Any]).validate_python(_plain(text))
    checks_in(found)
    return found


def prune(store: ResultStore, name: str) -> int:
    """Forget an experiment, and the runs that no other one uses; returns how many.

    Raises:
        TupSimError: there is none of this name, or the file cannot be read or written.
    """
    kept_name = store.rows("SELECT name FROM experiments WHERE name = ?", (name,))
    if not kept_name:
        kept_experiment(store, name)
    own = "SELECT key FROM belongs WHERE experiment = :name"
    alone = f"SELECT number FROM runs WHERE key IN ({own}) AND key NOT IN ({own.replace('=', '<>')})"
    with store.change() as act:
        gone = [number for (number,) in act(alone, {"name": name})]
        act("DELETE FROM experiments WHERE name = ?", (name,))
        act("DELETE FROM seals WHERE experiment = ?", (name,))
        act("DELETE FROM belongs WHERE experiment = ?", (name,))
        forget(act, gone)
    store.shrink()
    return len(gone)


def prune_unused(store: ResultStore) -> int:
    """Forget the runs of no experiment, which are those of ``python -m validation evidence``; returns how many.

    Raises:
        TupSimError: the file cannot be read or written, or is damaged.
    """
    with store.change() as act:
        gone = [
            number for (number,) in act("SELECT number FROM runs WHERE key NOT IN (SELECT key FROM belongs)")
        ]
        forget(act, gone)
    store.shrink()
    return len(gone)


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
    if plugins := plugins_of(experiment.points[0].scenario):
        plain[PLUGINS] = [each._replace(file=PurePath(each.file).name) for each in plugins]
    return json.dumps(plain, ensure_ascii=False)


def _read(store: ResultStore, row: Record) -> Experiment:
    """The experiment of a row that is what was kept.

    Raises:
        TupSimError: it has parameters that this version does not, or not those that it has.
    """
    try:
        # what definitions of before do not have
        once = {"quick": row.name.endswith(QUICK), "questions": [], "starts": None, "limits": []}
        plain = {**once, **_plain(row.definition)}
        with using(catalogue_with(Plugin(*each) for each in plain.get(PLUGINS, ()))):
            parts = {part: shape.validate_python(plain[part]) for part, shape in _shapes().items()}
    except (ValidationError, KeyError) as error:
        what = (
            "{path}: '{name}' was kept by a version of TUP-sim with other parameters{or_damaged}; run it again under "
            "another name (--as), or 'tup-sim results prune {name}{where}'"
        )
        unsure = "" if store.sealed else Message(", or is damaged (it was kept before there were digests)")
        values = {"path": store.path, "name": row.name, "where": option(store.path.parent)}
        raise TupSimError(Message(what, **values, or_damaged=unsure)) from error
    return Experiment(**{**parts, "smallest": dict(parts["smallest"])})


def _refusal(before: Experiment, now_asked: Experiment, store: ResultStore) -> Message:
    """Which parts differ from what is kept, and what can be done."""
    return Message(
        "the results kept as '{name}' are of another experiment: {differences}. Keep both with another name "
        "(--as NAME) or folder (--results DIR), or forget the old ones: tup-sim results prune {name}{where}",
        name=now_asked.name,
        differences=the_first(differing(decides(before), decides(now_asked))),
        where=option(store.path.parent),
    )
