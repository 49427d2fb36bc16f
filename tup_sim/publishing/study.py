"""A study in one file: what was asked, what came out, what the model is, and the program that computes it again."""

from __future__ import annotations

import json
import re
import shlex
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from hashlib import sha256
from importlib import resources
from pathlib import Path
from string import Template
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

from tup_sim.errors import Message, TupSimError
from tup_sim.files.export import NO_PYARROW, Wanted, differences_to_csv, to_csv, to_parquet
from tup_sim.files.kept import asked_for, findings_kept, keep_record, keys_kept, record
from tup_sim.files.manifest import fingerprint
from tup_sim.files.show import as_yaml
from tup_sim.files.sources import own_references, sources
from tup_sim.files.store import AT_A_TIME, ResultStore
from tup_sim.files.store_file import FILE
from tup_sim.files.store_reading import marks
from tup_sim.model.catalogue import catalogue_of, using
from tup_sim.model.plugins import plugins_of
from tup_sim.publishing.departing import read_protocol, told
from tup_sim.publishing.figures import figures
from tup_sim.publishing.metadata import CRATE, Study, citation, codemeta, crate
from tup_sim.publishing.packing import SUMS, checksums, zipped
from tup_sim.publishing.software import Software, lock, software, wheel, wheel_name
from tup_sim.reporting.brief import write_brief
from tup_sim.reporting.documents import DOCUMENTS, document
from tup_sim.reporting.evidence_score import evidence_score
from tup_sim.reporting.numerals import from_to
from tup_sim.reporting.saving import check_place, save
from tup_sim.study.cells import harmless_table
from tup_sim.study.experiment import Run
from tup_sim.study.findings import Findings
from tup_sim.study.reproduce import SAMPLE, digest_kept
from tup_sim.study.run_experiment import keys_of, keys_of_points
from tup_sim.texts import say

ZIP = (".zip",)
README = {
    "en": ("README.md", "readme.md"),
    "nl": ("LEESMIJ.md", "leesmij.md"),
}  # in the archive, and its template
ABOUT = {
    "README.md": "What this is, and three commands",
    "LEESMIJ.md": "The same in Dutch",
    "Makefile": "Installs the program and computes runs again",
    "CITATION.cff": "How to cite",
    "codemeta.json": "The program in the words of CodeMeta",
    "experiment/": "What was asked: the file, every scenario in effect, the manifest",
    "results/": "Everything that came out, and tables of it",
    "figures/": "Figures, the numbers drawn in them, and captions",
    "brief/": "The brief for people who decide",
    "documents/": "What the model is, which data it rests on, how it was tested",
    "protocol/": "What was planned before, and in what the study departed from it",
    "software/": "The program, and the versions of its libraries",
}


class Archived(NamedTuple):
    """A study that was packed.

    Attributes:
        path: of the zip.
        files: how many are in it.
        size: of the zip, in bytes.
        digest: SHA-256 of the zip.
        missing: runs that were asked for and are not there.
    """

    path: Path
    files: int
    size: int
    digest: str
    missing: int


def archive(
    name: str,
    folder: Path,
    out: Path,
    authors: Sequence[str] = (),
    licence: str = "",
    protocol: Path | None = None,
) -> Archived:
    """Pack everything about an experiment into one zip; from the same results the same zip, to the last byte.

    Args:
        name: of the results.
        folder: that has them.
        out: file to write, ending in ``.zip``.
        authors: of the study; nobody is named who is not named here.
        licence: of the study, as SPDX calls it (``CC-BY-4.0``).
        protocol: that was written before; what was done otherwise is listed.

    Raises:
        TupSimError: there are no such results, they are damaged or of another model than this program, the protocol is
            none, or the file cannot be written.
    """
    check_place(out, ZIP)
    facts = read_protocol(protocol) if protocol else None
    with ResultStore(folder, write=False) as store:
        found, keys = findings_kept(store, name), keys_kept(store, name)
        _refuse_other_model(found, keys)
        expected = digest_kept(store, keys, SAMPLE)
        files = _made_of(store, found)
    missing = asked_for(found.experiment, keys) - found.there
    program, study = software(), _study(found, authors, licence)
    if protocol is not None and facts is not None:
        files |= _protocol(found, protocol, facts)
    values = {
        lang: _values(found, study, program, missing, lang) | _there(files, lang) | {"digest": expected}
        for lang in README
    }
    files |= _front(study, program, values)
    files[CRATE] = crate(study, program, files, ABOUT).encode()
    files[SUMS] = checksums(files)
    content = zipped(files, _slug(name))
    save(out, lambda place: place.write_bytes(content))
    return Archived(out, len(files), len(content), sha256(content).hexdigest(), missing)


def _made_of(store: ResultStore, found: Findings) -> dict[str, bytes]:
    """Everything that is written of a study and of the program, but for what lies on top."""
    parameters = found.experiment.points[0].scenario.parameters
    with using(catalogue_of(parameters)), TemporaryDirectory() as made:
        files = _experiment(found) | _results(store, found, Path(made)) | figures(found)
        files |= _briefs(found, Path(made)) | _documents()
    return files | {f"software/{wheel_name()}": wheel(), "software/requirements.lock": lock().encode()}


def _refuse_other_model(found: Findings, keys: Mapping[Run, str]) -> None:
    """Results that this program would not compute again are not packed with it.

    Raises:
        TupSimError: they are of another model, or none of them is there.
    """
    asked = found.experiment
    if not found.there:
        raise TupSimError(Message("there are no runs of '{name}' yet", name=asked.name))
    first = next(iter(keys))
    if keys_of(asked, [first], fingerprint(), keys_of_points(asked))[first] != keys[first]:
        what = (
            "the results of '{name}' are of another version of the model ({model}; here {here}): archive them with "
            "the version that made them, or run them again"
        )
        model = (found.manifest or {}).get("model", "?")
        raise TupSimError(Message(what, name=asked.name, model=model, here=fingerprint()))


def _study(found: Findings, authors: Sequence[str], licence: str) -> Study:
    asked, manifest = found.experiment, found.manifest or {}
    named = tuple(each.strip() for each in authors if each.strip())
    day = str(manifest.get("ended", ""))[:10] or "1980-01-01"
    said = (asked.title.en, asked.question.en, day, named, licence.strip())
    return Study(asked.name, *said, str(manifest.get("model", fingerprint())))


def _experiment(found: Findings) -> dict[str, bytes]:
    asked = found.experiment
    files = {f"experiment/{_slug(asked.name)}.yaml": asked.text.encode()}
    wide = len(str(len(asked.points)))
    for point in asked.points:
        place = f"experiment/scenarios/{point.number:0{wide}d}-{_slug(point.scenario.name)}.yaml"
        files[place] = as_yaml(point.scenario, everything=True).encode()
    manifest = json.dumps(found.manifest or {}, indent=2, ensure_ascii=False)
    return files | {"experiment/manifest.json": f"{manifest}\n".encode()}


def _results(store: ResultStore, found: Findings, made: Path) -> dict[str, bytes]:
    name = found.experiment.name
    _own_store(store, name, made / "results")
    files = {f"results/{FILE}": (made / "results" / FILE).read_bytes()}
    files["results/runs.csv"] = _written(made, lambda place: to_csv(store, Wanted(name), place))
    files["results/differences.csv"] = _written(made, lambda place: differences_to_csv(store, name, place))
    files["results/weekly.csv"] = _weekly(found)
    try:
        files["results/runs.parquet"] = _written(made, lambda place: to_parquet(store, Wanted(name), place))
    except TupSimError as error:
        if error.args[0] is not NO_PYARROW:
            raise
    return files


def _own_store(store: ResultStore, name: str, folder: Path) -> None:
    """A store with the runs of one experiment and nothing else, in the order of the experiment."""
    row, runs = record(store, name), keys_kept(store, name)
    assert row is not None
    keys = list(dict.fromkeys(runs.values()))
    with ResultStore(folder, log=False) as own:
        for first in range(0, len(keys), AT_A_TIME):
            some = keys[first : first + AT_A_TIME]
            fronts = {each.key: each for each in store.fronts(f"key IN ({marks(some)})", some)}
            read = dict(store.read(list(fronts.values()), None, None))
            own.keep_all((key, read[key], fronts[key].kept) for key in some if key in read)
        with own.change() as act:
            keep_record(act, row)
        own.assign(name, runs)


def _written(made: Path, write: Callable[[Path], object]) -> bytes:
    place = made / "table"
    write(place)
    return place.read_bytes()


def _weekly(found: Findings) -> bytes:
    from pandas import concat

    table = concat([each.weekly for each in found.found], ignore_index=True)
    return str(harmless_table(table).to_csv(index=False, lineterminator="\n")).encode()


def _briefs(found: Findings, made: Path) -> dict[str, bytes]:
    plain = replace(found, manifest={**(found.manifest or {}), "model_changed": False})
    files = {}
    for lang in ("en", "nl"):
        page, *_ = write_brief(plain, lang, made / f"{_slug(found.experiment.name)}_{lang}.html")
        files[f"brief/{page.name}"] = page.read_bytes()
    return files


def _documents() -> dict[str, bytes]:
    titles = {source: str(entry["title"]) for source, entry in sources().items()} | own_references()
    return {f"documents/{name}.md": _without_links(document(name, titles)).encode() for name in DOCUMENTS}


def _without_links(text: str) -> str:
    """The text with links only to what is in the archive too."""
    there = {f"{name}.md" for name in DOCUMENTS}
    return re.sub(
        r"\[([^\]\n]+)\]\((?!https?:)([^)#\s]+)(#[^)\s]*)?\)",
        lambda link: link[0] if link[2] in there else link[1],
        text,
    )


def _protocol(found: Findings, path: Path, facts: dict[str, Any]) -> dict[str, bytes]:
    files = {"protocol/protocol.md": path.read_bytes()}
    for lang in README:
        lines = told(facts, found.experiment, found.manifest or {}, lang)
        files[f"protocol/{say(lang, 'pack-deviations')}"] = (
            f"# {say(lang, 'head-deviations')}\n\n{lines}\n".encode()
        )
    return files


def _there(files: Mapping[str, bytes], lang: str) -> dict[str, str]:
    """What a README says of files that are not in every archive."""
    return {
        "parquet": say(lang, "pack-parquet") if "results/runs.parquet" in files else "",
        "protocol": f"{say(lang, 'pack-protocol')}\n" if "protocol/protocol.md" in files else "",
    }


def _front(study: Study, program: Software, values: Mapping[str, dict[str, Any]]) -> dict[str, bytes]:
    """What lies on top: README in every language, Makefile and how to cite."""
    shell = {**values["en"], "name": shlex.quote(study.name).replace("$", "$$")}
    return {
        **{place: _filled(template, values[lang]) for lang, (place, template) in README.items()},
        "Makefile": _filled("makefile.txt", shell),
        "CITATION.cff": citation(study, program).encode(),
        "codemeta.json": codemeta(program).encode(),
    }


def _filled(template: str, values: dict[str, Any]) -> bytes:
    text = (resources.files(__package__) / template).read_text(encoding="utf-8")
    return Template(text).substitute(values).encode()


def _values(found: Findings, study: Study, program: Software, missing: int, lang: str) -> dict[str, Any]:
    """The facts of README and Makefile."""
    asked, score = found.experiment, evidence_score()
    made_in = (
        say(lang, "pack-made-in", name=name or say(lang, "pack-not-known"), n=n)
        for name, n in found.environments.items()
    )
    return {
        "title": asked.title.in_language(lang),
        "question": asked.question.in_language(lang),
        "name": asked.name,
        "state": say(lang, "pack-unfinished", n=missing) if missing else say(lang, "pack-finished"),
        "version": program.version,
        "wheel": wheel_name(),
        "python": say(lang, "pack-newer", version=program.python.removeprefix(">=")),
        "sample": min(SAMPLE, found.there),
        "runs": found.there,
        "environments": "; ".join(made_in),
        "model": study.model,
        "seed": asked.seed,
        "points": len(asked.points),
        "replications": from_to((asked.at_least, asked.at_most), lang),
        "worlds": say(lang, "pack-worlds", n=len(asked.worlds)) if asked.worlds else "",
        "date": study.date,
        "tried": score.tried,
        "came_out": score.both("reproduced"),
        "scored": f"{score.date}, model {score.model}",
        "plugins": _plugins(found, lang),
    }


def _plugins(found: Findings, lang: str) -> str:
    named = [f"{each.name} ({each.digest[:16]})" for each in plugins_of(found.experiment.points[0].scenario)]
    return "\n" + say(lang, "pack-plugins", names=", ".join(named)) if named else ""


def _slug(name: str) -> str:
    """A name that any system takes for a file."""
    return re.sub(r"[^A-Za-z0-9._+=-]+", "_", name).strip("._") or "study"
