"""``python -m validation structures``: run rival submodels that were declared beforehand, and write all of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from tup_sim.cli.baseline import PRESETS, made
from tup_sim.cli.runs import JOBS, with_progress
from tup_sim.cli.speaking import typed
from tup_sim.errors import Message, TupSimError

if TYPE_CHECKING:
    from tup_sim.files.store import ResultStore
    from tup_sim.study.execute import Progress
    from validation.structures import Cell, Much, Pair, Standing
    from validation.structures_document import Tried

DOCUMENT = Path("docs/structures.md")


@click.command(short_help="Rival submodels, declared before they are run.")
@click.option("--pair", type=click.IntRange(min=1), help="Only this pair; default: all of them.")
@click.option("--quick", is_flag=True, help="A look: two worlds, one run each. It decides nothing.")
@click.option("--seed", type=click.IntRange(min=1), default=1, show_default=True, help="From 1 to 99.")
@JOBS
@click.option(
    "--out", type=click.Path(path_type=Path), default="results", show_default=True, help="Folder of results."
)
@click.option(
    "--write",
    type=click.Path(path_type=Path, dir_okay=False),
    default=DOCUMENT,
    show_default=True,
    help="Document with all cells.",
)
def structures(pair: int | None, quick: bool, seed: int, jobs: int | None, out: Path, write: Path) -> None:
    """Run the pairs of experiments/structures.yaml whose submodels are built; losers are reported too.

    Structure is chosen on open rows and seeds 1 to 99. Runs are kept in the folder of results, and the same command
    goes on where it was.
    """
    from tup_sim.files.store import ResultStore
    from tup_sim.reporting.markdown import written_by
    from tup_sim.reporting.saving import MARKDOWN, check_place, save
    from validation.seeds import for_structure
    from validation.structures import FULL, QUICK
    from validation.structures_document import structures_document

    for_structure(seed)
    check_place(write, MARKDOWN)
    much = QUICK if quick else FULL
    chosen = _chosen(pair)
    with ResultStore(out) as store:
        tried, code = with_progress(
            lambda told: [_try(each, much, seed, jobs, store, told) for each in chosen]
        )
    if tried is None:
        raise click.exceptions.Exit(code)
    facts = [made(), f"seed {seed}"]
    text = written_by(typed(), structures_document(tried, much, quick, facts))
    save(write, lambda place: place.write_text(text, encoding="utf-8"))
    ran = sum(bool(each.found) for each in tried)
    click.echo(f"{ran} of {len(tried)} pairs run, {len(tried) - ran} not built; written to {write}")


def _chosen(number: int | None) -> list[Pair]:
    from validation.structures import declared

    pairs = declared()
    if number is not None and number not in pairs:
        names = ", ".join(map(str, pairs))
        raise TupSimError(Message("there is no pair {number} ({names})", number=number, names=names))
    return [pairs[number]] if number is not None else list(pairs.values())


def _try(
    pair: Pair, much: Much, seed: int, jobs: int | None, store: ResultStore, told: Progress | None
) -> Tried:
    """Run a pair if two of its submodels are built."""
    from tup_sim.files import load_scenario
    from validation.looks import counted
    from validation.structures import known_paths
    from validation.structures_document import Tried

    known = known_paths(load_scenario(PRESETS[0]))
    reasons = {letter: each.missing(known) for letter, each in pair.submodels.items()}
    missing = {letter: why for letter, why in reasons.items() if why}
    built = {letter: each.set or {} for letter, each in pair.submodels.items() if letter not in missing}
    found: list[Standing] = []
    if len(built) > 1:
        found = [
            _standing(pair, letter, settings, much, seed, jobs, store, told)
            for letter, settings in built.items()
        ]
    return Tried(pair, missing, found, counted())


def _standing(
    pair: Pair, letter: str, settings: Mapping[str, Any], much: Much, seed: int, jobs: int | None,
    store: ResultStore, told: Progress | None,
) -> Standing:  # fmt: skip
    """Targets, rows and judged numbers with one submodel."""
    from tup_sim.files import load_scenario
    from validation.structures import Standing, in_force, judged_numbers

    cells = tuple(_cell(pair, letter, row, settings, much, seed, jobs, store, told) for row in pair.rows)
    met = [_at_rest(preset, settings, much, seed, jobs) for preset in PRESETS]
    judged = len(judged_numbers(in_force(load_scenario(PRESETS[0]), settings)))
    return Standing(letter, cells, sum(each for each, _ in met), sum(each for _, each in met), judged)


def _cell(
    pair: Pair, letter: str, row: str, settings: Mapping[str, Any], much: Much, seed: int, jobs: int | None,
    store: ResultStore, told: Progress | None,
) -> Cell:  # fmt: skip
    """One row with one submodel, and a look at it written down."""
    from tup_sim.files.manifest import fingerprint
    from validation.gather import run_kept
    from validation.hypotheses import hypotheses
    from validation.looks import look, note
    from validation.structures import cell_of, tasks_of, with_submodel

    hypothesis = with_submodel(hypotheses()[row].load(), settings)
    results = run_kept(list(tasks_of(hypothesis, much, seed)), store, fingerprint(), jobs, told)
    found = cell_of(hypothesis, results)
    command = f"structures pair {pair.pair} {letter}"
    note([look(command, row, hypothesis.arms, seed, much.worlds * much.runs, fingerprint())])
    return found


def _at_rest(
    preset: str, settings: Mapping[str, Any], much: Much, seed: int, jobs: int | None
) -> tuple[int, int]:
    """Targets of an organisation that are shown to be met, by equivalence, and how many there are."""
    from tup_sim.files import load_scenario
    from tup_sim.study import replicate
    from validation.plausibility import TARGETS, judge
    from validation.structures import in_force

    study = replicate(in_force(load_scenario(preset), settings), much.at_rest, seed, jobs)
    summary = {each.outcome: study.interval(each.outcome)[:3] for each in TARGETS[preset]}
    verdicts: Sequence[Any] = judge(preset, summary, equivalence=True)
    return sum(each.met for each in verdicts), len(verdicts)
