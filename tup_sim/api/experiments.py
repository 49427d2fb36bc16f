"""Experiments from Python: plan, run or go on, read what is kept, write the brief, compute again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tup_sim.api.given import folder_of, language_of
from tup_sim.api.progress import telling
from tup_sim.errors import Message, TupSimError
from tup_sim.files.conducting import conduct
from tup_sim.files.experiments import load_experiment
from tup_sim.files.export import differences
from tup_sim.files.kept import QUICK, Kept, findings_kept, kept, kept_experiment, keys_kept, written
from tup_sim.files.manifest import fingerprint
from tup_sim.files.merging import Merged
from tup_sim.files.merging import merge as put_together
from tup_sim.files.store import ResultStore, room
from tup_sim.publishing import Archived, deviations, read_protocol, save_protocol
from tup_sim.publishing import archive as pack
from tup_sim.reporting.brief import write_brief
from tup_sim.reporting.saving import PAGE, check_place
from tup_sim.reporting.tables import experiment_view
from tup_sim.reporting.view import as_html
from tup_sim.study.execute import Progress, check_how, processors
from tup_sim.study.experiment import Experiment
from tup_sim.study.findings import Findings
from tup_sim.study.planning import PAIRS, Plan
from tup_sim.study.planning import plan as try_a_little
from tup_sim.study.reproduce import Reproduced, reproduce
from tup_sim.study.results import as_html as shown_as_html
from tup_sim.study.run_experiment import at_rest
from tup_sim.study.shards import shard_of

if TYPE_CHECKING:
    from pandas import DataFrame

FOLDER = "results"
SAMPLE = 5  # runs that are computed again


@dataclass(frozen=True)
class Answer:
    """What an experiment found, and where that is kept.

    Attributes:
        findings: everything: design points, runs, differences, worlds, checks, manifest.
        folder: where the results are kept.
    """

    findings: Findings
    folder: Path

    def __repr__(self) -> str:
        """Its name and how many runs there are."""
        return f"Answer({self.name!r}, runs={self.findings.there})"

    @property
    def name(self) -> str:
        """Name under which the results are kept."""
        return self.findings.experiment.name

    @property
    def manifest(self) -> Mapping[str, Any]:
        """What has to be known to make the results again: versions, hashes, seed, machine, duration."""
        return self.findings.manifest or {}

    @property
    def checks(self) -> dict[str, bool]:
        """What the experiment checked of itself, and whether it held."""
        return {each.name: each.passed for each in self.findings.checks}

    def to_frame(self) -> DataFrame:
        """The paired differences: one row per point, outcome and window, in the unit of the outcome.

        point, reference, outcome, window, mean, low, high (95 %, together), n (pairs of runs), p_holm, correlation,
        runs_saved, verdict, better.
        """
        return differences(self.findings)

    @property
    def runs(self) -> DataFrame:
        """One row per run, outcome and window: scenario, seed, replication, outcome, window, value, error."""
        from pandas import concat

        return concat([each.runs for each in self.findings.found], ignore_index=True)

    @property
    def weekly(self) -> DataFrame:
        """scenario, replication, week (from 0), outcome, value; of the headlines and of what a figure shows by week."""
        from pandas import concat

        return concat([each.weekly for each in self.findings.found], ignore_index=True)

    def report(self, path: str | Path | None = None, lang: str = "en") -> list[Path]:
        """Write the brief, one page that needs no network, and its pictures beside it.

        Args:
            path: file to write, ending in ``.html``; None for ``NAME_LANG.html`` in the current folder.
            lang: ``en`` or ``nl``.

        Returns:
            The page and its pictures.

        Raises:
            TupSimError: it cannot be written there, or the language is another one.
        """
        lang = language_of(lang)
        place = Path(f"{self.name}_{lang}.html") if path is None else folder_of(path)
        check_place(place, PAGE)
        older = {"model_changed": self.manifest.get("model", fingerprint()) != fingerprint()}
        return [*write_brief(replace(self.findings, manifest={**self.manifest, **older}), lang, place)]

    def reproduce(
        self, sample: int = SAMPLE, jobs: int | None = None, progress: Progress | None = None
    ) -> Reproduced:
        """Compute a sample of the runs again and compare every number, bit for bit.

        Args:
            sample: how many runs, spread evenly over the experiment.
            jobs: processes to use; 1 = only this one, None = one per processor it may use.
            progress: called after every run with the numbers done and asked for.

        Returns:
            The runs, how many numbers were compared, and ``deviations``, which is empty if all are the same.

        Raises:
            TupSimError: a run is not what was kept.
            RunFailed: a run that is kept with its numbers fails now.
        """
        with ResultStore(self.folder, write=False) as store, telling(progress) as told:
            keys = keys_kept(store, self.name)
            return reproduce(kept_experiment(store, self.name), store, keys, sample, jobs, told)

    def archive(
        self,
        path: str | Path | None = None,
        authors: Sequence[str] = (),
        license: str = "",
        protocol: str | Path | None = None,
    ) -> Archived:
        """Pack everything about it into one zip; as ``tup_sim.publishing``.

        Args:
            path: file to write, ending in ``.zip``; None for ``NAME.zip`` in the current folder.
            authors: of the study.
            license: of the study, as SPDX calls it.
            protocol: that ``tup-sim plan --protocol`` wrote before; what was done otherwise is listed.

        Returns:
            The file, its digest, and how many runs are missing.

        Raises:
            TupSimError: the results are of another model than this program, or it cannot be written.
        """
        return archive(self.name, path, authors, license, protocol, self.folder)

    def deviations(self, protocol: str | Path, lang: str = "en") -> list[str]:
        """In what it departed from a protocol that was written before; none if it kept to it.

        Args:
            protocol: file that ``protocol`` or ``tup-sim plan --protocol`` wrote.
            lang: ``en`` or ``nl``.

        Returns:
            A line for each deviation.

        Raises:
            TupSimError: the file is no protocol, or was changed.
        """
        facts = read_protocol(folder_of(protocol))
        return deviations(facts, self.findings.experiment, self.manifest, language_of(lang))

    def _repr_html_(self) -> str:
        return as_html(experiment_view(self.findings, "en", self.findings.experiment.quick))


@dataclass(frozen=True)
class Results(Mapping[str, Answer]):
    """The experiments that are kept in a folder, by name.

    Attributes:
        folder: where.
    """

    folder: Path

    def __getitem__(self, name: str) -> Answer:
        """What an experiment found.

        Raises:
            TupSimError: it was kept by a model that had other parameters, or is damaged.
            KeyError: there is none of this name.
        """
        if name not in self._listed():
            raise KeyError(name)
        with ResultStore(self.folder, write=False) as store:
            return Answer(findings_kept(store, name), self.folder)

    def __iter__(self) -> Iterator[str]:
        """The names."""
        return iter(self._listed())

    def __len__(self) -> int:
        """How many experiments there are."""
        return len(self._listed())

    def __repr__(self) -> str:
        """The folder and the names."""
        return f"Results({str(self.folder)!r}: {', '.join(self) or 'none'})"

    def to_frame(self) -> DataFrame:
        """One row per experiment: name, question, runs (there), asked (runs), failed, changed (date and time)."""
        from pandas import DataFrame

        return DataFrame(list(self._listed().values()), columns=list(Kept._fields))

    def _repr_html_(self) -> str:
        return shown_as_html(self.to_frame())

    def _listed(self) -> dict[str, Kept]:
        with ResultStore(self.folder, write=False) as store:
            return {each.name: each for each in kept(store)}


def experiment(
    question: str | Path | Mapping[str, Any],
    folder: str | Path = FOLDER,
    name: str | None = None,
    replications: int | None = None,
    quick: bool = False,
    jobs: int | None = None,
    progress: Progress | None = None,
    executor: Executor | None = None,
    limit: float | None = None,
    alone: bool = False,
    shard: str | None = None,
) -> Answer:
    """Run an experiment, or go on with it, and keep every run at once; what is there already is not run again.

    Args:
        question: name of a supplied experiment, path of a file, or the headings of a file as a mapping.
        folder: where results are kept; made if it is not there.
        name: of the results; None for that of the file, ``experiment`` for a mapping.
        replications: runs of each point instead of what the experiment says, 1 or more.
        quick: a few runs of each point and a few worlds; the results are called ``NAME-quick``.
        jobs: processes to use; 1 = only this one, None = one per processor it may use. Never changes a result.
        progress: called after every run with the numbers done and missing; None for a bar in a notebook.
        executor: a ``concurrent.futures`` executor to use instead of processes of our own.
        limit: seconds that a run may take; one that takes longer is ended and becomes a failed run.
        alone: whether every run is lived from its beginning; never changes a result.
        shard: ``3/200`` for the third of 200 parts of the runs; it is kept in a folder of its own in ``folder``, and
            ``merge`` puts the parts together. None for everything.

    Returns:
        The answer: ``to_frame()`` has the paired differences, ``findings`` everything.

    Raises:
        ScenarioError: something is wrong with the question; says on which line.
        TupSimError: other results are kept under this name, or something given is not what is wanted.
        Interrupted: Ctrl-C; every finished run is kept, and the same call goes on.
    """
    check_how(progress, executor, limit, jobs)
    asked = _asked(question, quick, replications)
    named = replace(asked, name=_name(name, asked, quick))
    part = None if shard is None else shard_of(shard)
    place = folder_of(folder) if part is None else part.folder_in(folder_of(folder))
    with ResultStore(place, log=part is None) as store, telling(progress) as told:
        named = at_rest(named, store, fingerprint(), jobs, told)
        told.done = 0  # of the experiment: what was measured before it is none of its runs
        found = conduct(named, store, told, (), jobs, executor, limit, alone, part)
    return Answer(found, place)


def merge(folders: Sequence[str | Path], folder: str | Path = FOLDER) -> list[Merged]:
    """Put the results of several folders into one: those of shards, or of several machines.

    Merging twice is the same as once, and nothing is taken away from where it was.

    Args:
        folders: of results, or with folders of shards in them.
        folder: that gets them; what is there stays.

    Returns:
        Per experiment how many runs are there, and which are missing, by shard.

    Raises:
        TupSimError: there is nothing to merge, something is of another model or another experiment, or is damaged.
        OutputError: it cannot be written there.
    """
    if isinstance(folders, str | Path):
        raise TupSimError(Message("folders is a list of folders, not {value!r}", value=folders))
    return put_together([folder_of(each) for each in folders], folder_of(folder))


def plan(
    question: str | Path | Mapping[str, Any],
    replications: int | None = None,
    quick: bool = False,
    jobs: int | None = None,
    pairs: int = PAIRS,
) -> Plan:
    """Try a little of an experiment, and say what all of it takes and how sharp its answer will be.

    Args:
        question: as for ``experiment``.
        replications: runs of each point instead of what the experiment says.
        quick: plan a quick look.
        jobs: processes that will be used; None = one per processor it may use.
        pairs: runs of the strongest contrast that are tried, 1 or more; with 1 only the time is known.

    Returns:
        The plan: ``to_frame()`` has the width of each interval, ``seconds(n)`` the time of n replications.

    Raises:
        ScenarioError: something is wrong with the question; says on which line.
        RunFailed: a run that was tried failed.
    """
    check_how(None, None, None, jobs)
    asked = _asked(question, quick, replications)
    return replace(try_a_little(asked, jobs or processors(), room, pairs), definition=len(written(asked)))


def results(folder: str | Path = FOLDER) -> Results:
    """The experiments that are kept in a folder: a mapping of names to answers.

    Args:
        folder: where they are kept.

    Raises:
        TupSimError: there are no results there, or the file is damaged.
    """
    found = Results(folder_of(folder))
    len(found)  # refused here rather than at the first look
    return found


def report(
    answer: Answer | str, path: str | Path | None = None, lang: str = "en", folder: str | Path = FOLDER
) -> list[Path]:
    """Write the brief of an experiment; as ``Answer.report``.

    Args:
        answer: what was found, or the name of results that are kept.
        path: file to write, ending in ``.html``; None for ``NAME_LANG.html`` in the current folder.
        lang: ``en`` or ``nl``.
        folder: where the results of that name are kept.

    Returns:
        The page and its pictures.

    Raises:
        TupSimError: there are no such results, or it cannot be written there.
    """
    if not isinstance(answer, Answer):
        with ResultStore(folder_of(folder), write=False) as store:
            answer = Answer(findings_kept(store, answer), folder_of(folder))
    return answer.report(path, lang)


def protocol(
    question: str | Path | Mapping[str, Any],
    path: str | Path,
    replications: int | None = None,
    quick: bool = False,
) -> Path:
    """Write the protocol of a study before it is run: design, outcomes, seed, stopping rule, model; nothing is run.

    Args:
        question: as for ``experiment``.
        path: file to write, ending in ``.md``; one that is there is not written over.
        replications: runs of each point instead of what the experiment says.
        quick: of a quick look.

    Returns:
        The file.

    Raises:
        ScenarioError: something is wrong with the question; says on which line.
        TupSimError: there is such a file already, or it cannot be written.
    """
    save_protocol(_asked(question, quick, replications), folder_of(path))
    return folder_of(path)


def archive(
    answer: Answer | str,
    path: str | Path | None = None,
    authors: Sequence[str] = (),
    license: str = "",
    protocol: str | Path | None = None,
    folder: str | Path = FOLDER,
) -> Archived:
    """Pack everything about an experiment into one zip; from the same results the same zip, to the last byte.

    In it are the question, every scenario in effect, results, figures with their numbers, the documents of the model,
    the program and the versions of its libraries; ``make reproduce`` in it computes runs again.

    Args:
        answer: what was found, or the name of results that are kept.
        path: file to write, ending in ``.zip``; None for ``NAME.zip`` in the current folder.
        authors: of the study; nobody is named who is not named here.
        license: of the study, as SPDX calls it (``CC-BY-4.0``).
        protocol: that ``tup-sim plan --protocol`` wrote before; what was done otherwise is listed.
        folder: where results of that name are kept.

    Returns:
        The file, how many files are in it, its size and digest, and how many runs are missing.

    Raises:
        TupSimError: there are no such results, they are of another model than this program, or it cannot be written.
    """
    name, place = (answer.name, answer.folder) if isinstance(answer, Answer) else (answer, folder_of(folder))
    out = Path(f"{name}.zip") if path is None else folder_of(path)
    if isinstance(authors, str):
        raise TupSimError(Message("authors is a list of names, not {value!r}", value=authors))
    return pack(name, place, out, authors, license, None if protocol is None else folder_of(protocol))


def _asked(question: Any, quick: bool, replications: int | None) -> Experiment:
    given = str(question) if isinstance(question, Path) else question
    return load_experiment(given, quick, replications)


def _name(given: Any, asked: Experiment, quick: bool) -> str:
    """Name of the results.

    Raises:
        TupSimError: it is no name.
    """
    if given is None:
        return f"{asked.name}{QUICK}" if quick else asked.name
    if not isinstance(given, str) or not given.strip() or not given.isprintable() or set("/\\") & set(given):
        raise TupSimError(Message("name is one line of text, without / and \\, not {value!r}", value=given))
    return given
