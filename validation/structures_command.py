"""``python -m validation structures``: run rival submodels that were declared beforehand, and write all of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from tup_sim.cli.baseline import PRESETS, made
from tup_sim.cli.runs import JOBS, with_progress
from tup_sim.cli.speaking import typed
from tup_sim.errors import Message, TupSimError

if TYPE_CHECKING:
    from tup_sim.files.store import ResultStore
    from tup_sim.model.parameters import Scenario
    from tup_sim.study.execute import Progress
    from validation.kept_structures import Found
    from validation.structures import Cell, Much, Pair, Standing
    from validation.structures_document import Tried

DOCUMENT = Path("docs/structures.md")


@click.command(short_help="Rival submodels, declared before they are run.")
@click.option("--pair", type=click.IntRange(min=1), help="Only this pair; default: all of them.")
@click.option("--quick", is_flag=True, help="A look: two worlds, one run each. It decides nothing.")
@click.option("--targets", is_flag=True, help="Rows only where they can decide; elsewhere the targets alone.")
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
    help="Document with all cells; what was found is kept beside it.",
)
def structures(
    pair: int | None, quick: bool, targets: bool, seed: int, jobs: int | None, out: Path, write: Path
) -> None:
    """Run the pairs of experiments/structures.yaml whose submodels are built; losers are reported too.

    Targets at rest come first: where fewer than two submodels meet them all, rows can decide nothing any more, and
    are run in fewer worlds. Structure is chosen on open rows and seeds 1 to 99. Runs are kept in the folder of
    results, what was found of each pair beside the document, and the same command goes on where it was.
    """
    from tup_sim.files.manifest import fingerprint
    from tup_sim.files.store import ResultStore
    from tup_sim.reporting.markdown import written_by
    from tup_sim.reporting.saving import MARKDOWN, check_place, save
    from validation.kept_structures import with_more
    from validation.seeds import for_structure
    from validation.structures import BESIDE, FULL, QUICK
    from validation.structures_document import structures_document

    for_structure(seed)
    check_place(write, MARKDOWN)
    full, beside = (QUICK, QUICK) if quick else (FULL, BESIDE)
    chosen = _chosen(pair)
    with ResultStore(out) as store:
        trial = _Trial(full, None if targets else beside, seed, jobs, store)
        place = None if quick else write.with_suffix(".json")
        found, code = with_progress(
            lambda told: [_kept(trial.of(each, told), place, seed) for each in chosen]
        )
    if found is None:
        raise click.exceptions.Exit(code)
    known = found if place is None else with_more(place, fingerprint(), seed, ()).pairs
    by_number = {each.pair: each for each in known}
    tried = [_tried(each, by_number.get(each.pair)) for each in (chosen if quick else _chosen(None))]
    text = written_by(typed(), structures_document(tried, quick, [made(), f"seed {seed}"]))
    save(write, lambda place: place.write_text(text, encoding="utf-8"))
    ran = sum(bool(each.rivals) for each in found)
    click.echo(f"{ran} of {len(found)} pairs run, {len(found) - ran} not built; written to {write}")


def _chosen(number: int | None) -> list[Pair]:
    from validation.structures import declared

    pairs = declared()
    if number is not None and number not in pairs:
        names = ", ".join(map(str, pairs))
        raise TupSimError(Message("there is no pair {number} ({names})", number=number, names=names))
    return [pairs[number]] if number is not None else list(pairs.values())


def _kept(found: Found, place: Path | None, seed: int) -> Found:
    """What was found of a pair, kept at once where it decides something."""
    from tup_sim.files.manifest import fingerprint
    from validation.kept_structures import keep, with_more

    if place is not None:
        keep(with_more(place, fingerprint(), seed, [found]), place)
    return found


def _missing(pair: Pair) -> dict[str, str]:
    """Letter to why a submodel cannot be run."""
    from tup_sim.files import load_scenario
    from validation.structures import known_paths

    known = known_paths(load_scenario(PRESETS[0]))
    reasons = {letter: each.missing(known) for letter, each in pair.submodels.items()}
    return {letter: why for letter, why in reasons.items() if why}


def _tried(pair: Pair, found: Found | None) -> Tried:
    from validation.looks import counted
    from validation.structures_document import Tried

    return Tried(pair, _missing(pair), found, counted())


class _Trial:
    """Pairs that are run one after the other.

    Attributes:
        full: how much is run where rows decide.
        beside: how much where they cannot; None for no rows at all.
        seed, jobs, store: of the runs.
        rests: targets at rest met, and how many there are, by what a submodel sets: most pairs share the model itself.
    """

    def __init__(
        self, full: Much, beside: Much | None, seed: int, jobs: int | None, store: ResultStore
    ) -> None:
        self.full, self.beside = full, beside
        self.seed, self.jobs, self.store = seed, jobs, store
        self.rests: dict[str, tuple[int, int]] = {}

    def of(self, pair: Pair, told: Progress | None) -> Found:
        """What is found of a pair; nothing if fewer than two of its submodels are built."""
        from validation.kept_structures import Found
        from validation.structures import rows_decide

        missing = _missing(pair)
        built = {letter: each.set or {} for letter, each in pair.submodels.items() if letter not in missing}
        if len(built) < 2:  # one alone has no rival
            return Found(pair.pair, self.full, ())
        standings = {letter: self._at_rest(letter, settings, told) for letter, settings in built.items()}
        much = self.full if rows_decide([*standings.values()]) else self.beside
        if much is None:
            return Found(pair.pair, self.full, tuple(standings.values()))
        rivals = [
            standing._replace(cells=tuple(self._cell(pair, letter, row, much, told) for row in pair.rows))
            for letter, standing in standings.items()
        ]
        return Found(pair.pair, much, tuple(rivals))

    def _at_rest(self, letter: str, settings: Mapping[str, Any], told: Progress | None) -> Standing:
        """Targets and judged numbers with one submodel."""
        from tup_sim.files import load_scenario
        from tup_sim.study.store import identity_of_scenario
        from validation.structures import Standing, in_force, judged_numbers

        house = in_force(load_scenario(PRESETS[0]), settings)
        same = identity_of_scenario(house)
        if same not in self.rests:
            met = [self._targets(preset, settings, told) for preset in PRESETS]
            self.rests[same] = (sum(each for each, _ in met), sum(of for _, of in met))
        return Standing(letter, (), *self.rests[same], len(judged_numbers(house)))

    def _targets(self, preset: str, settings: Mapping[str, Any], told: Progress | None) -> tuple[int, int]:
        """Targets of an organisation that are shown to be met, by equivalence, and how many there are."""
        from tup_sim.files import load_scenario
        from tup_sim.study import replicate
        from validation.plausibility import TARGETS, judge
        from validation.structures import in_force

        house = self._rested([in_force(load_scenario(preset), settings)], told)[0]
        study = replicate(house, self.full.at_rest, self.seed, self.jobs, told)
        summary = {each.outcome: study.interval(each.outcome)[:3] for each in TARGETS[preset]}
        verdicts: Sequence[Any] = judge(preset, summary, equivalence=True)
        return sum(each.met for each in verdicts), len(verdicts)

    def _rested(self, scenarios: Sequence[Scenario], told: Progress | None) -> list[Scenario]:
        """With what people are used to, measured with the submodel."""
        from tup_sim.files.manifest import fingerprint
        from tup_sim.study.at_rest import rested

        return rested(scenarios, self.jobs, told, self.store, fingerprint())

    def _cell(self, pair: Pair, letter: str, row: str, much: Much, told: Progress | None) -> Cell:
        """One row with one submodel, and a look at it written down."""
        from tup_sim.files.manifest import fingerprint
        from validation.gather import run_kept
        from validation.hypotheses import hypotheses
        from validation.looks import look, note
        from validation.structures import cell_of, tasks_of, with_submodel

        hypothesis = with_submodel(hypotheses()[row].load(), pair.submodels[letter].set or {})
        arms = self._rested([*hypothesis.arms.values()], told)
        hypothesis = replace(hypothesis, arms=dict(zip(hypothesis.arms, arms, strict=True)))
        tasks = list(tasks_of(hypothesis, much, self.seed))
        found = cell_of(hypothesis, run_kept(tasks, self.store, fingerprint(), self.jobs, told))
        command = f"structures pair {pair.pair} {letter}"
        note([look(command, row, hypothesis.arms, self.seed, much.worlds * much.runs, fingerprint())])
        return found
