"""Puts the results of several folders into one: those of the shards of an experiment, or of several machines.

Nothing is taken away anywhere, every run keeps its seal and the moment at which it was kept, and doing it twice
changes nothing. Results of two models, or of two experiments of one name, are refused before anything is written.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any, NamedTuple

from tup_sim.errors import Message, TupSimError
from tup_sim.files.kept import Record, keep_record, kept_experiment, keys_kept, manifest_kept, record
from tup_sim.files.manifest import fingerprint
from tup_sim.files.same_question import decides, differing, the_first
from tup_sim.files.store import AT_A_TIME, ResultStore
from tup_sim.files.store_file import FILE, place_of
from tup_sim.files.store_reading import marks
from tup_sim.study.experiment import Experiment, Run
from tup_sim.study.run_experiment import keys_of, keys_of_points
from tup_sim.study.shards import folders_of_shards, runs_at_least, shard_of, shard_with
from tup_sim.study.work import Result

ASKED_TOO = ("outcomes", "smallest", "questions")  # what an experiment looks at; it decides no run


class Merged(NamedTuple):
    """An experiment after its results came together.

    Attributes:
        name: of the results.
        folders: how many of the folders had some.
        asked: runs that are made in any case; more if there are more.
        there: runs that are there, failed ones not counted.
        added: runs that were not there before, failed ones too.
        failed: runs that ended in an error.
        differing: runs that two folders have with different numbers; the first is kept.
        missing: shard to its runs that are not there; all under ``""`` where it is not known how they were divided.
        goes_on: whether more replications may be needed than shards can know of.
    """

    name: str
    folders: int
    asked: int
    there: int
    added: int
    failed: int
    differing: int
    missing: Mapping[str, tuple[Run, ...]]
    goes_on: bool


class _Part(NamedTuple):
    """What one folder has of an experiment."""

    folder: Path
    record: Record
    manifest: Mapping[str, Any]
    keys: Mapping[Run, str]


def merge(folders: Sequence[Path], into: Path) -> list[Merged]:
    """Put all results of some folders into one.

    Args:
        folders: of results, or with folders of shards in them (``shard-003-of-200``).
        into: folder that gets them; what is there stays. It may be one of the others.

    Returns:
        Per experiment what is there now and what is missing.

    Raises:
        TupSimError: there is nothing to merge, something is of another model or of another experiment of the same
            name, or is damaged.
        OutputError: it cannot be written there.
    """
    places = _stores_in(folders, into)
    here = [into] if (into / FILE).exists() else []
    parts = [part for folder in (*here, *places) for part in _parts(folder)]
    by_name = groupby(sorted(parts, key=lambda part: part.record.name), key=lambda part: part.record.name)
    together = {name: list(each) for name, each in by_name}
    models = {name: _one_model(each) for name, each in together.items()}
    for each in together.values():
        _refuse_other_questions(each)
    with ResultStore(into) as store:
        before = _finished_or_failed(store)
        differing_runs = [key for folder in places for key in _copy(folder, store)]
        for name, each in together.items():
            _enter(store, each, models[name])
        return [_merged(store, each, before, set(differing_runs)) for each in together.values()]


def _stores_in(folders: Sequence[Path], into: Path) -> list[Path]:
    """The folders that have a file of results, each once, without the one that gets them.

    Raises:
        TupSimError: a folder has none, or there is no other.
    """
    found: list[Path] = []
    for folder in folders:
        there = [each for each in (folder, *folders_of_shards(folder)) if (each / FILE).exists()]
        if not there:
            what = "{folder}: there are no results here (no file {file}), nor folders of shards"
            raise TupSimError(Message(what, folder=folder, file=FILE))
        found += there
    seen = {place_of(into / FILE)}
    others = []
    for each in found:
        if (place := place_of(each / FILE)) not in seen:
            seen.add(place)
            others.append(each)
    if not others:
        raise TupSimError(Message("{folder}: there is nothing to merge with it", folder=into))
    return others


def _to_read(folder: Path) -> ResultStore:
    return ResultStore(folder, write=False)


def _parts(folder: Path) -> Iterator[_Part]:
    with _to_read(folder) as store:
        for (name,) in store.rows("SELECT name FROM experiments ORDER BY name"):
            row = record(store, name)
            assert row is not None
            yield _Part(folder, row, manifest_kept(store, name), keys_kept(store, name))


def _one_model(parts: Sequence[_Part]) -> str:
    """The model that made all of it.

    Raises:
        TupSimError: there are several, by what the manifests say or by the identities of the runs.
    """
    said = {part.manifest["model"]: part for part in parts if "model" in part.manifest}
    if len(said) > 1:
        (one, first), (other, second) = list(said.items())[:2]
        raise TupSimError(_other_model(parts[0].record.name, first.folder, second.folder, one, other))
    model = next(iter(said), fingerprint())
    with _to_read(parts[0].folder) as store:
        asked = kept_experiment(store, parts[0].record.name)
    points = keys_of_points(asked)
    for part in parts:
        if part.record.digest == parts[0].record.digest:
            known = {run: key for run, key in part.keys.items() if run.point < len(points)}
            if known != keys_of(asked, known, model, points):
                name = part.record.name
                raise TupSimError(_other_model(name, parts[0].folder, part.folder, model, "?"))
    return str(model)


def _other_model(name: str, one: Path, two: Path, first: str, second: str) -> Message:
    return Message(
        "{two}: the results of '{name}' are of another version of the model ({second}) than those in {one} ({first}); "
        "results of two models are never put together: run one of them again with the other's version",
        name=name,
        one=one,
        two=two,
        first=first,
        second=second,
    )


def _refuse_other_questions(parts: Sequence[_Part]) -> None:
    """All of one name ask the same.

    Raises:
        TupSimError: they do not; says in what they differ.
    """
    first = parts[0]
    for part in parts[1:]:
        if part.record.digest == first.record.digest and _asked_too(part) == _asked_too(first):
            continue
        one, two = _what_decides(first), _what_decides(part)
        what = (
            "{two}: the results of '{name}' are of another experiment than those in {one}: {differences}. "
            "Merge them into another folder (--results DIR)"
        )
        differences = the_first(differing(one, two))
        values = {"name": part.record.name, "one": first.folder, "two": part.folder}
        raise TupSimError(Message(what, **values, differences=differences))


def _asked_too(part: _Part) -> dict[str, Any]:
    plain = json.loads(part.record.definition)
    return {name: plain.get(name, []) for name in ASKED_TOO}


def _what_decides(part: _Part) -> dict[str, Any]:
    with _to_read(part.folder) as store:
        return decides(kept_experiment(store, part.record.name)) | {
            name: json.dumps(value, ensure_ascii=False) for name, value in _asked_too(part).items()
        }


def _finished_or_failed(store: ResultStore) -> set[str]:
    return {key for (key,) in store.rows("SELECT key FROM runs")}


def _copy(folder: Path, into: ResultStore) -> list[str]:
    """Keep every run of a folder; keys of those that are there already with other numbers."""
    other: list[str] = []
    with _to_read(folder) as store:
        keys = [key for (key,) in store.rows("SELECT key FROM runs ORDER BY number")]
        for first in range(0, len(keys), AT_A_TIME):
            some = keys[first : first + AT_A_TIME]
            fronts = sorted(store.fronts(f"key IN ({marks(some)})", some))
            runs = dict(store.read(fronts, None, None))
            there = {key: run for key, run in into.results(some, None, None) if not run.error}
            other += [key for key, run in there.items() if _differs(run, runs[key])]
            into.keep_all((front.key, runs[front.key], front.kept) for front in fronts)
    return other


def _differs(one: Result, two: Result) -> bool:
    """Whether two finished runs of one identity have different numbers; NaN is equal to NaN."""
    if two.error:
        return False
    mine, theirs = repr((dict(one.values), one.weekly)), repr((dict(two.values), two.weekly))
    return mine != theirs


def _enter(store: ResultStore, parts: Sequence[_Part], model: str) -> None:
    """Write the record of an experiment, and which runs belong to it."""
    most = max(parts, key=lambda part: _replications(part.record))
    runs = {run: key for part in parts for run, key in part.keys.items()}
    ordered = dict(sorted(runs.items(), key=lambda each: (each[0].world, each[0].replication, each[0].point)))
    manifest = _manifest(parts, model, len(store.known(runs.values())))
    row = most.record._replace(
        manifest=json.dumps(manifest, ensure_ascii=False),
        began=min(part.record.began for part in parts),
        changed=max(part.record.changed for part in parts),
    )
    with store.change() as act:
        keep_record(act, row)
    store.assign(row.name, ordered)


def _replications(row: Record) -> tuple[int, int]:
    plain = json.loads(row.definition)
    return plain["at_most"], plain["at_least"]


def _manifest(parts: Sequence[_Part], model: str, runs: int) -> dict[str, Any]:
    """How all of it was made; nothing if no sitting was ended anywhere."""
    known = [part.manifest for part in parts if part.manifest.get("sittings")]
    if not known:
        return {}
    sittings = sorted(_each_once(sitting for each in known for sitting in each["sittings"]), key=_when)
    computed = sum(each["computed"] for each in sittings)
    shards = _each_once(shard for each in known for shard in each.get("shards", ()))
    divided = {"shards": sorted(shards, key=lambda each: shard_of(each["shard"])[::-1])} if shards else {}
    return {
        **known[0],
        "model": model,
        "began": sittings[0]["began"],
        "ended": max(each["ended"] for each in sittings),
        "seconds": round(sum(each["seconds"] for each in sittings), 1),
        "runs": runs,
        "computed": computed,
        "reused": max(0, runs - computed),
        "sittings": sittings,
        "checks": next((each["checks"] for each in known if each["checks"]), []),
        "smallest_changed": any(each["smallest_changed"] for each in known),
        **divided,
    }


def _when(sitting: Mapping[str, Any]) -> tuple[Any, ...]:
    return sitting["began"], sitting["ended"], sitting["seconds"], sitting["computed"]


def _each_once(found: Iterable[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    return list({json.dumps(each, sort_keys=True): each for each in found}.values())


def _merged(store: ResultStore, parts: Sequence[_Part], before: set[str], differing_runs: set[str]) -> Merged:
    """What is there of an experiment now, and what is missing."""
    name = parts[0].record.name
    asked, keys = kept_experiment(store, name), keys_kept(store, name)
    finished, all_there = store.known(keys.values()), _finished_or_failed(store)
    wanted = runs_at_least(asked)
    lacking = [run for run in dict.fromkeys((*wanted, *keys)) if keys.get(run) not in finished]
    return Merged(
        name=name,
        folders=len({part.folder for part in parts}),
        asked=len({*wanted, *keys}),
        there=len([run for run, key in keys.items() if key in finished]),
        added=len({key for key in keys.values() if key in all_there - before}),
        failed=len([run for run, key in keys.items() if key in all_there - finished]),
        differing=len(differing_runs.intersection(keys.values())),
        missing=_by_shard(lacking, wanted, manifest_kept(store, name)),
        goes_on=_goes_on(asked, keys),
    )


def _goes_on(asked: Experiment, keys: Mapping[Run, str]) -> bool:
    most = max((run.replication + 1 for run in keys if not run.world), default=0)
    return max(most, asked.at_least) < asked.at_most


def _by_shard(
    lacking: Sequence[Run], wanted: Sequence[Run], manifest: Mapping[str, Any]
) -> dict[str, tuple[Run, ...]]:
    """Which shard has to make which of the runs that are not there."""
    ways = {(shard_of(each["shard"]).of, each["runs"]) for each in manifest.get("shards", ())}
    if not lacking:
        return {}
    if len(ways) != 1 or (way := ways.pop())[1] != len(wanted):
        return {"": tuple(lacking)}
    places = {run: place for place, run in enumerate(wanted)}
    found: dict[str, tuple[Run, ...]] = {}
    for run in lacking:
        shard = str(shard_with(places[run], len(wanted), way[0])) if run in places else ""
        found[shard] = (*found.get(shard, ()), run)
    return found
