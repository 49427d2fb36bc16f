"""Experiments from Python: plan, run or go on, read what is kept, write the brief, compute again.

A question is a mapping with the headings of an experiment file. This one is that of the examples.

Examples:
    >>> thanks = {
    ...     "title": "Thanks",
    ...     "question": "Do volunteers who are thanked often feel more appreciated?",
    ...     "base": "open_house",
    ...     "set": {"warmup": 0},  # none, and four weeks, so that the examples are quick
    ...     "weeks": 4,
    ...     "factors": [
    ...         {
    ...             "name": "thanks",
    ...             "label": "thanks",
    ...             "levels": [
    ...                 {"name": "none", "label": "none", "set": {"thanks": 0}},
    ...                 {"name": "often", "label": "often", "set": {"thanks": 5}},
    ...             ],
    ...         }
    ...     ],
    ...     "reference": {"thanks": "none"},
    ...     "replications": 2,
    ...     "outcomes": ["recognition"],
    ... }
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import replace
from pathlib import Path
from typing import Any

from tup_sim.api.answers import Answer, Results, packed
from tup_sim.api.given import folder_of, language_of
from tup_sim.api.progress import telling
from tup_sim.errors import Message, TupSimError
from tup_sim.files.conducting import conduct
from tup_sim.files.experiments import load_experiment
from tup_sim.files.kept import QUICK, ROBUST, findings_kept, written
from tup_sim.files.manifest import fingerprint
from tup_sim.files.merging import Merged
from tup_sim.files.merging import merge as put_together
from tup_sim.files.store import ResultStore, room
from tup_sim.publishing import Archived, save_protocol
from tup_sim.study.execute import Progress, check_how, processors
from tup_sim.study.experiment import Experiment
from tup_sim.study.planning import PAIRS, Plan
from tup_sim.study.planning import plan as try_a_little
from tup_sim.study.run_experiment import at_rest
from tup_sim.study.shards import shard_of

FOLDER = "results"


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
    worlds: int | None = None,
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
        shard: ``3/200`` for one of 200 parts of the runs, in a folder of its own in ``folder``; ``merge`` joins them.
        worlds: with other assumptions, instead of how many the question says, 2 or more; ``choices`` of the answer
            says whether the best choice holds in them, and the results are called ``NAME-robust``.

    Returns:
        The answer: ``to_frame()`` has the paired differences, ``findings`` everything.

    Raises:
        ScenarioError: something is wrong with the question; says on which line.
        TupSimError: other results are kept under this name, or something given is not what is wanted.
        Interrupted: Ctrl-C; every finished run is kept, and the same call goes on.

    Examples:
        >>> import tup_sim
        >>> answer = tup_sim.experiment(thanks, "results", name="thanks", jobs=1)  # the question at the top
        >>> answer
        Answer('thanks', runs=4)
        >>> bool(answer.to_frame()["mean"][0] > 0)
        True
    """
    check_how(progress, executor, limit, jobs)
    asked = _named(name, _asked(question, quick, replications, worlds), quick, worlds is not None)
    return _conducted(asked, folder_of(folder), shard, progress, jobs, executor, limit, alone)


def _conducted(
    asked: Experiment,
    folder: Path,
    shard: str | None,
    progress: Progress | None,
    jobs: int | None,
    executor: Executor | None,
    limit: float | None,
    alone: bool,
) -> Answer:
    part = None if shard is None else shard_of(shard)
    place = folder if part is None else part.folder_in(folder)
    with ResultStore(place, log=part is None) as store, telling(progress) as told:
        asked = at_rest(asked, store, fingerprint(), jobs, told)
        told.done = 0  # of the experiment: what was measured before it is none of its runs
        found = conduct(asked, store, told, (), jobs, executor, limit, alone, part)
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

    Examples:
        >>> import tup_sim
        >>> (found,) = tup_sim.merge(["results"], "together")
        >>> found.name, found.there, found.missing
        ('thanks', 4, {})
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

    Examples:
        >>> import tup_sim
        >>> planned = tup_sim.plan(thanks, pairs=1, jobs=1)  # the question at the top
        >>> planned.least, planned.seconds(2) > 0
        (4, True)
    """
    check_how(None, None, None, jobs)
    asked = _asked(question, quick, replications)
    return replace(try_a_little(asked, jobs or processors(), room, pairs), definition=len(written(asked)))


def results(folder: str | Path = FOLDER) -> Results:
    """The experiments that are kept in a folder: a mapping of names to answers.

    Args:
        folder: where they are kept.

    Returns:
        The answers by name; ``to_frame()`` lists them.

    Raises:
        TupSimError: there are no results there, or the file is damaged.

    Examples:
        >>> import tup_sim
        >>> tup_sim.results("results").to_frame()[["name", "runs", "asked"]].values.tolist()
        [['thanks', 4, 4]]
    """
    found = Results(folder_of(folder))
    len(found)  # refused here rather than at the first look
    return found


def report(
    answer: Answer | str,
    path: str | Path | None = None,
    lang: str = "en",
    folder: str | Path = FOLDER,
    pdf: bool = False,
    docx: bool = False,
) -> list[Path]:
    """Write the brief of an experiment; as ``Answer.report``.

    Args:
        answer: what was found, or the name of results that are kept.
        path: file to write, ending in ``.html``; None for ``NAME_LANG.html`` in the current folder.
        lang: ``en`` or ``nl``.
        folder: where the results of that name are kept.
        pdf: whether a PDF of it is made as well, by the Chromium, Chrome or Edge that is installed.
        docx: whether its first two sheets are written as a Word file as well, to edit.

    Returns:
        The page and its pictures, then the Word file and the PDF.

    Raises:
        TupSimError: there are no such results, it cannot be written there, or what writes it is not installed.

    Examples:
        >>> import tup_sim
        >>> page, *pictures = tup_sim.report("thanks", "brief.html", lang="nl", folder="results")
        >>> page.name
        'brief.html'
    """
    if not isinstance(answer, Answer):
        with ResultStore(folder_of(folder), write=False) as store:
            answer = Answer(findings_kept(store, answer), folder_of(folder))
    return answer.report(path, lang, pdf, docx)


def protocol(
    question: str | Path | Mapping[str, Any],
    path: str | Path,
    replications: int | None = None,
    quick: bool = False,
    lang: str = "en",
) -> Path:
    """Write the protocol of a study before it is run: design, outcomes, seed, stopping rule, model; nothing is run.

    Args:
        question: as for ``experiment``.
        path: file to write, ending in ``.md``; one that is there is not written over.
        replications: runs of each point instead of what the experiment says.
        quick: of a quick look.
        lang: ``en`` or ``nl``.

    Returns:
        The file.

    Raises:
        ScenarioError: something is wrong with the question; says on which line.
        TupSimError: there is such a file already, or it cannot be written.

    Examples:
        >>> import tup_sim
        >>> tup_sim.protocol("intake_speed", "protocol.md").name
        'protocol.md'
    """
    save_protocol(_asked(question, quick, replications), folder_of(path), language_of(lang))
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

    Examples:
        >>> import tup_sim
        >>> packed = tup_sim.archive("thanks", "study.zip", authors=["A. Researcher"], folder="results")
        >>> packed.path.name, packed.missing
        ('study.zip', 0)
    """
    name, place = (answer.name, answer.folder) if isinstance(answer, Answer) else (answer, folder_of(folder))
    return packed(name, place, path, authors, license, protocol)


def _asked(question: Any, quick: bool, replications: int | None, worlds: int | None = None) -> Experiment:
    given = str(question) if isinstance(question, Path) else question
    return load_experiment(given, quick, replications, worlds)


def _named(given: Any, asked: Experiment, quick: bool, robust: bool) -> Experiment:
    """The experiment under the name that its results get.

    Raises:
        TupSimError: it is no name.
    """
    if given is None:
        return replace(asked, name=f"{asked.name}{QUICK if quick else ''}{ROBUST if robust else ''}")
    if not isinstance(given, str) or not given.strip() or not given.isprintable() or set("/\\") & set(given):
        raise TupSimError(Message("name is one line of text, without / and \\, not {value!r}", value=given))
    return replace(asked, name=given)
