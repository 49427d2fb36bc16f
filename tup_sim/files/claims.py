"""The register of statements: what the report says, on what evidence, and where each statement lives in the model."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path
from types import MappingProxyType

from tup_sim.errors import Message, ScenarioError, chained
from tup_sim.files.keys import did_you_mean
from tup_sim.files.places import scenario_folder
from tup_sim.files.strict_yaml import Node, described, one_line, read_file

REPORT = "TUP project, AP Hogeschool, Antwerp, 2016-2018, report"
CHOICES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "kind": ("causal", "mechanism", "practice", "typology", "figure", "organisation", "normative"),
        "grade": ("figure", "literature", "interview", "practice", "argument", "norm"),
        "tier": ("A", "B", "C"),
        "use": ("emergent", "lever", "assumption", "calibration", "preset", "outcome", "context"),
    }
)
TEXTS = ("title", "section", "by", *CHOICES, "statement")
UNUSED = "unused"

_ID = re.compile(r"C\d{3}")


@dataclass(frozen=True)
class Where:
    """Names in the model that represent a statement.

    Attributes:
        mechanisms: switches, without ``mechanisms.`` in front.
        parameters: measured or assumed numbers.
        levers: parameters that somebody chooses.
        outcomes: what to look at.
        scenarios: supplied scenarios.
    """

    mechanisms: tuple[str, ...] = ()
    parameters: tuple[str, ...] = ()
    levers: tuple[str, ...] = ()
    outcomes: tuple[str, ...] = ()
    scenarios: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return any(getattr(self, part.name) for part in fields(self))

    def in_words(self) -> str:
        """All of it on one line: ``mechanisms `coaching`; outcomes `turnover```."""
        lists = {part.name: getattr(self, part.name) for part in fields(self)}
        return "; ".join(
            f"{kind} {', '.join(f'`{each}`' for each in there)}" for kind, there in lists.items() if there
        )


@dataclass(frozen=True)
class Claim:
    """A statement of the report, in our own words.

    Attributes:
        name: id, as C117.
        title: a few words.
        section: of the report.
        by: who says so there.
        kind: causal, mechanism, practice, typology, figure, organisation or normative.
        grade: kind of evidence.
        tier: A, B or C.
        use: what it is to the model.
        statement: one sentence.
        where: what represents it.
        not_represented: what of it is not in the model, and why; empty if all of it is.
    """

    name: str
    title: str
    section: str
    by: str
    kind: str
    grade: str
    tier: str
    use: str
    statement: str
    where: Where = Where()
    not_represented: str = ""

    @property
    def reference(self) -> str:
        """Where to read it."""
        return f"{REPORT}, section {self.section}, {self.by}"

    @property
    def wants_an_experiment(self) -> bool:
        """Says what follows from what, so that it can be tried."""
        return self.use in ("emergent", "lever")


def claims() -> Mapping[str, Claim]:
    """Every statement by its id, in the order of the report."""
    return _register(claims_file())[0]


def unused_claims() -> tuple[str, ...]:
    """Numbers that the list of statements skips."""
    return _register(claims_file())[1]


def claim_ids() -> frozenset[str]:
    """The ids alone, found without reading the rows."""
    return _ids(claims_file())


def claims_file() -> Path:
    """The file of the register."""
    return scenario_folder() / "claims.yaml"


@cache
def _register(path: Path) -> tuple[Mapping[str, Claim], tuple[str, ...]]:
    if not path.is_file():
        return MappingProxyType({}), ()
    rows = dict(read_file(path, path.name).items())
    unused = names(rows.pop(UNUSED), UNUSED) if UNUSED in rows else ()
    return MappingProxyType({name: read_claim(name, row) for name, row in rows.items()}), unused


@cache
def _ids(path: Path) -> frozenset[str]:
    if not path.is_file():
        return frozenset()
    return frozenset(re.findall(r"^(C\d{3}):", path.read_text(encoding="utf-8"), re.MULTILINE))


def read_claim(name: str, row: Node) -> Claim:
    """Read one row.

    Raises:
        ScenarioError: something is wrong with it; says what, and where.
    """
    if not _ID.fullmatch(name):
        raise ScenarioError(
            Message("'{name}' is no id of a statement", name=one_line(name)), row.where, Message("as C117")
        )
    parts = row.items()
    refuse_unknown(parts, (*TEXTS, "where", "not_represented"), name)
    if missing := [key for key in TEXTS if key not in parts]:
        raise ScenarioError(
            Message("{name} has no {names}", name=name, names=chained("{one} and no {other}", missing)),
            row.where,
        )
    texts = {key: text(node, key) for key, node in parts.items() if key != "where"}
    for key, allowed in CHOICES.items():
        refuse_other_words(texts[key], allowed, key, parts[key].where)
    claim = Claim(name, **texts, where=_where(parts.get("where")))
    if not claim.where and not claim.not_represented:
        raise ScenarioError(
            Message("{name} says neither where it is in the model nor why it is not", name=name), row.where
        )
    return claim


def refuse_unknown(parts: Mapping[str, Node], known: Iterable[str], what: str) -> None:
    """Nobody may use a key that nobody knows.

    Raises:
        ScenarioError: a key is not known.
    """
    for key, node in parts.items():
        if key not in known:
            hint = did_you_mean(key, known) or Message("known are {names}", names=", ".join(known))
            raise ScenarioError(
                Message("unknown key '{key}' in {what}", key=one_line(key), what=what), node.where, hint
            )


def refuse_other_words(word: str, allowed: Iterable[str], key: str, where: str) -> None:
    """Only the words of a closed list may be used.

    Raises:
        ScenarioError: a word is not on it.
    """
    if word not in allowed:
        hint = did_you_mean(word, allowed) or Message("expected: {names}", names=", ".join(allowed))
        raise ScenarioError(Message("{key} cannot be '{word}'", key=key, word=one_line(word)), where, hint)


def _where(node: Node | None) -> Where:
    if node is None:
        return Where()
    parts = node.items()
    refuse_unknown(parts, [part.name for part in fields(Where)], "where")
    return Where(**{key: names(part, key) for key, part in parts.items()})


def names(node: Node, key: str) -> tuple[str, ...]:
    """A list of names without doubles.

    Raises:
        ScenarioError: it is anything else.
    """
    found = tuple(_items(node, key))
    if not found or len(set(found)) < len(found):
        raise ScenarioError(
            Message("{key}: a list of different names, with at least one", key=key), node.where
        )
    return found


def _items(node: Node, key: str) -> Iterator[str]:
    if not isinstance(node.value, tuple):
        raise ScenarioError(
            Message("{key}: expects a list of names, not {value}", key=key, value=described(node)), node.where
        )
    for item in node.value:
        yield text(item, key)


def text(node: Node, key: str) -> str:
    """A text that says something, on one line.

    Raises:
        ScenarioError: it is anything else.
    """
    if not isinstance(node.value, str) or not node.value.strip():
        raise ScenarioError(
            Message("{key} expects a text, not {value}", key=key, value=described(node)),
            node.where,
            Message("put it in quotes"),
        )
    return " ".join(node.value.split())
