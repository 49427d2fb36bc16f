"""Fills the templates in this folder with tables of what is declared."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from importlib import resources
from itertools import groupby
from string import Template
from typing import Any

import tup_sim
from tup_sim.measures.outcome import SUBGROUPS, Outcome
from tup_sim.measures.outcomes import ALL, OUTCOMES
from tup_sim.model.catalogue import answered, current
from tup_sim.model.extensions import Place, extensions, judged, places, stands_in
from tup_sim.model.parameters import Declaration, Kind, all_parameters, declarations
from tup_sim.model.people.client import Client
from tup_sim.model.people.organisation import Organisation
from tup_sim.model.people.professional import Professional
from tup_sim.model.people.request import Request
from tup_sim.model.people.unit import Unit
from tup_sim.model.people.volunteer import Candidate, Pair, Traits, Volunteer
from tup_sim.model.processes.hooks import Hooks
from tup_sim.reporting.documents.docstrings import docstring
from tup_sim.reporting.documents.terms import TERMS
from tup_sim.reporting.markdown import markdown_table, written_by
from tup_sim.texts import translated

KINDS = (
    "*Measured*: somebody counted it. *Assumed*: nobody did; the plausible range says how far it may be off. "
    "*Chosen*: a lever, or a description of the organisation. *Convention*: what others are "
    "measured with, such as the scale of difficulty. Defaults are those of the open house. "
    "`tup-sim scenario parameters NAME` shows the same on the command line."
)
ENTITIES = (Organisation, Unit, Client, Request, Professional, Volunteer, Traits, Pair, Candidate)
Sources = Mapping[str, str]


def document(name: str, sources: Sources) -> str:
    """One of the documents, as Markdown.

    Args:
        name: one of ``DOCUMENTS``.
        sources: id of every registered source to its title.
    """
    return written_by(f"tup-sim mechanism document {name}", DOCUMENTS[name](sources))


def _odd(sources: Sources) -> str:
    tables = {
        "entities": _entities(),
        "occasions": _occasions(),
        "hooks": _hooks(),
        "mechanisms": _mechanisms(),
        "paragraphs": "\n\n".join(f"### {_title(one.key)}\n\n{one.paragraph}" for one in current().declared),
    }
    return _filled("odd", sources, tables)


def _stress(sources: Sources) -> str:
    headline = [each for each in OUTCOMES.values() if each.headline]
    rows = [(f"`{each.name}`", each.label("en"), each.unit, each.definition) for each in headline]
    listed = markdown_table(("outcome", "label", "unit", "definition"), rows)
    return _filled("stress", sources, {"headline": len(headline), "headlines": listed})


def _rat_rs(sources: Sources) -> str:
    found = list(declarations(all_parameters()))
    return _filled("rat_rs", sources, {"origins": _origins(found, sources), "used": _used(found, sources)})


def _used(found: Iterable[Declaration], sources: Sources) -> str:
    """Per source of a figure how many numbers of each kind name it."""
    counted: dict[str, Counter[Kind]] = {}
    for each in found:
        for source in each.sources:
            if source.startswith("N"):
                counted.setdefault(source, Counter())[each.kind] += 1
    kinds = tuple(Kind)
    rows = [
        (source, sources.get(source, ""), *(str(counted[source][kind]) for kind in kinds))
        for source in sorted(counted)
    ]
    return markdown_table(("id", "source", *(kind.value for kind in kinds)), rows)


def _trace(sources: Sources) -> str:
    return _filled("trace", sources, {})


def _filled(template: str, sources: Sources, tables: Mapping[str, Any]) -> str:
    text = (resources.files(__package__) / f"{template}.md").read_text(encoding="utf-8")
    return Template(text).substitute({**_facts(sources), **tables})


def _facts(sources: Sources) -> dict[str, Any]:
    found = list(declarations(all_parameters()))
    defaults = all_parameters()()
    kinds = {kind.value: sum(each.kind is kind for each in found) for kind in Kind}
    return kinds | {
        "version": tup_sim.__version__,
        "warmup": defaults.warmup,
        "horizon": defaults.horizon,
        "parameters": len(found),
        "outcomes": len(OUTCOMES),
        "keys": len(ALL),
        "sources": len(sources),
        "events": len(current().events),
    }


def _entities() -> str:
    return "\n\n".join(
        f"### {kind.__name__}\n\n{_one_line(kind)}\n\n{_attributes(kind)}" for kind in ENTITIES
    )


def _one_line(kind: type) -> str:
    return docstring(kind).splitlines()[0]


def _attributes(kind: type) -> str:
    """The attributes of a class as its docstring lists them."""
    lines = docstring(kind).partition("Attributes:\n")[2].splitlines()
    items: list[str] = []
    for line in lines:
        if line.startswith("        ") and items:
            items[-1] += f" {line.strip()}"
        elif line.strip():
            items.append(line.strip())
    items = [item for item in items if not item.startswith("own: ")] + _remembered(kind.__name__.lower())
    return "\n".join(f"- {item}" for item in items)


def _remembered(kind: str) -> list[str]:
    """What mechanisms remember of a kind of agent."""
    return [
        f"`{one.key}` {name}: {about}"
        for one in current().declared
        for state in one.states
        if state.of == kind
        for name, about in state.about.items()
    ]


def _occasions() -> str:
    return _attributes(Hooks)


def _hooks() -> str:
    rows = [(f"`{key}`", at, answer.splitlines()[0].rstrip(".")) for key, at, answer in _answers()]
    return markdown_table(("mechanism", "occasion", "what is done"), rows)


def _answers() -> Iterator[tuple[str, str, str]]:
    """Every mechanism in order, the occasions it answers, and what it says that it does then."""
    for each in current().mechanisms:
        for at, hook in answered(each).items():
            yield each.declared.key, at, docstring(each, hook) or hook.replace("_", " ")


def _mechanisms() -> str:
    rows = [
        (f"`{each.path}`", each.about, ", ".join(each.sources))
        for each in declarations(current().switches, path="mechanisms", section="-")
    ]
    return markdown_table(("switch", "what it does", "sources"), rows)


def _title(key: str) -> str:
    return key.replace("_", " ").capitalize()


def _parameters(sources: Sources) -> str:
    found = list(declarations(all_parameters()))
    where = places()
    core = [each for each in found if where[each.path] is Place.CORE]
    sections = groupby(core, lambda each: each.section)
    used = sorted({source for each in found for source in each.sources})
    return _paragraphs(
        *_heading("Every number of the model", "parameters"),
        KINDS,
        "How the values that nobody measured were chosen "
        "(`tup-sim scenario parameters --kind assumed --source ID` lists them):",
        _origins(found, sources),
        "Judged numbers by where they belong; a test holds how many the core may have "
        "([model.md](../model.md), *Core and extensions*):",
        _judged(),
        *(f"## {section}\n\n{_parameter_table(list(each))}" for section, each in sections),
        *_apart(found),
        "## Sources named above",
        markdown_table(("id", "title"), [(source, sources.get(source, "")) for source in used]),
    )


def _judged() -> str:
    """How many judged numbers there are in the core, in extensions and in rival submodels."""
    return markdown_table(("where", "judged"), [(place.value, str(len(judged(place)))) for place in Place])


def _apart(found: Sequence[Declaration]) -> Iterator[str]:
    """Tables of what is no part of the core: every extension, and the submodels that are not in force."""
    yield "## Extensions, off by default"
    for name, each in extensions().items():
        told = f"Switched on by `{each.switch}`." if each.switch else "Nothing of it happens at the defaults."
        rows = [one for one in found if stands_in(one.path, each.numbers)]
        yield f"### {_title(name)}\n\n{told}\n\n{_parameter_table(rows)}"
    yield "## Rival submodels, not in force"
    yield _parameter_table([each for each in found if places()[each.path] is Place.RIVAL])


def _origins(found: Iterable[Declaration], sources: Sources) -> str:
    """How many assumed numbers there are by how they were chosen; one that names no own choice rests on a figure."""
    assumed = [each.sources for each in found if each.kind is Kind.ASSUMED]
    own = sorted({name for names in assumed for name in names if name.startswith("OWN")})
    rows = [(name, sources.get(name, ""), str(sum(name in names for names in assumed))) for name in own]
    figures = sum(not set(own).intersection(names) for names in assumed)
    return markdown_table(
        ("id", "how", "parameters"),
        [*rows, ("N...", "From a figure: worked out, or kept near it", str(figures))],
    )


def _parameter_table(found: Sequence[Declaration]) -> str:
    return markdown_table(
        ("parameter", "default", "unit", "range", "plausible", "kind", "sources", "meaning"),
        [(f"`{d.path}`", _plain(d.default), d.unit, _range(d.low, d.high), *_behind(d)) for d in found],
    )


def _behind(declared: Declaration) -> tuple[str, str, str, str]:
    return _plausible(declared), declared.kind.value, ", ".join(declared.sources), declared.about


def _plausible(declared: Declaration) -> str:
    own = declared.kind is Kind.ASSUMED and declared.plausible != (declared.low, declared.high)
    return _range(*declared.plausible) if own else ""


def _range(low: float | None, high: float | None) -> str:
    if low is None and high is None:
        return ""
    return f"{'' if low is None else f'{low:g}'} to {'' if high is None else f'{high:g}'}".strip()


def _plain(value: Any) -> str:
    if isinstance(value, bool):
        return "on" if value else "off"
    if isinstance(value, float):
        return f"{value:g}"
    if isinstance(value, tuple | list):
        return ", ".join(_plain(each) for each in value)
    return str(value)


def _glossary(_: Sources) -> str:
    outcomes = [
        (each.label("nl"), each.label("en"), f"`{each.name}`: {each.definition}", _matters(each))
        for each in OUTCOMES.values()
    ]
    groups = [(translated("nl", each), each, f"`_{name}`") for name, each in SUBGROUPS.items()]
    return _paragraphs(
        *_heading("Glossary, Dutch and English / Woordenlijst, Nederlands en Engels", "glossary"),
        "## Words of the model / Woorden van het model",
        markdown_table(
            ("Nederlands", "English", "meaning"),
            _sorted((translated("nl", term), term, meaning) for term, meaning in TERMS),
        ),
        "## Outcomes / Uitkomsten",
        "Smallest: the smallest difference that matters, in the unit of the outcome (`tup_sim/measures/smallest.py`).",
        markdown_table(("Nederlands", "English", "outcome", "smallest"), _sorted(outcomes)),
        "## Subgroups / Deelgroepen",
        markdown_table(("Nederlands", "English", "ending"), _sorted(groups)),
    )


def _matters(outcome: Outcome) -> str:
    """From what size on a difference matters: the rule, and of feelings what it comes to."""
    rule = outcome.rule
    if rule is None:
        return ""
    least = outcome.smallest_at() if rule.of == "spread" else None
    return f"{rule.words()}{f' = {least:.2g}' if least else ''} ({outcome.unit})"


def _heading(title: str, name: str) -> tuple[str, str]:
    written = f"Written by `tup-sim mechanism document {name}` from the declarations of version {tup_sim.__version__}"
    return f"# {title}", f"{written}; a test fails when it is stale."


def _paragraphs(*parts: str) -> str:
    return "\n\n".join(parts) + "\n"


def _sorted(rows: Iterable[Sequence[str]]) -> list[Sequence[str]]:
    return sorted(rows, key=lambda row: row[0].casefold())


DOCUMENTS: Mapping[str, Callable[[Sources], str]] = {
    "odd": _odd,
    "stress": _stress,
    "parameters": _parameters,
    "glossary": _glossary,
    "rat-rs": _rat_rs,
    "trace": _trace,
}
