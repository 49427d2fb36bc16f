"""The documents in docs/generated/ that are written from the declarations say what the declarations say now."""

from __future__ import annotations

from pathlib import Path

import pytest

from tup_sim.cli.documents import NAMES
from tup_sim.files import sources
from tup_sim.model.catalogue import Switches
from tup_sim.model.parameters import Parameters, declarations
from tup_sim.reporting.documents import DOCUMENTS, document

DOCS = Path(__file__).resolve().parents[2] / "docs" / "generated"
TITLES = {name: str(entry["title"]) for name, entry in sources().items()}


def test_the_command_offers_every_document() -> None:
    assert tuple(DOCUMENTS) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_a_document_is_fresh(name: str) -> None:
    kept = (DOCS / f"{name}.md").read_text(encoding="utf-8")
    assert kept == document(name, TITLES), f"docs/generated/{name}.md is stale; written again by: make docs"


def test_the_odd_names_every_mechanism() -> None:
    text = document("odd", TITLES)
    assert [name for name in Switches.model_fields if f"`mechanisms.{name}`" not in text] == []


def test_the_table_has_a_row_for_every_number() -> None:
    text = document("parameters", TITLES)
    assert [each.path for each in declarations(Parameters) if f"| `{each.path}` |" not in text] == []


def test_every_entity_shows_its_state() -> None:
    entities = document("odd", TITLES).partition("## 2 ")[2].partition("## 3 ")[0].split("### ")[1:]
    assert len(entities) >= 9
    assert [each.splitlines()[0] for each in entities if "\n- " not in each] == []
