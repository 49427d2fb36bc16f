"""What an experiment found and where it is kept, and the experiments of a folder."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tup_sim.api.given import folder_of, language_of
from tup_sim.api.progress import telling
from tup_sim.errors import Message, TupSimError
from tup_sim.files.export import differences
from tup_sim.files.kept import Kept, findings_kept, kept, kept_experiment, keys_kept
from tup_sim.files.manifest import fingerprint
from tup_sim.files.store import ResultStore
from tup_sim.publishing import Archived, deviations, read_protocol
from tup_sim.publishing import archive as pack
from tup_sim.reporting.brief import write_brief
from tup_sim.reporting.in_worlds import robust_data
from tup_sim.reporting.paper import WRITERS, as_frame
from tup_sim.reporting.printing import print_to_pdf
from tup_sim.reporting.saving import DOCX, PAGE, PDF, check_place
from tup_sim.reporting.tables import experiment_view
from tup_sim.reporting.view import as_html
from tup_sim.study.execute import Progress
from tup_sim.study.findings import Findings
from tup_sim.study.reproduce import SAMPLE, Reproduced, reproduce
from tup_sim.study.results import as_html as shown_as_html

if TYPE_CHECKING:
    from pandas import DataFrame

CHOICES = (
    "choice", "alternative", "mean", "may_be_best", "best_in", "by_luck",
    "loses", "low", "high", "one_in_ten", "worlds",
)  # fmt: skip


@dataclass(frozen=True)
class Answer:
    """What an experiment found, and where that is kept.

    Attributes:
        findings: everything: design points, runs, differences, worlds, checks, manifest.
        folder: where the results are kept.

    Examples:
        >>> import tup_sim
        >>> answer = tup_sim.results("results")["thanks"]
        >>> answer
        Answer('thanks', runs=4)
        >>> answer.to_frame()[["point", "reference", "outcome", "n"]].values.tolist()
        [['thanks=often', 'thanks=none', 'recognition', 2]]
        >>> all(answer.checks.values())
        True
        >>> answer.table()[["compared", "unit", "n"]].values.tolist()
        [['often against none', 'SD', 2]]
        >>> print(answer.table_text("markdown", lang="nl").splitlines()[0])
        | Vergelijking | Uitkomst | Eenheid | Gemiddelde basis | Verschil | 95 %-interval | n | Oordeel |
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

    def table(self, lang: str = "en") -> DataFrame:
        """The table for a paper: every comparison, then the interaction contrasts of a factorial design.

        Args:
            lang: ``en`` or ``nl``.

        Returns:
            One row per difference: heading (the question), compared, a column per factor (as a number where its levels
            have values), outcome, window, unit, base_mean, difference, low, high, n (pairs of runs), verdict.

        Raises:
            TupSimError: the language is another one.
        """
        return as_frame(self.findings, language_of(lang))

    def table_text(self, form: str = "latex", lang: str = "en") -> str:
        """The same table as text, rounded as far as the intervals carry, with a note on what they are.

        Args:
            form: ``latex`` (with booktabs), ``markdown`` or ``html``, which a word processor opens as a table.
            lang: ``en`` or ``nl``.

        Returns:
            The text.

        Raises:
            TupSimError: the form or the language is another one.
        """
        if form not in WRITERS:
            known = ", ".join(WRITERS)
            raise TupSimError(Message("form is one of {known}, not {value!r}", known=known, value=form))
        return WRITERS[form](self.findings, language_of(lang), ())

    @property
    def choices(self) -> DataFrame:
        """Does the best choice hold with other assumptions? One row per choice and alternative, in the first outcome.

        choice, alternative, mean (as assumptions are), may_be_best (now), best_in (share of the worlds), by_luck (the
        same among runs that differ in luck only), loses, low, high (on average in the worlds, against the best of
        each), one_in_ten (world loses more than this), worlds. Without worlds the last ones are unknown; empty if there
        is nothing to choose.
        """
        from pandas import DataFrame

        rows = [
            (each["choice"], one["name"], one["mean"], one["may_be_best"], one["best_in"]["mean"],
             one["best_in_by_luck"]["mean"], *(one["loses"][name] for name in ("mean", "low", "high")),
             one["one_in_ten_loses_more_than"], one["best_in"]["n"])
            for each in robust_data(self.findings)["choices"] for one in each["alternatives"]
        ]  # fmt: skip
        return DataFrame(rows, columns=[*CHOICES])

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

    def report(
        self, path: str | Path | None = None, lang: str = "en", pdf: bool = False, docx: bool = False
    ) -> list[Path]:
        """Write the brief, one page that needs no network, and its pictures beside it.

        Args:
            path: file to write, ending in ``.html``; None for ``NAME_LANG.html`` in the current folder.
            lang: ``en`` or ``nl``.
            pdf: whether a PDF of it is made as well, by the Chromium, Chrome or Edge that is installed.
            docx: whether its first two sheets are written as a Word file as well, to edit.

        Returns:
            The page and its pictures, then the Word file and the PDF.

        Raises:
            TupSimError: it cannot be written there, or the language is another one; python-docx is not there (nothing
                is written then), or no browser (everything else is).
        """
        lang = language_of(lang)
        place = Path(f"{self.name}_{lang}.html") if path is None else folder_of(path)
        check_place(place, PAGE)
        older = {"model_changed": self.manifest.get("model", fingerprint()) != fingerprint()}
        word = place.with_suffix(DOCX[0]) if docx else None
        files = write_brief(replace(self.findings, manifest={**self.manifest, **older}), lang, place, word)
        if pdf:
            files.append(place.with_suffix(PDF[0]))
            print_to_pdf(place, files[-1])
        return files

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
        return packed(self.name, self.folder, path, authors, license, protocol)

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

    Examples:
        >>> import tup_sim
        >>> kept = tup_sim.results("results")
        >>> list(kept), kept["thanks"].name
        (['thanks'], 'thanks')
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


def packed(
    name: str,
    place: Path,
    path: str | Path | None,
    authors: Sequence[str],
    license: str,
    protocol: str | Path | None,
) -> Archived:
    """Pack the results of a name that are kept at a place; as ``archive``.

    Raises:
        TupSimError: ``authors`` is one name and no list, the results are of another model, or it cannot be written.
    """
    out = Path(f"{name}.zip") if path is None else folder_of(path)
    if isinstance(authors, str):
        raise TupSimError(Message("authors is a list of names, not {value!r}", value=authors))
    return pack(name, place, out, authors, license, None if protocol is None else folder_of(protocol))
