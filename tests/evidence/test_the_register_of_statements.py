"""Every statement of the report is in the register, once, and says truthfully where it lives in the model."""

from __future__ import annotations

import re

import pytest

from tests.evidence.cited import AN_ID, parameters, scenario_files
from tests.rows import on_each
from tup_sim.errors import ScenarioError, ScenarioErrors
from tup_sim.files.claims import claim_ids, claims, read_claim
from tup_sim.files.keys import below
from tup_sim.files.sources import cite
from tup_sim.files.strict_yaml import read_text
from tup_sim.measures.outcomes import outcome_of
from tup_sim.model.parameters import Kind

KINDS = {each.path: each.kind for each in parameters()}
SWITCH = "mechanisms."
NAMES = sorted(claims())
SKIPPED = (
    "C018", "C042", "C049", "C098", "C100", "C104", "C134", "C140", "C151", "C169", "C176", "C192", "C206", "C208",
    "C217", "C221", "C225", "C232", "C237",
)  # fmt: skip


def test_the_numbers_have_no_holes_but_those_listed():
    last = int(max(claims())[1:])
    assert sorted([*claims(), *SKIPPED]) == [f"C{number:03}" for number in range(1, last + 1)]
    assert len(claims()) == 219
    assert list(claims()) == NAMES, "rows stand in order"
    assert claim_ids() == set(claims())


@on_each("name", NAMES)
def test_a_statement_is_one_sentence_with_a_short_title(name):
    claim = claims()[name]
    assert claim.statement.endswith(".")
    assert ". " not in claim.statement
    assert len(claim.title) <= 60
    assert not claim.title.endswith(".")
    assert not claim.not_represented or claim.not_represented.endswith(".")


def test_titles_are_unique():
    titles = [claim.title for claim in claims().values()]
    assert len(titles) == len(set(titles))


@on_each("name", NAMES)
def test_everything_a_statement_points_at_exists(name):
    where = claims()[name].where
    supplied = {path.stem for path in scenario_files()}
    assert {SWITCH + mechanism for mechanism in where.mechanisms} <= set(KINDS)
    assert all(KINDS[path] is not Kind.CHOSEN for path in where.parameters)
    levers = [path for lever in where.levers for path in below(lever)]
    assert all(below(lever) for lever in where.levers)
    assert all(KINDS[path] is Kind.CHOSEN and not path.startswith(SWITCH) for path in levers)
    assert [outcome_of(outcome).name for outcome in where.outcomes] == list(where.outcomes)
    assert set(where.scenarios) <= supplied


def test_what_cites_a_statement_is_named_by_it():
    silent = [
        f"{name}: {each.path}"
        for each in parameters()
        for name in each.sources
        if name in claims() and not _names_parameter(name, each.path)
    ]
    silent += [
        f"{name}: {path.stem}"
        for path in scenario_files()
        for name in AN_ID.findall(path.read_text(encoding="utf-8"))
        if name in claims() and path.stem not in claims()[name].where.scenarios
    ]
    assert not silent, f"add these to `where` in scenarios/claims.yaml: {silent}"


def _names_parameter(name, path):
    where = claims()[name].where
    if path.startswith(SWITCH):
        return path.removeprefix(SWITCH) in where.mechanisms
    return any(path in below(each) for each in where.parameters + where.levers)


def test_only_background_is_neither_used_nor_looked_at():
    for name, claim in claims().items():
        if claim.use == "context":
            assert not claim.where, f"{name} is in the model: say what it is used for"
            assert claim.tier == "C", f"{name} belongs to the model: no context"


def test_what_the_model_is_about_is_all_there_but_for_what_no_rule_could_say_without_saying_the_result():
    absent = {name for name, claim in claims().items() if claim.tier == "A" and not claim.where}
    assert absent <= {"C036", "C138"}


def test_grade_and_kind_agree():
    for name, claim in claims().items():
        assert (claim.grade == "interview") <= bool(
            re.search("interview|statement|coordinat", claim.by, re.IGNORECASE)
        ), name
        assert claim.kind != "normative" or claim.grade == "norm", name


def test_a_statement_can_be_cited_like_a_figure():
    assert cite("C117").startswith("C117: Extra: safe when somebody leaves. TUP project,")


GOOD = """
C117:
  title: a
  section: "1"
  by: b
  kind: causal
  grade: interview
  tier: A
  use: lever
  statement: c.
  not_represented: d.
"""


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("C117", "C1", r"x:2: 'C1' is no id of a statement"),
        ("  by: b\n", "", r"x:2: C117 has no by"),
        ("kind:", "knid:", r"x:6: unknown key 'knid' in C117 \(did you mean 'kind'\?\)"),
        ("interview", "rumour", r"x:7: grade cannot be 'rumour' \(expected: figure, literature"),
        ('"1"', "1", r"x:4: section expects a text, not 1 \(put it in quotes\)"),
        ("  not_represented: d.\n", "", r"x:2: C117 says neither where it is in the model nor why"),
        ("not_represented: d.", "where: {lever: [pattern]}", r"unknown key 'lever' in where \(did you mean"),
        ("not_represented: d.", "where: {levers: pattern}", r"levers: expects a list of names, not the text"),
        ("not_represented: d.", "where: {levers: [a, a]}", r"levers: a list of different names"),
    ],
)
def test_a_bad_row_is_refused_with_its_line(old, new, told):
    [(name, row)] = read_text(GOOD.replace(old, new), "x").items().items()
    with pytest.raises(ScenarioError, match=told):
        read_claim(name, row)


def test_all_that_is_wrong_with_a_row_is_told_at_once():
    bad = GOOD.replace("tier: A", "tier: D").replace("  by: b\n", "").replace("causal", '""')
    [(name, row)] = read_text(bad, "x").items().items()
    with pytest.raises(ScenarioErrors) as told:
        read_claim(name, row)
    assert [str(fault).partition(" (")[0] for fault in told.value.faults] == [
        "x:2: C117 has no by",
        "x:5: kind cannot be ''",
        "x:7: tier cannot be 'D'",
    ]


def test_a_name_is_the_key_of_a_row_and_does_not_stand_in_it():
    [(name, row)] = read_text(GOOD + "  name: C118\n", "x").items().items()
    with pytest.raises(ScenarioError, match="x:12: unknown key 'name' in C117"):
        read_claim(name, row)


def test_a_good_row_is_read():
    [(name, row)] = read_text(GOOD, "x").items().items()
    assert read_claim(name, row).not_represented == "d."
