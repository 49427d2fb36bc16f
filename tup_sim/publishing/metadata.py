"""What machines read about a study: CITATION.cff, codemeta.json and ro-crate-metadata.json."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha256
from pathlib import PurePosixPath
from typing import Any, NamedTuple

from tup_sim.publishing.software import Software, wheel_name

SPDX = "https://spdx.org/licenses/"
CRATE = "ro-crate-metadata.json"
FORMATS = {
    ".csv": "text/csv", ".md": "text/markdown", ".html": "text/html", ".json": "application/json",
    ".yaml": "application/yaml", ".svg": "image/svg+xml", ".png": "image/png", ".txt": "text/plain",
    ".parquet": "application/vnd.apache.parquet", ".sqlite": "application/vnd.sqlite3", ".whl": "application/zip",
    ".cff": "application/yaml",
}  # fmt: skip
NO_LICENCE = "#licence-not-stated"


class Study(NamedTuple):
    """What is known of a study as a whole.

    Attributes:
        name: of its results.
        title, question: as its file has them, in English.
        date: of the last run, as 2026-11-30.
        authors: of the study, as somebody named them; none if nobody did.
        licence: SPDX identifier for the study; empty if nobody stated one.
        model: fingerprint of the model.
    """

    name: str
    title: str
    question: str
    date: str
    authors: tuple[str, ...]
    licence: str
    model: str


def citation(study: Study, program: Software) -> str:
    """How to cite: the study if its authors are named, otherwise the program it was made with."""
    own = [
        "cff-version: 1.2.0",
        f"message: {_text('Please cite the study, and the program with its version.')}",
        "type: dataset",
        f"title: {_text(study.title)}",
        f"abstract: {_text(study.question)}",
        *_authors(study.authors),
        f"date-released: {study.date}",
        *([f"license: {_text(study.licence)}"] if study.licence else []),
    ]
    unnamed = "The authors of this study were not named (tup-sim archive --author); cite the program with its version."
    general = ["cff-version: 1.2.0", f"message: {_text(unnamed)}", *_program(program)]
    if not study.authors:
        return "\n".join([*general, ""])
    inside = [f"{'  - ' if first else '    '}{line}" for first, line in _marked(_program(program))]
    return "\n".join([*own, "references:", *inside, ""])


def _program(program: Software) -> list[str]:
    return [
        "type: software",
        f"title: {_text(f'TUP-sim: {program.summary}')}",
        *_authors(program.authors or ("The authors of TUP-sim",)),
        f"version: {_text(program.version)}",
        *([f"license: {_text(program.licence)}"] if program.licence else []),
    ]


def _marked(lines: Sequence[str]) -> Iterator[tuple[bool, str]]:
    return ((number == 0, line) for number, line in enumerate(lines))


def _authors(names: Sequence[str]) -> list[str]:
    return ["authors:", *(f"  - name: {_text(name)}" for name in names)]


def _text(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)  # which YAML reads as well


def codemeta(program: Software) -> str:
    """The program in the words of CodeMeta."""
    plain = {
        "@context": "https://w3id.org/codemeta/3.0",
        "@type": "SoftwareSourceCode",
        "name": "TUP-sim",
        "description": program.summary,
        "version": program.version,
        "author": [{"@type": "Organization", "name": name} for name in program.authors],
        "license": f"{SPDX}{program.licence}",
        "keywords": list(program.keywords),
        "programmingLanguage": "Python",
        "runtimePlatform": f"Python {program.python}",
        "softwareRequirements": list(program.requirements),
    }
    return _json({name: value for name, value in plain.items() if value})


def crate(study: Study, program: Software, files: Mapping[str, bytes], about: Mapping[str, str]) -> str:
    """All files of the study in the words of RO-Crate 1.1.

    Args:
        study: as a whole.
        program: that made it.
        files: name to content.
        about: name, or folder it begins with, to what is in it.
    """
    parts = [_part(name, content, about) for name, content in sorted(files.items())]
    authors = [
        {"@id": f"#author-{number}", "@type": "Person", "name": name}
        for number, name in enumerate(study.authors, 1)
    ]
    root = {
        "@id": "./",
        "@type": "Dataset",
        "name": study.title,
        "description": study.question,
        "datePublished": study.date,
        "license": {"@id": f"{SPDX}{study.licence}" if study.licence else NO_LICENCE},
        "author": [{"@id": each["@id"]} for each in authors],
        "hasPart": [{"@id": each["@id"]} for each in parts],
        "mentions": [{"@id": "#run"}, {"@id": "#program"}],
    }
    entities = [
        _descriptor(),
        {name: value for name, value in root.items() if value},
        _licence(study.licence),
        *authors,
        {"@id": "#program", "@type": "SoftwareApplication", "name": "TUP-sim", "version": program.version,
         "softwareVersion": f"{program.version}, model {study.model}", "url": f"software/{wheel_name()}"},
        {"@id": "#run", "@type": "CreateAction", "name": f"Experiment {study.name}", "instrument": {"@id": "#program"},
         "endTime": study.date, "result": [{"@id": "results/results.sqlite"}]},
        *parts,
    ]  # fmt: skip
    return _json({"@context": "https://w3id.org/ro/crate/1.1/context", "@graph": entities})


def _descriptor() -> dict[str, Any]:
    return {
        "@id": CRATE,
        "@type": "CreativeWork",
        "conformsTo": {"@id": "https://w3id.org/ro/crate/1.1"},
        "about": {"@id": "./"},
    }


def _licence(name: str) -> dict[str, Any]:
    if name:
        return {"@id": f"{SPDX}{name}", "@type": "CreativeWork", "name": name}
    said = "Nobody stated a licence for this study (tup-sim archive --license)."
    return {"@id": NO_LICENCE, "@type": "CreativeWork", "name": "no licence stated", "description": said}


def _part(name: str, content: bytes, about: Mapping[str, str]) -> dict[str, Any]:
    said = about.get(name) or about.get(name.partition("/")[0] + "/", "")
    plain = {
        "@id": name,
        "@type": "File",
        "name": PurePosixPath(name).name,
        "description": said,
        "encodingFormat": FORMATS.get(PurePosixPath(name).suffix, "text/plain"),
        "contentSize": str(len(content)),
        "sha256": sha256(content).hexdigest(),
    }
    return {key: value for key, value in plain.items() if value}


def _json(plain: Mapping[str, Any]) -> str:
    return json.dumps(plain, indent=2, ensure_ascii=False) + "\n"
