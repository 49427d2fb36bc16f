"""What somebody else wrote cannot run in a spreadsheet, steer a terminal or break a page."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pandas import DataFrame

from tup_sim.cli.terminal import harmless as on_a_terminal
from tup_sim.reporting.saving import save_csv
from tup_sim.study.cells import as_written, harmless, harmless_table, visible


@pytest.mark.parametrize(
    "text", ["=1+1", "+cut_20", "-2+3", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "=", "-", "＝1+1", "'=1", "''-x"]
)
def test_a_text_that_looks_like_a_formula_gets_an_apostrophe(text):
    assert harmless(text) == f"'{text}"
    assert as_written(harmless(text)) == text


@pytest.mark.parametrize("text", ["-5", "+0.25", "-1e-3", "cut", "a=b", "20 %", "'quoted'", "", "'"])
def test_other_texts_and_numbers_in_texts_stay_what_they_are(text):
    assert harmless(text) == text
    assert as_written(text) == text


@given(st.text(st.characters(exclude_categories=["Cc", "Cs", "Cf"])))
def test_every_text_can_be_read_back(text):
    assert as_written(harmless(text)) == text


@pytest.mark.parametrize(
    "sign", ["\x1b", "\x07", "\x00", "\x9b", "\x7f", "\u202e", "\u2066", "\u200f", "\u061c"]
)
def test_a_sign_that_steers_is_seen(sign):
    assert visible(f"a{sign}[31mb") == "a\ufffd[31mb"
    assert visible("één “huis”, 20 %\n") == "één “huis”, 20 %\n"


@given(st.text(st.characters(exclude_characters="\u2028\u2029\r")))
def test_what_is_made_visible_is_harmless_on_a_terminal_too_and_the_other_way_round(text):
    assert on_a_terminal(visible(text)) == visible(text)
    assert visible(on_a_terminal(text)) == on_a_terminal(text)


def test_a_table_is_harmless_in_its_cells_and_names_and_keeps_its_numbers(tmp_path):
    frame = DataFrame(
        {"=factor": ["=cmd|' /C calc'!A0", "peer"], "value": [-1.5, float("nan")], "n": [-1, 2]}
    )
    save_csv(frame, tmp_path / "x.csv")
    lines = (tmp_path / "x.csv").read_text("utf-8").splitlines()
    assert lines == ["'=factor,value,n", "'=cmd|' /C calc'!A0,-1.5,-1", "peer,,2"]
    seen = harmless_table(frame)
    assert list(seen["value"].dtype.kind + seen["n"].dtype.kind) == ["f", "i"]
