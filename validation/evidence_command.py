"""``python -m validation evidence``: what the report says, where it lives in the model, and whether it comes out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tup_sim.cli.cluster import check_address
from tup_sim.cli.runs import JOBS, JSON, with_progress
from tup_sim.cli.speaking import show, tell, typed
from tup_sim.errors import Message, TupSimError
from tup_sim.statistics import FEWEST

if TYPE_CHECKING:
    from validation.evidence import Evidence, Hypothesis
    from validation.evidence_document import Register
    from validation.gather import Effort

NOTHING_KEPT = Message("Ctrl-C: what was finished is kept; the same command goes on")


@click.command(short_help="Statements of the report: where they live, and whether they come out.")
@click.argument("names", metavar="[ID]...", nargs=-1)
@click.option(
    "--full", is_flag=True, help="Enough runs to tell, without the mechanisms and in other worlds too."
)
@click.option(
    "--runs",
    type=click.IntRange(min=FEWEST),
    help="With --full: runs of each arm, twice as many where these cannot tell; default: 10.",
)
@click.option(
    "--worlds", type=click.IntRange(min=0), help="With --full: draws of the assumptions; default: 24."
)
@click.option(
    "--seed",
    type=click.IntRange(min=1),
    help="Of the runs; default: 1 for a look, 1001 for verdicts (--full).",
)
@JOBS
@click.option("--cluster", metavar="ADDRESS", help="Run on the workers of a Dask scheduler instead.")
@click.option(
    "--out", type=click.Path(path_type=Path), default="results", show_default=True, help="Folder of results."
)
@click.option(
    "--write",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write the table as Markdown; with --full and no ID the score that briefs show too.",
)
@JSON
def evidence(
    names: tuple[str, ...],
    full: bool,
    runs: int | None,
    worlds: int | None,
    seed: int | None,
    jobs: int | None,
    cluster: str | None,
    out: Path,
    write: Path | None,
    as_json: bool,
) -> None:
    """Show the chain from statements of the report (as C117; all of them without ID) to rules, runs and verdicts.

    Without --full four runs of each arm: a look, and no verdict to quote. Runs are kept in the folder of results, and
    the same command goes on where it was.

    Every look is counted in experiments/looks.csv. Verdicts are given on seeds 1001 to 2000; those from 2001 on are
    left free for checks by others.

    With --full and --write the value of every run stands beside the document, in .._runs.csv.gz, and is not run again.

    Behind each statement stands its evidence: figure (somebody counted), literature (a publication), interview (one
    employee), practice (exchanged by organisations), argument (reasoning of the report) or norm (a standard).
    """
    from tup_sim.reporting.saving import MARKDOWN, check_place
    from validation.gather import FULL, QUICK
    from validation.score import write_score

    if not full and (runs is not None or worlds is not None):
        raise click.UsageError(Message("--runs and --worlds say how much --full runs"))
    hypotheses = _hypotheses(names)
    check_address(cluster)
    if write:
        check_place(write, MARKDOWN)
    effort = _with_seed(FULL.with_runs(runs, worlds) if full else QUICK, seed, full)
    found = _gathered(hypotheses, effort, jobs, cluster, out, write if full and not names else None)
    looks, register = _noted(found, effort, full), _register()
    text = _text(found, register, effort, full, looks)
    show(_json(found, looks) if as_json else text, as_it_is=as_json)
    if write:
        text = _write(found, register, effort, full, looks, write)
        if full and not names:
            write_score(text)


def _with_seed(effort: Effort, seed: int | None, full: bool) -> Effort:
    """The effort with the seed that was asked for, if it may be used for this.

    Raises:
        TupSimError: it is for something else.
    """
    from validation.seeds import for_verdicts, own

    asked = effort.seed if seed is None else seed
    return effort._replace(seed=for_verdicts(asked) if full else own(asked))


def _noted(found: Sequence[Evidence], effort: Effort, full: bool) -> Mapping[str, int]:
    """Write down that these rows were looked at, and count the looks at each."""
    from tup_sim.files.manifest import fingerprint
    from validation.looks import counted, look, note

    command, model = f"evidence{' --full' if full else ''}", fingerprint()
    note(
        look(command, each.hypothesis.name, each.hypothesis.arms, effort.seed, each.runs, model)
        for each in found
        if each.judged
    )
    return counted()


def _hypotheses(names: Sequence[str]) -> list[Hypothesis]:
    """The experiments on these statements, or on all that have one."""
    from tup_sim.files.claims import claims
    from tup_sim.files.keys import did_you_mean
    from validation.evidence import untested
    from validation.hypotheses import hypotheses, not_tested, second_tries

    for name in names:
        if name not in claims():
            hint = did_you_mean(name, claims()) or Message("as C117")
            raise TupSimError(Message("there is no statement '{name}' ({hint})", name=name, hint=hint))
        if name not in hypotheses() and name not in not_tested():
            what = "{name} says of nothing what follows from it: there is no experiment on it"
            raise TupSimError(Message(what, name=name))
    found = []
    for name in names or sorted([*hypotheses(), *not_tested()]):
        found.append(
            hypotheses()[name].load() if name in hypotheses() else untested(name, not_tested()[name])
        )
        if name in second_tries():
            found.append(second_tries()[name].load(again=True))
    return found


def _gathered(
    hypotheses: Sequence[Hypothesis], effort: Effort, jobs: int | None, cluster: str | None, out: Path,
    document: Path | None,
) -> list[Evidence]:  # fmt: skip
    """What the runs say; the values behind a document are kept beside it, also by a call that is broken off."""
    from contextlib import nullcontext

    from tup_sim.cli.cluster import cluster as workers_of
    from tup_sim.files.manifest import fingerprint
    from tup_sim.files.store import ResultStore
    from validation.gather import gather
    from validation.kept_runs import KeptRuns, runs_beside

    place = document and runs_beside(document)
    kept = KeptRuns(fingerprint(), effort.seed, place)
    with ResultStore(out) as store, workers_of(cluster) if cluster else nullcontext() as executor:
        found, code = with_progress(
            lambda told: gather(hypotheses, store, fingerprint(), effort, jobs, told, executor, kept)
        )
    if place:
        kept.write(place)
    if found is None:
        tell(NOTHING_KEPT)
        raise click.exceptions.Exit(code)
    return found


def _register() -> Register:
    """Every statement, as the report room wants it."""
    from tup_sim.files.claims import claims
    from validation.evidence_document import Said

    return {
        name: Said(
            claim.statement,
            f"{claim.use}, tier {claim.tier}; section {claim.section}, {claim.by}; {claim.grade}",
            claim.where.in_words(),
            claim.not_represented,
        )
        for name, claim in claims().items()
    }


def _text(
    found: Sequence[Evidence], register: Register, effort: Effort, full: bool, looks: Mapping[str, int]
) -> str:
    from tup_sim.statistics import Verdict
    from validation.evidence_document import evidence_block
    from validation.hypotheses import examined

    said = examined()
    blocks = [
        evidence_block(each, register[each.hypothesis.claim], said.get(each.hypothesis.name, ""), looks)
        for each in found
    ]
    tested = any(each.verdict is not Verdict.NOT_TESTED for each in found)
    return "\n\n".join([*blocks, "; ".join(_facts(effort, full))] if tested else blocks)


def _json(found: Sequence[Evidence], looks: Mapping[str, int]) -> str:
    import json

    from validation.evidence_document import evidence_rows

    return json.dumps(evidence_rows(found, looks), indent=2, allow_nan=False)


def _write(
    found: Sequence[Evidence],
    register: Register,
    effort: Effort,
    full: bool,
    looks: Mapping[str, int],
    path: Path,
) -> str:
    from tup_sim.files.manifest import fingerprint
    from tup_sim.reporting.markdown import made_with, written_by
    from tup_sim.reporting.saving import save
    from validation.evidence_document import evidence_document
    from validation.hypotheses import examined

    made = made_with(fingerprint(), f"{datetime.now(UTC):%Y-%m-%d}")
    facts = [*_facts(effort, full), made]
    text = written_by(typed(), evidence_document(found, register, examined(), facts, looks))
    save(path, lambda place: place.write_text(text, encoding="utf-8"))
    click.echo(f"written to {path}")
    return text


def _facts(effort: Effort, full: bool) -> list[str]:
    """What stands above every table of evidence."""
    from tup_sim import __version__
    from tup_sim.files.manifest import fingerprint
    from validation.evidence import IN_EACH

    often = f"{effort.first} runs of each arm"
    more = (
        f", {effort.most} where these cannot tell; {effort.without} without; {effort.worlds} worlds with {IN_EACH} "
        "runs each"
    )
    asked = f"evidence --full --runs {effort.first} --worlds {effort.worlds}" if full else "evidence"
    return [
        f"TUP-sim {__version__}, model {fingerprint()}, seed {effort.seed}",
        f"{often}{more}" if full else f"{often} (a look: nothing to quote)",
        f"`python -m validation {asked}`",
    ]
