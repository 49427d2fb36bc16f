"""The register of statements: what the report says, on what evidence, and where each statement lives in the model."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Literal, Self

from pydantic import ValidationInfo, model_validator

from tup_sim.errors import Message, ScenarioError
from tup_sim.files.places import scenario_folder
from tup_sim.files.rows import Names, Row, Text, Wrong, read_row
from tup_sim.files.strict_yaml import Node, one_line, read_file

REPORT = "TUP project, AP Hogeschool, Antwerp, 2016-2018, report"

_ID = re.compile(r"C\d{3}")


class Where(Row):
    """Names in the model that represent a statement.

    Attributes:
        mechanisms: switches, without ``mechanisms.`` in front.
        parameters: measured or assumed numbers.
        levers: parameters that somebody chooses.
        outcomes: what to look at.
        scenarios: supplied scenarios.
    """

    mechanisms: Names = ()
    parameters: Names = ()
    levers: Names = ()
    outcomes: Names = ()
    scenarios: Names = ()

    def __bool__(self) -> bool:
        return any(there for _, there in self)

    def in_words(self) -> str:
        """All of it on one line: ``mechanisms `coaching`; outcomes `turnover```."""
        return "; ".join(
            f"{kind} {', '.join(f'`{each}`' for each in there)}" for kind, there in self if there
        )


class Claim(Row):
    """A statement of the report, in our own words.

    Attributes:
        title: a few words.
        section: of the report.
        by: who says so there.
        kind: what is said.
        grade: kind of evidence.
        tier: A, B or C.
        use: what it is to the model.
        statement: one sentence.
        where: what represents it.
        not_represented: what of it is not in the model, and why; empty if all of it is.
    """

    title: Text
    section: Text
    by: Text
    kind: Literal["causal", "mechanism", "practice", "typology", "figure", "organisation", "normative"]
    grade: Literal["figure", "literature", "interview", "practice", "argument", "norm"]
    tier: Literal["A", "B", "C"]
    use: Literal["emergent", "lever", "assumption", "calibration", "preset", "outcome", "context"]
    statement: Text
    where: Where = Where()
    not_represented: Text = ""

    @model_validator(mode="after")
    def _is_somewhere(self, about: ValidationInfo) -> Self:
        if not self.where and not self.not_represented:
            what = "{name} says neither where it is in the model nor why it is not"
            raise Wrong(Message(what, name=about.context))
        return self

    @property
    def reference(self) -> str:
        """Where to read it."""
        return f"{REPORT}, section {self.section}, {self.by}"


def claims() -> Mapping[str, Claim]:
    """Every statement by its id, in the order of the report."""
    return _register(claims_file())


def claim_ids() -> frozenset[str]:
    """The ids alone, found without reading the rows."""
    return _ids(claims_file())


def claims_file() -> Path:
    """The file of the register."""
    return scenario_folder() / "claims.yaml"


@cache
def _register(path: Path) -> Mapping[str, Claim]:
    rows = read_file(path, path.name).items() if path.is_file() else {}
    return MappingProxyType({name: read_claim(name, row) for name, row in rows.items()})


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
    return read_row(Claim, row, name)
