"""Tables that go elsewhere: to a Belgian spreadsheet, a workbook, a paper."""

from __future__ import annotations

import sys
from dataclasses import replace
from xml.etree import ElementTree
from zipfile import ZipFile

import pandas as pd
import pytest

from tests.reporting.briefs import KEYS, experiment, findings
from tests.reporting.html_page import Page
from tests.reporting.two_questions import two_questions
from tup_sim.errors import TupSimError
from tup_sim.files import workbook
from tup_sim.files.workbook import write_workbook
from tup_sim.reporting.paper import WRITERS, as_frame, rows_of
from tup_sim.reporting.plain import experiment_data
from tup_sim.reporting.saving import save_csv
from tup_sim.reporting.word_file import write_docx
from tup_sim.study.experiment import Level, Text
from tup_sim.study.interactions import interactions
from tup_sim.study.results import Key
from tup_sim.study.work import Values

FRAME = pd.DataFrame(
    {"what": ["=1+1", "één; twee", "1,5"], "value": [0.25, -1200.5, float("nan")], "n": [1, 2, 3]}
)
SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def test_a_table_in_dutch_opens_in_a_belgian_spreadsheet(tmp_path):
    save_csv(FRAME, path := tmp_path / "x.csv", "nl")
    assert path.read_bytes().startswith("\ufeffwhat;value;n\n".encode())
    assert path.read_text("utf-8-sig").splitlines()[1:] == [
        "'=1+1;0,25;1",
        '"één; twee";-1200,5;2',
        "1,5;;3",
    ]
    back = pd.read_csv(path, sep=";", decimal=",", encoding="utf-8-sig")
    assert list(back["value"][:2]) == [0.25, -1200.5]


def test_a_table_in_english_is_what_it_was(tmp_path):
    save_csv(FRAME, path := tmp_path / "x.csv")
    assert path.read_bytes().startswith(b"what,value,n\n'=1+1,0.25,1\n")


def cells(path, number):
    """Rows of a sheet: numbers as numbers, texts as they are shown."""
    with ZipFile(path) as book:
        tree = ElementTree.fromstring(book.read(f"xl/worksheets/sheet{number}.xml"))
    assert not list(tree.iter(f"{SHEET}f")), "no formula"
    return [
        [
            float(cell.findtext(f"{SHEET}v", ""))
            if cell.get("t") is None
            else "".join(text.text or "" for text in cell.iter(f"{SHEET}t"))
            for cell in row
        ]
        for row in tree.iter(f"{SHEET}row")
    ]


def test_a_workbook_has_numbers_as_numbers_and_no_formula(tmp_path):
    path = tmp_path / "x.xlsx"
    write_workbook(path, {"one": [FRAME], "parts": [FRAME[:2], FRAME[2:]]})
    assert cells(path, 1) == cells(path, 2) == [
        ["what", "value", "n"],
        ["'=1+1", 0.25, 1.0],
        ["één; twee", -1200.5, 2.0],
        ["1,5", 3.0],
    ]  # fmt: skip
    write_workbook(again := tmp_path / "y.xlsx", {"one": [FRAME], "parts": [FRAME]})
    assert again.read_bytes() == path.read_bytes()


def test_a_table_longer_than_a_sheet_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(workbook, "ROWS_AT_MOST", 3)
    with pytest.raises(TupSimError, match="room for 3 rows, and there are more; write --parquet or --csv"):
        write_workbook(tmp_path / "x.xlsx", {"one": [FRAME]})


def test_without_its_library_a_workbook_says_what_to_install(tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "xlsxwriter", None)
    with pytest.raises(TupSimError, match=r'pip install "tup-sim\[spreadsheet\]"; --csv does without'):
        write_workbook(tmp_path / "x.xlsx", {"one": [FRAME]})


# -------------------------------------------------------------- for a paper


def with_more_at(found, number, name, by):
    """The same findings, in which one outcome of a point is larger in every run."""
    runs = list(found.found)
    raised = tuple(
        replace(each, values=Values(tuple(each.values), _plus(each.values, name, by)))
        for each in runs[number].results
    )
    runs[number] = replace(runs[number], results=raised)
    return replace(found, found=tuple(runs))


def _plus(values, name, by):
    from array import array

    return array("d", [value + by * (key == name) for key, value in values.items()])


def test_an_interaction_is_a_difference_of_differences():
    found = findings({"core_met": -0.03}, noise=0.0)
    (none,) = interactions(found, Key("core_met"))
    assert (none.difference.mean, none.judged.shown.value) == (pytest.approx(0.0), "same")
    (some,) = interactions(with_more_at(found, 3, "core_met", -0.05), Key("core_met"))
    assert some.difference.mean == pytest.approx(-0.05)
    assert (some.factors, some.levels, some.beside) == (
        ("pattern", "cut"),
        ("peer", "deep"),
        ("extra", "none"),
    )
    assert (some.judged.shown.value, some.judged.value, some.difference.n) == ("clear", "worse", 8)


def test_without_all_four_combinations_there_is_no_interaction():
    found = findings()
    asked = replace(found.experiment, points=found.experiment.points[:3])
    assert interactions(replace(found, experiment=asked), Key("core_met")) == []
    assert interactions(two_questions({}), Key("core_met")) == []


def test_a_table_has_every_comparison_and_every_interaction_of_each_outcome():
    found = findings({"core_met": -0.03})
    rows = rows_of(found, "en")
    assert len(rows) == len(KEYS) * (2 + 1)
    assert [each.point is None for each in rows].count(True) == len(KEYS)
    assert {each.key for each in rows_of(found, "en", KEYS[:1])} == {KEYS[0]}
    two = rows_of(two_questions({}), "nl")
    assert dict.fromkeys(each.heading for each in two) == {"Wat doet de besparing?": None, "Wat helpt?": None}


def test_its_numbers_are_those_that_a_program_gets():
    found = findings({"core_met": -0.03, "cost": -12_000.0})
    frame = as_frame(found, "en")
    (question,) = experiment_data(found)["questions"]
    told = 0
    for compared in question["comparisons"]:
        for text, each in compared["differences"].items():
            same = frame[(frame["outcome"] == text) & (frame["low"] == each["low"])]
            told += int(
                (same["difference"] == each["mean"]).any() and (same["base_mean"] == each["base_mean"]).any()
            )
    assert told == 2 * len(KEYS)


def test_factors_are_numbers_where_their_levels_have_values():
    frame = as_frame(findings(), "en")
    assert set(frame["cut"][:2]) == {20.0} and set(frame["pattern"][:2]) == {"extra", "peer"}


@pytest.mark.parametrize("lang", ["en", "nl"])
@pytest.mark.parametrize("form", WRITERS)
def test_every_form_has_base_difference_interval_unit_and_n(form, lang):
    text = WRITERS[form](findings({"core_met": -0.03}), lang, KEYS[:1])
    base, mean = ("0.9000", "-0.0300") if lang == "en" else ("0,9000", "-0,0300")
    plain = text.replace("$-$", "-")
    assert base in plain and mean in plain and ("[-0.031" in plain or "[-0,031" in plain)
    assert {"en": "share", "nl": "aandeel"}[lang] in plain
    assert {"en": "Interactions", "nl": "Interacties"}[lang] in plain


def test_the_page_is_whole_and_latex_takes_no_sign_for_a_command():
    asked = experiment(KEYS[:1])
    bad = Level("deep", Text("50 % & more_of #1 <b> {x}", "x"), 20.0)
    cut = replace(asked.factors[1], levels=(asked.factors[1].levels[0], bad))
    found = findings(asked=replace(asked, factors=(asked.factors[0], cut)))
    html = Page(WRITERS["html"](found, "en", ()))
    assert html.faults == [] and "50 % & more_of #1 <b> {x}" in html.text
    tex = WRITERS["latex"](found, "en", ())
    assert r"50 \% \& more\_of \#1 <b> \{x\}" in tex
    rows = [line for line in tex.splitlines() if line.endswith(r" \\") and "multicolumn" not in line]
    assert all(line.count(" & ") == 7 for line in rows) and len(rows) == 1 + 3


@pytest.mark.parametrize("lang", ["en", "nl"])
def test_a_file_of_a_word_processor_has_the_same_table(tmp_path, lang):
    from docx import Document
    from docx.enum.section import WD_ORIENT

    found, path = findings({"core_met": -0.03}), tmp_path / "table.docx"
    write_docx(found, lang, path, KEYS[:1])
    document = Document(str(path))
    (table,) = document.tables
    shown = [[cell.text for cell in row.cells] for row in table.rows]
    assert document.sections[0].orientation == WD_ORIENT.LANDSCAPE
    assert document.paragraphs[0].text == found.experiment.title.in_language(lang)
    assert len(shown) == 1 + (1 + 2) + (1 + 1)  # heads, the question, interactions
    (heading,) = set(shown[-2])
    assert heading.startswith({"en": "Interactions", "nl": "Interacties"}[lang])
    assert all(f"| {' | '.join(row)} |" in WRITERS["markdown"](found, lang, KEYS[:1]) for row in shown[2:4])


def test_without_its_library_a_word_file_says_what_to_install(tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "docx", None)
    with pytest.raises(TupSimError, match=r'pip install "tup-sim\[word\]"; --format html does without'):
        write_docx(findings(), "en", tmp_path / "x.docx")
