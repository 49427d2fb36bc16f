"""``tup-sim experiment`` and ``results``: from a question to results that are kept, and back."""

from __future__ import annotations

import shlex
from collections.abc import Mapping, Sequence
from contextlib import nullcontext
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from tup_sim.cli.asking import YES, ask_if_large
from tup_sim.cli.at_rest import experiment_at_rest
from tup_sim.cli.cluster import check_address
from tup_sim.cli.groups import Branch, Member, Renaming
from tup_sim.cli.plugging import PLUGIN, speak_of
from tup_sim.cli.progress import ProgressLine
from tup_sim.cli.runs import (
    ALONE,
    AT_LEAST_ONE,
    FAILED,
    JOBS,
    JSON,
    LIMIT,
    VERBOSE,
    load_what_comes_after,
    report_failures,
)
from tup_sim.cli.shards import SHARD, deliver_shard
from tup_sim.cli.speaking import LANG, show_views, tell, tell_error
from tup_sim.cli.speaking import show as show_text
from tup_sim.cli.tables import export, table
from tup_sim.errors import DamagedStore, Message, TupSimError, said
from tup_sim.texts import translator

if TYPE_CHECKING:
    from tup_sim.files.kept import Kept
    from tup_sim.files.store import ResultStore
    from tup_sim.files.verifying import Repaired, Verified
    from tup_sim.study.experiment import Experiment
    from tup_sim.study.findings import Check, Findings
    from tup_sim.study.reproduce import Reproduced
    from tup_sim.study.shards import Shard

BROKEN_OFF, SAMPLE, SHOWN = 130, 5, 10
FOLDER = click.Path(path_type=Path, file_okay=False)
KEPT_IN = click.option(
    "--results", "out", type=FOLDER, default="results", show_default=True, help="Folder to keep results in."
)
RESULTS = click.option(
    "--results", "folder", type=FOLDER, default="results", show_default=True, help="Folder of results."
)
NAME = click.argument("name")


@click.command(cls=Renaming, renamed={"--out": "--results"})
@click.argument("file", metavar="EXPERIMENT")
@JOBS
@click.option("--cluster", metavar="ADDRESS", help="Run on the workers of a Dask scheduler instead.")
@LIMIT
@ALONE
@YES
@KEPT_IN
@click.option("--as", "name", metavar="NAME", help="Name of the results instead of the experiment's own.")
@click.option("--quick", is_flag=True, help="A few runs of each point; the results are called NAME-quick.")
@click.option(
    "--replications", "-n", type=AT_LEAST_ONE, help="Runs of each point instead of what the experiment says."
)
@SHARD
@LANG
@JSON
@VERBOSE
@PLUGIN
def experiment(
    file: str,
    jobs: int | None,
    cluster: str | None,
    limit: float | None,
    alone: bool,
    yes: bool,
    out: Path,
    name: str | None,
    quick: bool,
    replications: int | None,
    shard: Shard | None,
    lang: str,
    as_json: bool,
    verbose: bool,
) -> None:
    """Run EXPERIMENT (a name or a file) and show the answer; what is there already is not run again.

    Every run is kept at once. Broken off in any way, the same command goes on where it was. With --shard only a part
    of the runs is made, in a folder of its own; 'tup-sim results merge' puts the parts together.
    """
    from tup_sim.files.store import ResultStore

    if shard is not None and as_json:
        raise click.UsageError(Message("--json does not go with --shard: there is no answer in one part"))
    asked = _asked(file, name, quick, replications)
    speak_of([point.scenario for point in asked.points])
    check_address(cluster, limit)
    most = asked.at_most if shard is None else -(-asked.at_least // shard.of)
    ask_if_large([point.scenario for point in asked.points], most, jobs, yes, held=False)
    commands = commands_of(
        file, asked.name, {"-n": replications, "--quick": quick, "--as": name, "--results": out}
    )
    place = out if shard is None else shard.folder_in(out)
    with ResultStore(place, log=shard is None) as store:
        asked = experiment_at_rest(asked, store, jobs, lang)
        found, code = carried_on(asked, store, jobs, cluster, limit, alone, commands, shard)
        if code == BROKEN_OFF:
            there = sum(each.finished for each in found.found)
            tell(goes_on(there, store.path))
            raise click.exceptions.Exit(code)
        if shard is not None:
            deliver_shard(found, shard, store.path, out, lang, verbose)
        else:
            _deliver(found, lang, verbose, as_json)
        if shard is None and not as_json:
            show_text(_next(asked.name, store.path, out, lang))
        raise click.exceptions.Exit(FAILED * (bool(found.failures) or not _sound(found.checks)))


def goes_on(there: int, path: Path) -> Message:
    """What is kept of an experiment that was broken off."""
    if there == 1:
        return Message("1 run is kept in {path}; the same command goes on", path=path)
    return Message("{n} runs are kept in {path}; the same command goes on", n=there, path=path)


def _asked(file: str, name: str | None, quick: bool, replications: int | None) -> Experiment:
    """The experiment under the name that its results get."""
    from tup_sim.files.experiments import load_experiment
    from tup_sim.files.kept import QUICK

    found = load_experiment(file, quick, replications)
    own = f"{found.name}{QUICK}" if quick else found.name
    return replace(found, name=possible(own if name is None else name))


def possible(name: str) -> str:
    """A name for results; it stands in commands and in names of files.

    Raises:
        TupSimError: it is no such name.
    """
    from tup_sim.files.strict_yaml import one_line

    if not name.strip() or not name.isprintable() or "/" in name or "\\" in name:
        what = "results cannot be called '{name}': a name is one line, without / and \\ (--as NAME)"
        raise TupSimError(Message(what, name=one_line(name)))
    return name


def commands_of(
    file: str, name: str, options: Mapping[str, Any], command: Sequence[str] = ("experiment",)
) -> list[str]:
    """What was typed, without the folders of whoever typed it, and the command that checks the results.

    Args:
        file: name of the experiment, or of its file.
        name: of the results.
        options: as they were given; None, False and an empty text for those that were not.
        command: words in front of the file.
    """
    out = [] if str(options["--results"]) == "results" else [options["--results"].name or "."]
    given = {**options, "--results": out[0] if out else None}
    words = ["tup-sim", *command, Path(file).name]
    for option, value in given.items():
        words += [option] if value is True else [option, str(value)] if value else []
    return [
        shlex.join(words),
        shlex.join(["tup-sim", "results", "reproduce", name, *(["--results", *out] if out else [])]),
    ]


def carried_on(
    asked: Experiment,
    store: ResultStore,
    jobs: int | None,
    cluster: str | None,
    limit: float | None,
    alone: bool,
    commands: Sequence[str],
    shard: Shard | None = None,
) -> tuple[Findings, int]:
    """Check, run what is missing, and keep how it went; 130 if it was broken off."""
    from tup_sim.cli.cluster import cluster as workers_of
    from tup_sim.files.conducting import conduct
    from tup_sim.study import Interrupted

    load_what_comes_after()
    try:
        with workers_of(cluster) if cluster else nullcontext() as executor:
            return conduct(asked, store, WatcherLine(), commands, jobs, executor, limit, alone, shard), 0
    except Interrupted as stop:
        tell(stop.message)
        return stop.results, BROKEN_OFF


class WatcherLine(ProgressLine):
    """Knows how far it came, and says what should be known on a line of its own.

    Attributes:
        done: runs that are finished.
    """

    done = 0

    def __call__(self, done: int, total: int) -> None:
        """Show the new state."""
        self.done = done
        super().__call__(done, total)

    def tell(self, text: Message) -> None:
        """Something that somebody who reads the results should know."""
        tell(text)


def _deliver(found: Findings, lang: str, verbose: bool, as_json: bool) -> None:
    """Print the answer, the runs that failed, and what the experiment says of itself."""
    if as_json:
        show_text(_as_json(found), as_it_is=True)
    else:
        _show(found, lang)
    report_failures([found], verbose)
    for each in found.checks:
        if not each.passed:
            what = Message("the placebo audit failed: {what}", what=each.said.in_language(lang))
            tell_error(TupSimError(what))


def _remark(text: str, beside: bool) -> None:
    """Say something about a result: in front of it, or beside one that is for another program."""
    click.echo(text, err=True) if beside else show_text(text)


def _as_json(found: Findings) -> str:
    import json

    from tup_sim.reporting.plain import experiment_data

    return json.dumps({**experiment_data(found), "quick": found.experiment.quick}, indent=2, allow_nan=False)


def _show(found: Findings, lang: str) -> None:
    """The answer for people."""
    from tup_sim.reporting.tables import experiment_view

    if found.mixed:
        show_text(_mixed(found, lang))
    show_views(experiment_view(found, lang, found.experiment.quick))


def _mixed(found: Findings, lang: str) -> str:
    """In which environments the runs were made, and how many in each."""
    from tup_sim.texts import say

    each = [
        say(lang, "mixed-one", runs=say(lang, "runs", n=n), name=name or "?")
        for name, n in found.environments.items()
    ]
    return say(lang, "mixed", n=len(each), each="; ".join(each))


def _sound(checks: Sequence[Check]) -> bool:
    return all(each.passed for each in checks)


def _next(name: str, path: Path, out: Path, lang: str) -> str:
    """Where the results are, and how to write the brief in each language."""
    from tup_sim.texts import say

    folder = "" if str(out) == "results" else f" --results {shlex.quote(str(out))}"
    briefs = [f"  tup-sim report {shlex.quote(name)} --lang {each}{folder}" for each in ("en", "nl")]
    return "\n".join([say(lang, "kept-in", path=path), *briefs])


@click.group(
    cls=Branch,
    members={
        "merge": Member(
            "tup_sim.cli.shards:merge", "Put the results of shards, or of other folders, together."
        )
    },
)
def results() -> None:
    """List, show, export, check, merge, reproduce or forget results that are kept."""


results.add_command(export)
results.add_command(table)


@results.command("list")
@RESULTS
@LANG
def list_command(folder: Path, lang: str) -> None:
    """List the experiments of a folder."""
    from tup_sim.files.kept import kept
    from tup_sim.files.store import ResultStore

    with ResultStore(folder, write=False) as store:
        for each in kept(store, lang):
            show_text(_in_short(each, lang))


def _moment(written: str) -> str:
    """A moment as people write it: without seconds, and the zone by its name."""
    return f"{written[:16].replace('T', ' ')} UTC" if written.endswith("+00:00") else written


def _in_short(each: Kept, lang: str) -> str:
    """An experiment that is kept: how far it is, and its question."""
    from tup_sim.texts import say

    unfinished = each.runs < each.asked
    runs = (
        say(lang, "kept-of", there=each.runs, n=each.asked) if unfinished else say(lang, "runs", n=each.runs)
    )
    failed = say(lang, "kept-failed", n=each.failed) if each.failed else ""
    line = say(lang, "kept-line", name=each.name, runs=runs, failed=failed, changed=_moment(each.changed))
    return f"{line}\n  {said(each.question, translator(lang))}"


@results.command()
@NAME
@RESULTS
@LANG
@JSON
@VERBOSE
@click.option("--manifest", is_flag=True, help="Versions, hashes, seeds, machine and duration, as JSON.")
@click.option(
    "--protocol",
    type=click.Path(path_type=Path),
    help="List what was done otherwise than this protocol says.",
)
def show(
    name: str, folder: Path, lang: str, as_json: bool, verbose: bool, manifest: bool, protocol: Path | None
) -> None:
    """Show the answer of NAME again, or what is needed to make it again."""
    import json

    from tup_sim.files.kept import asked_for, findings_kept, keys_kept
    from tup_sim.files.manifest import fingerprint
    from tup_sim.files.store import ResultStore
    from tup_sim.texts import say

    facts = _facts(protocol)
    with ResultStore(folder, write=False) as store:
        found, keys = findings_kept(store, name), keys_kept(store, name)
        tell_unverifiable(store, name, lang)
    if manifest:
        click.echo(json.dumps(found.manifest, indent=2, ensure_ascii=False))
        return
    if found.there < (asked := asked_for(found.experiment, keys)):
        _remark(say(lang, "unfinished", there=found.there, asked=asked), as_json)
    if (found.manifest or {}).get("model", fingerprint()) != fingerprint():
        _remark(say(lang, "older-model"), as_json)
    _deliver(found, lang, verbose, as_json)
    if facts is not None:
        from tup_sim.publishing import told

        _remark(told(facts, found.experiment, found.manifest or {}, lang), as_json)
    raise click.exceptions.Exit(FAILED * (bool(found.failures) or not _sound(found.checks)))


def _facts(protocol: Path | None) -> dict[str, Any] | None:
    """What a protocol says; looked at before anything is shown."""
    if protocol is None:
        return None
    from tup_sim.publishing import read_protocol

    return read_protocol(protocol)


def tell_unverifiable(store: ResultStore, name: str, lang: str) -> None:
    """Say how many runs of an experiment were kept before there were digests."""
    from tup_sim.files.kept import unverifiable
    from tup_sim.texts import say

    if n := unverifiable(store, name):
        click.echo(say(lang, "store-before", n=n), err=True)


@results.command("verify")
@RESULTS
@LANG
def verify_command(folder: Path, lang: str) -> None:
    """Say whether all that is kept is what was kept; code 1 if something is damaged."""
    from tup_sim.files.store import ResultStore
    from tup_sim.files.store_errors import option
    from tup_sim.files.verifying import verify
    from tup_sim.texts import say

    try:
        with ResultStore(folder, write=False, check=False) as store:
            found, path = verify(store), store.path
    except DamagedStore as error:
        tell_error(error)
        raise click.exceptions.Exit(FAILED) from None
    show_text(_verified(found, path, lang))
    if found.damage:
        click.echo(say(lang, "store-cure", where=option(folder)))
        raise click.exceptions.Exit(FAILED)


def _verified(found: Verified, path: Path, lang: str) -> str:
    """What is damaged, and which experiments that concerns."""
    from tup_sim.texts import say

    counted = {"path": path, "runs": found.runs, "experiments": found.experiments}
    lines = [say(lang, "store-damaged" if found.damage else "store-whole", **counted)]
    for what, names in found.damage:
        concerned = say(lang, "store-concerned", names=", ".join(names))
        lines.append(f"  {what} ({concerned})" if names else f"  {what}")
    return "\n".join(lines + ([say(lang, "store-before", n=found.before)] if found.before else []))


@results.command("repair")
@RESULTS
@LANG
def repair_command(folder: Path, lang: str) -> None:
    """Make a new file of all that is whole; the damaged one is kept beside it."""
    from tup_sim.files.store import ResultStore
    from tup_sim.files.verifying import repair, verify
    from tup_sim.texts import say

    with ResultStore(folder, write=False, check=False) as store:
        path, damage = store.path, verify(store).damage
    click.echo(_repaired(repair(folder), path, lang) if damage else say(lang, "store-nothing", path=path))


def _repaired(found: Repaired, path: Path, lang: str) -> str:
    """What the new file has, and what has to be done for what it has not."""
    from tup_sim.texts import say

    lines = [
        say(
            lang,
            "store-repaired",
            path=path,
            runs=found.runs,
            experiments=found.experiments,
            aside=found.aside,
        )
    ]
    lines += [say(lang, "store-lost", n=found.lost_runs)] * bool(found.lost_runs)
    for word, names in (("store-forgotten", found.lost_experiments), ("store-unassigned", found.unassigned)):
        lines += [say(lang, word, names=", ".join(names))] * bool(names)
    return "\n".join(lines)


@results.command()
@click.argument("name", required=False)
@click.option(
    "--unused", is_flag=True, help="Forget the runs of no experiment: those of python -m validation evidence."
)
@RESULTS
@LANG
def prune(name: str | None, unused: bool, folder: Path, lang: str) -> None:
    """Forget NAME, and the runs that no other experiment uses."""
    from tup_sim.files import kept
    from tup_sim.files.store import ResultStore
    from tup_sim.texts import say

    if (name is None) is not unused:
        raise click.UsageError(Message("say what to forget: NAME or --unused"))
    ResultStore(folder, write=False).close()  # where there are no results, none are made
    with ResultStore(folder) as store:
        gone = kept.prune_unused(store) if name is None else kept.prune(store, name)
    show_text(
        say(lang, "kept-unused-gone", n=gone) if name is None else say(lang, "kept-gone", name=name, n=gone)
    )


@results.command()
@NAME
@RESULTS
@JOBS
@LANG
@click.option("--sample", type=AT_LEAST_ONE, default=SAMPLE, show_default=True, help="Runs to compute again.")
def reproduce(name: str, folder: Path, jobs: int | None, lang: str, sample: int) -> None:
    """Compute some runs of NAME again and compare every number, bit for bit."""
    from tup_sim.files.kept import kept_experiment, keys_kept, manifest_kept
    from tup_sim.files.manifest import fingerprint
    from tup_sim.files.store import ResultStore
    from tup_sim.files.tables import KEPT_BEFORE
    from tup_sim.study.environment import environment
    from tup_sim.study.reproduce import reproduce as compute_again
    from tup_sim.texts import say

    line = ProgressLine()
    with ResultStore(folder, write=False) as store:
        asked, keys = kept_experiment(store, name), keys_kept(store, name)
        if manifest_kept(store, name).get("model", fingerprint()) != fingerprint():
            tell(Message("The model is another now than when these results were made."))
        found = compute_again(asked, store, keys, sample, jobs, line)
        line.clear()
        tell_unverifiable(store, name, lang)
    for kept in (each for each in found.environments if each != KEPT_BEFORE):
        click.echo(say(lang, "elsewhere", kept=kept or "?", here=environment()), err=True)
    show_text(_compared(asked, found, lang))
    if found.runs:
        show_text(say(lang, "reproduced-digest", digest=found.digest), as_it_is=True)
    raise click.exceptions.Exit(FAILED * bool(found.deviations or not found.runs))


def _compared(asked: Experiment, found: Reproduced, lang: str) -> str:
    """How many numbers are the same, and the first that are not; to the last digit, as programs write them."""
    from tup_sim.texts import say

    counted = {"n": len(found.runs), "numbers": found.numbers}
    if not found.runs:
        return say(lang, "again-nothing", name=asked.name)
    if not found.deviations:
        return say(lang, "again-same", **counted)
    nothing, lines = (
        say(lang, "again-none"),
        [say(lang, "again-other", deviations=len(found.deviations), **counted)],
    )
    for run, outcome, kept, now in found.deviations[:SHOWN]:
        values = {"kept": nothing if kept is None else kept, "now": nothing if now is None else now}
        point = asked.points[run.point].scenario.name
        lines.append(
            say(lang, "again-where", point=point, replication=run.replication, outcome=outcome, **values)
        )
    return "\n".join(lines)
