"""Before anything is run: what people are used to is measured in their organisation, and one line says which it is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tup_sim.cli.progress import ProgressLine
from tup_sim.cli.speaking import tell
from tup_sim.errors import Message, OutputError

if TYPE_CHECKING:
    from tup_sim.files.store import ResultStore
    from tup_sim.model.parameters import Scenario
    from tup_sim.study.experiment import Experiment

RESULTS = Path("results")  # where an experiment keeps its runs, unless another folder is asked for


def at_rest(scenarios: Sequence[Scenario], jobs: int | None, lang: str) -> list[Scenario]:
    """The scenarios with the references of the organisation each is about; what had to be measured is kept.

    Where nothing can be kept, one line says so, and what is measured holds for this command only.

    Args:
        scenarios: as they were loaded.
        jobs: processes to use.
        lang: language of the line.

    Raises:
        RunFailed: the model ended in an error while it was measured.
        DamagedStore: results are there that are damaged.
    """
    _say_whose(scenarios, lang)
    if all(each.unmeasured is None for each in scenarios):
        return list(scenarios)
    from tup_sim.files.manifest import fingerprint
    from tup_sim.study.at_rest import rested

    with _kept_if_it_can_be() as store, RestLine() as line:
        try:
            return rested(scenarios, jobs, line, store, fingerprint())
        except OutputError as error:
            _tell_not_kept(error)
            return rested(scenarios, jobs, line)


@contextmanager
def _kept_if_it_can_be() -> Iterator[ResultStore | None]:
    """The store in the current folder; None, with a line that says why, where nothing can be written."""
    from tup_sim.files.store import ResultStore

    try:
        store = ResultStore(RESULTS)
    except OutputError as error:
        _tell_not_kept(error)
        yield None
        return
    with store:
        yield store


def _tell_not_kept(error: OutputError) -> None:
    what = "what people are used to is measured for this command only, for it cannot be kept: {why}"
    tell(Message(what, why=error.args[0]))


def experiment_at_rest(asked: Experiment, store: ResultStore, jobs: int | None, lang: str) -> Experiment:
    """The experiment with the references of the organisation of each point; what had to be measured is kept.

    Args:
        asked: as it was loaded.
        store: of its results.
        jobs: processes to use.
        lang: language of the line.

    Raises:
        RunFailed: the model ended in an error while it was measured.
    """
    from tup_sim.files.manifest import fingerprint
    from tup_sim.study.run_experiment import at_rest as measured

    _say_whose([point.scenario for point in asked.points], lang)
    with RestLine() as line:
        return measured(asked, store, fingerprint(), jobs, line)


def _say_whose(scenarios: Sequence[Scenario], lang: str) -> None:
    """One line: whose normal all scenarios of an organisation share."""
    from tup_sim.texts import say

    measured = [each for each in scenarios if each.parameters.submodels.at_rest == "measured"]
    if measured:
        houses = ", ".join(dict.fromkeys(map(_base_of, measured)))
        click.echo(say(lang, "used-to", names=houses), err=True)


def _base_of(scenario: Scenario) -> str:
    if scenario.unmeasured is not None:
        return str(scenario.unmeasured.organisation.name)
    return scenario.house or scenario.name


class RestLine(ProgressLine):
    """How far the measuring is; that it is done is told in a file too."""

    def __enter__(self) -> RestLine:
        return self

    def __exit__(self, *_: object) -> None:
        self.clear()

    def __call__(self, done: int, total: int) -> None:
        """Show the new state."""
        super().__call__(done, total)
        if done == total:
            self.clear()
            tell(Message("what people are used to at rest: {done} of {total} runs", done=done, total=total))

    def state(self, done: int, total: int, left: Message) -> Message:
        """How far it is, in a sentence."""
        said = "what people are used to at rest: {done} of {total} runs, about {left} left"
        return Message(said, done=done, total=total, left=left)
