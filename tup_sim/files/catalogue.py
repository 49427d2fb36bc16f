"""The list of all parameters, as data and as text."""

from __future__ import annotations

import json
from collections.abc import Iterable
from itertools import groupby
from typing import Any, get_origin

from tup_sim.errors import Message, ScenarioError
from tup_sim.files.changes import as_plain
from tup_sim.files.explain import known_below
from tup_sim.files.keys import did_you_mean, keys
from tup_sim.files.layout import paragraph, table
from tup_sim.files.sources import cite, source_ids
from tup_sim.files.values import range_text, value_text
from tup_sim.model.parameters import Declaration
from tup_sim.texts import of_parameters, say, translated, translator

HEADER = ("path", "default", "unit", "range", "plausible", "kind", "sources", "meaning")  # names of columns


def chosen_parameters(
    prefix: str = "", kind: str = "", source: str = "", section: str = ""
) -> list[Declaration]:
    """Parameters below a prefix, of a kind, resting on a source, in a section; each filter may be left out."""
    if source:
        _refuse_unknown_source(source)
    return [
        key
        for key in (keys()[path] for path in known_below(prefix))
        if kind in ("", key.kind)
        and (not source or source in key.sources)
        and section.lower() in key.section.lower()
    ]


def as_data(found: Iterable[Declaration]) -> list[dict[str, Any]]:
    """Parameters as plain data, for a program."""
    return [
        {
            "path": key.path,
            "section": key.section,
            "default": as_plain(key.default),
            "unit": key.unit,
            "low": key.low,
            "high": key.high,
            "plausible": list(key.plausible),
            "kind": str(key.kind),
            "sources": list(key.sources),
            "fixed": key.fixed,
            "about": key.about,
        }
        for key in found
    ]


def as_json_text(found: Iterable[Declaration]) -> str:
    """Parameters as JSON text."""
    return json.dumps(as_data(found), indent=2)


def as_text(found: list[Declaration], source: str, width: int, lang: str = "en") -> str:
    """Parameters as tables, one for each section; the registry entry of the source; the count."""
    sections = groupby(found, key=lambda key: key.section)
    parts = [_section(of_parameters(lang, name), list(rows), width, lang) for name, rows in sections]
    if source in source_ids():
        parts.append(paragraph(cite(source), width))
    parts.append(say(lang, "counted-parameters", n=len(found)))
    return "\n\n".join(parts)


def _section(name: str, found: list[Declaration], width: int, lang: str) -> str:
    header = [say(lang, f"field-{each}") for each in HEADER]
    return "\n".join([name, "=" * len(name), table(header, [shown_row(key, lang) for key in found], width)])


def shown_row(key: Declaration, lang: str) -> tuple[str, ...]:
    """A parameter as people read it, in the columns of ``HEADER``."""
    has_no_other = key.plausible in ((key.low, key.high), (None, None))
    return (
        key.path,
        value_text(key.default, lang),
        "" if key.unit == "-" else translated(lang, key.unit),
        _range(key, lang),
        "" if has_no_other else range_text(*key.plausible, lang),
        translator(lang)(str(key.kind)),
        ", ".join(key.sources),
        of_parameters(lang, key.about),
    )


def _range(key: Declaration, lang: str) -> str:
    """The range of a number, the choices of anything else."""
    if key.annotation is bool:
        return "on, off"
    if get_origin(key.annotation) is tuple:
        return say(lang, "range-list")
    if hasattr(key.annotation, "__members__"):
        return ", ".join(key.annotation)
    return range_text(key.low, key.high, lang)


def _refuse_unknown_source(source: str) -> None:
    known = source_ids() | {each for key in keys().values() for each in key.sources}
    if source not in known:
        raise ScenarioError(Message("unknown source '{name}'", name=source), "", did_you_mean(source, known))
