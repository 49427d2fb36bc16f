"""One result is shown in a terminal and as Markdown, with the same words."""

from __future__ import annotations

import re

import pytest

from tests.study import fakes
from tup_sim.reporting.columns import HEADED
from tup_sim.reporting.tables import compare_view, run_view
from tup_sim.reporting.view import Table, View, as_markdown, as_text, grouped
from tup_sim.study import compare, replicate

SHARES = Table([("ideas", "1", "clear"), ("the whole", "20", "")], total=True)
NAMED = grouped(("who", "how much"), [("Paid", [("a*", "1")]), ("Unpaid", [("b", "2|3"), ("c", "4")])])


@pytest.fixture(autouse=True)
def house(fake_model):
    return fake_model


def words(text: str) -> list[str]:
    return re.findall(r"[^\s|#*\\-]+", text)


def views() -> list[View]:
    others = [fakes.scenario("a", 0.1), fakes.scenario("b", 0.2)]
    return [
        run_view(replicate(fakes.scenario(), 3, jobs=1)),
        compare_view(compare(fakes.scenario(), others, 4, jobs=1), lags=("core_met",)),
    ]


def test_nothing_is_said_in_a_terminal_only():
    for view in views():
        assert sorted(words(as_text(view))) == sorted(words(as_markdown(view)))


def test_a_document_has_a_heading_for_each_thing_and_a_table_of_its_rows():
    text = as_markdown(views()[1])
    assert "\n\n### a compared with house\n\nWindow: " in text
    assert "\n\n|  |  |  |  |  |\n|---|---|---|---|---|\n| **Service** |" in text
    assert as_markdown(View("", [NAMED])) == (
        "| who | how much |\n|---|---|\n| **Paid** |  |\n| a\\* | 1 |\n| **Unpaid** |  |\n| b | 2\\|3 |\n| c | 4 |"
    )


def test_several_results_are_told_apart_by_a_mark_before_their_titles():
    one, two = View("one", ["said"]), View("two", [])
    assert as_text(one) == "one\nsaid"
    assert as_text(one, two) == "== one\nsaid\n\n== two"


def test_a_rule_stands_above_what_rows_add_up_to():
    *_, rule, whole = as_text(View("", [SHARES])).splitlines()
    assert set(rule) == {" ", "-"} and whole.startswith("  the whole")


def test_rows_are_grouped_with_and_without_names_of_columns():
    assert [(name, len(rows)) for name, rows in NAMED.groups()] == [("Paid", 1), ("Unpaid", 2)]
    bare = Table([("a", "1"), ("b", "2")])
    assert bare.head == ("", "") and list(bare.groups()) == [("", bare.rows)]
    assert list(Table([("a", "1")], HEADED).groups()) == []
