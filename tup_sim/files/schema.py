"""JSON Schema of a scenario file, so that an editor can complete keys and mark mistakes while you type."""

from __future__ import annotations

import json
from enum import Enum
from pathlib import Path
from typing import Any, get_args, get_origin

from tup_sim.errors import Message, OutputError
from tup_sim.files.keys import keys
from tup_sim.files.places import FOLDERS
from tup_sim.files.size import LARGEST, SMALLEST
from tup_sim.files.synonyms import SWITCHES
from tup_sim.files.units import POINT
from tup_sim.files.unsettled import TOTALS
from tup_sim.files.values import allowed, stands_on, words_of
from tup_sim.model.parameters import Declaration
from tup_sim.model.parameters.patterns import BUILT_IN, PatternName
from tup_sim.model.parameters.scenario import Observable
from tup_sim.refused import reason_of

Schema = dict[str, Any]

TEXT: Schema = {"type": "string", "minLength": 1}
TEXTS: Schema = {"$ref": "#/$defs/a:texts"}
WITH_UNIT: Schema = {"$ref": "#/$defs/a:unit"}
A_WEEK: Schema = {"$ref": "#/$defs/a:week"}
WEEKS: Schema = {"anyOf": [{"type": "integer", "minimum": 0}, WITH_UNIT]}
POINTS: Schema = {"anyOf": [{"type": "integer", "minimum": 0}, A_WEEK]}
_WEEK = "^\\s*[Ww][Ee][Ee][Kk]\\s*[0-9]+\\s*$"
_DAY = "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"
# A colon keeps these names apart from the keys of a scenario.
COMMON: Schema = {
    "a:texts": {"anyOf": [TEXT, {"type": "array", "items": TEXT}]},
    "a:week": {"type": "string", "pattern": f"{_WEEK}|{_DAY}"},
    "a:unit": {"type": "string", "pattern": "[0-9].*[^0-9.]|[^-+0-9.].*[0-9]", "not": {"pattern": _WEEK}},
}
DOTTED = "^[a-z_]+(\\.[a-z0-9_]+)+$"
NAME = "^[a-z][a-z0-9_]{0,39}$"


def scenario_schema() -> Schema:
    """The schema, with every parameter as declared."""
    tops = _parameters()
    references = {name: {"$ref": f"#/$defs/{name}"} for name in tops}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "TUP-sim scenario",
        **_object({**_headings(), **_totals(), **references}, patternProperties={DOTTED: {}}),
        "$defs": {
            **tops,
            **COMMON,
            "a:set": _object(references, patternProperties={DOTTED: {}}, minProperties=1),
        },
    }


def schema_text() -> str:
    """The schema as JSON text."""
    return json.dumps(scenario_schema(), indent=2)


def write_schema(path: Path) -> None:
    """Write the schema to a file.

    Raises:
        OutputError: the file cannot be written.
    """
    try:
        path.write_text(schema_text() + "\n", encoding="utf-8")
    except OSError as error:
        raise OutputError(
            Message("{path}: cannot be written ({why})", path=path, why=reason_of(error))
        ) from error


def _object(properties: Schema, **more: Any) -> Schema:
    return {"type": "object", "properties": properties, "additionalProperties": False, **more}


def _headings() -> Schema:
    """The keys that are no parameters."""
    languages = _object({"en": TEXT, "nl": TEXT})
    return {
        "about": {"description": "One line that says what it is.", "anyOf": [TEXT, languages]},
        "said": {"description": "What a source says of this organisation.", "anyOf": [TEXT, languages]},
        "assumed": {"description": "What had to be assumed to run it.", "anyOf": [TEXT, languages]},
        "kind": {
            "description": "What sort of scenario; the folder decides otherwise.",
            "enum": [*FOLDERS.values()],
        },
        "for": {"description": "Organisations its numbers belong to; it is refused elsewhere.", **TEXTS},
        "extends": {"description": "The scenario this one builds on: name or path.", **TEXT},
        "size": {
            "description": "Size relative to the organisation it extends: 0.67 scales all counts and flows.",
            "anyOf": [{"type": "number", "minimum": SMALLEST, "maximum": LARGEST}, WITH_UNIT],
        },
        "starts": {"description": "The Monday of week 0, as 2027-01-04.", "type": "string", "pattern": _DAY},
        "with": {"description": "Scenarios laid over the parent, in order.", **TEXTS},
        "plugins": {"description": "Plug-ins: names of installed ones, or paths of files.", **TEXTS},
        "changes": {
            "description": "What changes at a date or by a trigger.",
            "type": "array",
            "items": _change(),
        },
    }


def _totals() -> Schema:
    """Numbers of the whole organisation, in the place of parameters."""
    return {
        name: {"description": _description(key), "anyOf": _alone_or_around(key)}
        for name, key in TOTALS.items()
    }


def _change() -> Schema:
    properties = {
        "label": {"type": "string"},
        "at": {"description": "Week in which it starts.", **POINTS},
        "over": {"description": "Weeks it takes to complete.", **WEEKS},
        "until": {"description": "Week in which the old value is back.", **POINTS},
        "when": _trigger(),
        "set": {"$ref": "#/$defs/a:set"},
        "source": TEXTS,
        "because": TEXT,
    }
    return _object(properties, required=["set"], anyOf=[{"required": ["at"]}, {"required": ["when"]}])


def _trigger() -> Schema:
    properties = {
        "figure": {"enum": [str(figure) for figure in Observable]},
        "above": {"type": "number"},
        "below": {"type": "number"},
        "weeks": WEEKS,
    }
    sides = [{"required": ["above"]}, {"required": ["below"]}]
    return _object(
        properties, required=["figure"], oneOf=sides, description="Weekly figure that triggers it."
    )


def _parameters() -> Schema:
    """Every parameter, nested in its groups."""
    tree: Schema = {}
    for path, key in keys().items():
        *groups, name = path.split(".")
        here = tree
        for group in groups:
            here = here.setdefault(group, _object({}))["properties"]
        here[name] = _value(key)
    tree["patterns"]["patternProperties"] = {NAME: _added_pattern(tree["patterns"])}
    return tree


def _added_pattern(patterns: Schema) -> Schema:
    """A pattern of one's own: what the others consist of, and which of them it is like."""
    like = _value(keys()["patterns.own.like"])
    parts = {
        name: _without_default(part)
        for name, part in patterns["properties"][BUILT_IN[0]]["properties"].items()
    }
    return _object({"like": like, **parts}, description="A pattern of your own.")


def _without_default(part: Schema) -> Schema:
    """The same; what nobody says is as in the pattern it is like."""
    return {
        name: _without_default(inside) if isinstance(inside, dict) else inside
        for name, inside in part.items()
        if name != "default"
    }


def _value(key: Declaration) -> Schema:
    """A value alone, or with its source or reason."""
    return {"description": _description(key), "default": _default(key), "anyOf": _alone_or_around(key)}


def _alone_or_around(key: Declaration) -> list[Schema]:
    value = {"anyOf": _forms(key)}
    around = _object({"value": value, "source": TEXTS, "because": TEXT}, required=["value"])
    return [*_forms(key), around]


def _forms(key: Declaration) -> list[Schema]:
    kind = key.annotation
    if kind is bool:
        return [{"type": "boolean"}, {"enum": list(SWITCHES)}]
    if get_origin(kind) is tuple:
        return [{"type": "array", "items": _item(get_args(kind)[0])}]
    if isinstance(kind, type) and issubclass(kind, Enum | PatternName):
        return [_item(kind)]
    if key.unit == POINT:
        return [_number(key), A_WEEK]
    return [_number(key), *([] if key.unit == "-" else [WITH_UNIT])]


def _item(kind: type) -> Schema:
    if issubclass(kind, PatternName):
        return {"type": "string", "pattern": NAME, "examples": words_of(kind)}
    return {"enum": words_of(kind)} if issubclass(kind, Enum) else dict(TEXT)


def _number(key: Declaration) -> Schema:
    bounds = {"minimum": key.low, "maximum": key.high}
    kind = "integer" if key.annotation is int else "number"
    return {"type": kind, **{name: bound for name, bound in bounds.items() if bound is not None}}


def _default(key: Declaration) -> Any:
    return list(key.default) if isinstance(key.default, tuple) else key.default


def _description(key: Declaration) -> str:
    """Meaning, unit, range and what it stands on."""
    unit = "" if key.unit == "-" else f" Unit: {key.unit}."
    bounds = "" if key.low is None and key.high is None else f" Range: {allowed(key)}."
    stands = f" {stands_on(key).capitalize()}." if key.sources else ""
    return f"{key.about}{unit}{bounds}{stands}"
