"""What a mechanism reads, writes, tells and cites, as its source says."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from tup_sim.errors import Message, ScenarioError
from tup_sim.files.keys import did_you_mean
from tup_sim.files.layout import listed, paragraph, table
from tup_sim.files.owner_facts import effects_used, owner_text, owners
from tup_sim.files.sources import cite
from tup_sim.files.values import value_text
from tup_sim.form import source_of
from tup_sim.model.catalogue import answered, current
from tup_sim.model.mechanisms.base import Declared, Mechanism
from tup_sim.model.parameters import all_parameters, declarations, value_at
from tup_sim.model.plugins import mechanisms_of, plugins_in
from tup_sim.texts import say, translated

NUMBERS = ("number", "default", "unit", "meaning")
OWN = "own"  # the list in which agents keep what mechanisms remember


class Facts(NamedTuple):
    """What stands in the source of a mechanism.

    Attributes:
        declared: what it says of itself.
        hooks: to which it answers.
        parameters: of the core that it reads, by path.
        reads, writes: attributes of people and things, as ``helper.recognition``; its own states as ``mine.times``.
        uses: effects by which it moves states of the core, as ``clients.be_hurt``.
        luck: purposes of the streams it draws from.
    """

    declared: Declared
    hooks: tuple[str, ...]
    parameters: tuple[str, ...]
    reads: tuple[str, ...]
    writes: tuple[str, ...]
    uses: tuple[str, ...]
    luck: tuple[str, ...]


def mechanism_called(name: str) -> type[Mechanism]:
    """A mechanism of the catalogue in force, by its key.

    Raises:
        ScenarioError: there is none, or it is a switch of the core.
    """
    found = {kind.declared.key: kind for kind in current().mechanisms}
    if name in found:
        return found[name]
    if name in current().switches.model_fields:
        said = "'{name}' is a switch of the core and has no file of its own: see docs/model.md"
        raise ScenarioError(Message(said, name=name))
    file = name if name.endswith(".py") else f"{name}.py"
    hint = Message("it is a file here: add --plugin {file}", file=file) if Path(file).is_file() else ""
    raise ScenarioError(
        Message("there is no mechanism '{name}'", name=name),
        "",
        hint or did_you_mean(name, [*found, *owners()]),
    )


def facts_of(kind: type[Mechanism]) -> Facts:
    """What the source of a mechanism says."""
    tree = ast.parse(_source_of(kind))
    body = next(n for n in tree.body if isinstance(n, ast.ClassDef) and n.name == kind.__name__)
    read, written = set(_attributes(body, ast.Load)), set(_attributes(body, ast.Store))
    paths = {each.path for each in declarations(all_parameters())}
    parameters = {path for each in read if (path := _parameter(each)) in paths}
    things = {
        each for each in read if not each.startswith(("self.", "sim.", "p.")) and "parameters." not in each
    }
    return Facts(
        kind.declared,
        tuple(answered(kind).values()),
        tuple(sorted(parameters)),
        tuple(sorted(things - written)),
        tuple(sorted(each for each in written if not each.startswith("self."))),
        tuple(sorted(set(effects_used(tree)))),
        tuple(sorted(set(_purposes(body)))),
    )


def _source_of(kind: type[Mechanism]) -> str:
    for plugin in plugins_in(current()):
        if kind in mechanisms_of(plugin):
            return plugin.source
    return source_of(kind.__module__)


def _attributes(body: ast.AST, context: type[ast.expr_context]) -> Iterator[str]:
    """Names with points in them, each as long as it is."""
    inner = {id(n.value) for n in ast.walk(body) if isinstance(n, ast.Attribute)}
    called = {id(n.func) for n in ast.walk(body) if isinstance(n, ast.Call)}
    for node in ast.walk(body):
        if (
            isinstance(node, ast.Attribute)
            and isinstance(node.ctx, context)
            and id(node) not in inner | called
        ):
            name = ast.unparse(node)
            if name.replace(".", "").replace("_", "").isalnum() and not name.endswith(f".{OWN}"):
                yield name


def _parameter(name: str) -> str:
    """The path of a parameter that is read as ``p.PATH`` or ``sim.parameters.PATH``; empty for anything else."""
    first, _, rest = name.partition(".")
    return rest if first == "p" else name.partition("parameters.")[2]


def _purposes(body: ast.AST) -> Iterator[str]:
    for node in ast.walk(body):
        if isinstance(node, ast.Call) and ast.unparse(node.func).endswith(
            (".random.stream", ".random.fresh")
        ):
            yield str(getattr(node.args[0], "value", ast.unparse(node.args[0])))


def facts_text(name: str, width: int, lang: str = "en") -> str:
    """All of it, for people; or what the owner of states does to them. What a source says itself is English.

    Raises:
        ScenarioError: there is no such mechanism.
    """
    if name in owners():
        return owner_text(name, width, lang)
    found = facts_of(mechanism_called(name))
    declared = found.declared
    rows = [
        ("answers", ", ".join(found.hooks)),
        ("reads", ", ".join((*found.parameters, *found.reads))),
        ("writes", ", ".join(found.writes)),
        ("uses", ", ".join(found.uses)),
        ("remembers", "; ".join(f"{s.of}: {', '.join(s.about)}" for s in declared.states)),
        ("tells", ", ".join(event.__name__ for event in declared.events)),
        ("outcomes", ", ".join(outcome.name for outcome in declared.outcomes)),
        ("luck", ", ".join(found.luck)),
        ("cites", ", ".join(_sources(declared))),
        ("without-it", ", ".join(declared.left_out)),
    ]
    parts = [
        f"{declared.key}\n{'=' * len(declared.key)}",
        paragraph(declared.paragraph or declared.switch, width),
    ]
    parts.append(listed([(_word(lang, label), text) for label, text in rows if text], width))
    if declared.references:
        parts.append("\n".join(paragraph(cite(name), width) for name in declared.references))
    if declared.numbers:
        parts.append(table([_word(lang, each) for each in NUMBERS], list(_numbers(declared, lang)), width))
    return "\n\n".join(parts)


def _word(lang: str, name: str) -> str:
    return say(lang, f"mechanism-{name}")


def _numbers(declared: Declared, lang: str) -> Iterator[tuple[str, ...]]:
    defaults = all_parameters()()
    for each in declared.numbers:
        unit = str(each.field.json_schema_extra["unit"])
        yield (
            each.path,
            value_text(value_at(defaults, each.path)),
            translated(lang, unit),
            str(each.field.description),
        )


def _sources(declared: Declared) -> list[str]:
    said = [declared.sources, *(str(each.field.json_schema_extra["source"]) for each in declared.numbers)]
    return sorted({name for text in said for name in text.split(", ") if name})
