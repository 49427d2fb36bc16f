"""The first two pages of a brief answer: what it costs, what helps, and what it costs to help."""

from __future__ import annotations

import math
import re
import shutil
from dataclasses import replace
from datetime import date
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.reporting.briefs import FIGURES, KEYS
from tests.reporting.briefs import experiment as of_a_grid
from tests.reporting.briefs import findings as made_up
from tests.reporting.html_page import Page
from tests.reporting.two_questions import LEVELS, two_questions
from tests.web.browser import skipped_without
from tup_sim.cli.brief import deliver
from tup_sim.errors import OutputError
from tup_sim.own_house.telling import sentence
from tup_sim.reporting.brief.canvas import possible
from tup_sim.reporting.brief.labels import below_each_other, rows_apart, width_of
from tup_sim.reporting.brief.page import page
from tup_sim.reporting.brief.pictures import pictures
from tup_sim.reporting.brief.speech import Speech, scale, speech_of
from tup_sim.reporting.choices import choices
from tup_sim.reporting.plain import experiment_data
from tup_sim.reporting.printing import BROWSERS, browser, print_to_pdf
from tup_sim.study.experiment import Figure, Level, Question, Text
from tup_sim.study.results import Key
from tup_sim.texts import say

pytestmark = pytest.mark.slow
NO_HELP = "Nothing was shown to help with: requests for basic care that are met."
LANGUAGES = ("en", "nl")
PARTS = {
    "en": ["The answer", "In two pictures", "What the answer depends on", "How far to trust the model",
           "To make it again", "What this cannot tell", "Words", "Annex: every comparison"],
    "nl": ["Het antwoord", "In twee figuren", "Waar het antwoord van afhangt", "Hoe ver het model te vertrouwen is",
           "Om het opnieuw te maken", "Wat dit niet kan zeggen", "Woorden", "Bijlage: alle vergelijkingen"],
}  # fmt: skip
HELP = {"coordinator": {"core_met": 0.03, "cost": 9_000.0, "professionals_fte": -0.4}}
# What nobody in a council has to know; checks and fingerprints stand in the annex.
STRANGE = (
    "Holm", "Bonferroni", "ngerprint", "ngerafdruk", "contact ratio", "Contact ratio", "Contactratio", "Core requests",
    "Basisvragen", "placebo", "p-value", "ab12cd34", "seed",
)  # fmt: skip


def whole(found, lang="en", drawn=()):
    """All the page says, in single spaces."""
    return " ".join(Page(page(found, Speech(lang), list(drawn))).text.split())


def first(found, lang="en"):
    """What the first pages say."""
    text = whole(found, lang)
    return text[: text.index(PARTS[lang][-1])]


def between(text, begin, end):
    return text[text.index(begin) : text.index(end, text.index(begin))]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_parts_come_in_the_order_in_which_a_council_asks(lang):
    found = two_questions(HELP)
    html = Page(page(found, Speech(lang), pictures(found, Speech(lang))))
    seconds = [text for level, text in html.headings if level == 2]
    assert seconds[: len(PARTS[lang])] == PARTS[lang]
    assert html.faults == []


def test_the_answer_is_in_euro_posts_people_and_per_100_clients():
    costs = between(first(two_questions(HELP)), "What it costs.", "What helps.")
    assert "Cut against no cut: of 100 requests for basic care, about 5.00 more go unmet" in costs
    assert "It went that way in 8 of 8 runs." in costs
    for part in (
        "119,600 euros a year less is granted", "110,000 euros a year less is spent", "1.50 fewer full-time posts",
        "4.0 fewer volunteers", "per 100 clients 20.00 fewer hours a week of personal contact",
    ):  # fmt: skip
        assert part in costs, costs


def test_what_helps_is_told_with_its_price():
    text = first(two_questions(HELP))
    helps = between(text, "What helps.", "What it costs to help.")
    assert "Coordinator against cut: of 100 requests for basic care, about 3.00 fewer go unmet" in helps
    price = between(text, "What it costs to help.", "The comparisons in one table")
    assert "“coordinator”: 9,000 euros a year more is spent" in price and "fewer full-time posts" in price


def test_a_level_one_cannot_have_is_shown_and_never_recommended():
    found = two_questions(HELP)
    (choice,) = choices(found, "en")
    assert "Shown, and not to be chosen: “no cut”." in choice.now
    assert "“coordinator” comes out best" in choice.now
    assert "Compared with: no cut" in first(found)


def test_a_small_loss_is_told_with_its_way_and_that_it_may_be_small():
    text = first(two_questions({"mentors": {"core_met": -0.01}}, noise=0.5))
    helps = between(text, "What helps.", "What it costs to help.")
    assert "Worse, perhaps small: “mentors”." in helps
    small = first(made_up({"core_met": -0.02}, of_a_grid(KEYS[:1])))
    assert "It may be too small to matter: the smallest difference that matters is 2 of 100." in small


def test_it_says_so_plainly_when_nothing_helps():
    text = first(two_questions({}))
    assert f"What helps. {NO_HELP} Too small to matter:" in text
    assert "What it costs to help. What each alternative changes in money" in text


def test_what_helps_with_something_else_is_no_help_with_nothing():
    text = first(two_questions({"mentors": {"contact_ratio": 0.2}}))
    assert f"{NO_HELP} “mentors” does clearly improve: guidance that volunteers receive." in text
    assert "Clearly worse as well: guidance that volunteers receive." in text, "the cut takes guidance away"
    assert "does clearly improve" not in first(two_questions({}))


def test_a_plan_that_is_held_against_today_is_what_it_costs():
    found = two_questions({"mentors": {"contact_ratio": 0.2}})
    mentors = LEVELS.index("mentors")
    whole = Question(Text("And the plan?", "En het plan?"), ((mentors, 0),))
    asked = replace(found.experiment, questions=(*found.experiment.questions, whole))
    text = first(replace(found, experiment=asked))
    assert "What it costs. Mentors against no cut: " in text
    assert "One more comparison of this kind stands in the table." in text


def test_what_cannot_be_told_is_said_plainly():
    text = first(two_questions({}, noise=40.0))
    assert "no clear difference" in text and "These runs cannot tell what happens to " in text
    table = between(text, "The comparisons in one table", "What the answer depends on")
    assert re.search(r"cannot tell ?−\d", table), "a cell of the table says it, with how far it may go"
    assert "better" not in table and "too small" not in table


def test_an_alternative_that_makes_it_worse_costs_something():
    found = made_up({"core_met": -0.03}, of_a_grid(KEYS[:2]))
    text = first(found)
    assert "What it costs. Extra hands: cut of 20 % against no cut: of 100 requests" in text
    assert f"What helps. {NO_HELP} Worse:" in text
    better = first(made_up({"core_met": 0.03}, of_a_grid(KEYS[:2])))
    assert "What it costs. None of the alternatives was shown to make it worse." in better


def test_where_nobody_says_which_way_is_good_nothing_is_recommended():
    text = first(made_up({"cost": -20_000.0}, of_a_grid((Key("cost"),))))
    assert "so nothing is recommended" in text
    assert "better" not in between(text, "What it costs.", "What helps.")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_word_of_the_first_pages_is_strange(lang):
    text = first(two_questions(HELP, main="contact_ratio"), lang)
    assert [word for word in STRANGE if word in text] == []
    shown = {
        "en": "of every 100 hours of guidance that volunteers need",
        "nl": "van elke 100 uur begeleiding",
    }
    assert shown[lang] in text


def test_a_narrow_interval_asks_for_no_cents_and_no_thousandths_of_people():
    costs = between(first(two_questions(HELP)), "What it costs.", "What helps.")
    assert re.search(r"\d\.\d{3} fewer full-time|\d\.\d\d fewer volunteers|\d\.\d+ euros", costs) is None


def test_guidance_is_counted_out_of_100_hours_needed():
    text = first(two_questions({}, main="contact_ratio"))
    assert "of 100 hours of guidance that volunteers need, they receive about 10.00 fewer" in text
    assert "Guidance that volunteers receive (of 100 hours needed)" in text


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_table_has_the_numbers_that_a_program_gets(lang):
    found = two_questions(HELP)
    speech, text = Speech(lang), first(found, lang)
    rows = between(text, {"en": "in one table", "nl": "in één tabel"}[lang], PARTS[lang][2])
    told = 0
    for question in experiment_data(found)["questions"]:
        for compared in question["comparisons"]:
            for name in ("core_met", "cost", "professionals_fte", "volunteers"):
                each = compared["differences"][name]
                if each["verdict"] not in ("clear", "clear but small"):
                    continue
                factor = scale(Key(name))
                least = {"cost": 10.0, "professionals_fte": 0.1, "volunteers": 1.0}.get(name, 0.0)
                half = max(factor * (each["high"] - each["low"]) / 2, least)
                assert speech.rounded(factor * each["mean"], half, sign=True) in rows, (compared, name)
                told += 1
    assert told >= 6


def test_a_program_gets_points_questions_and_values():
    data = experiment_data(two_questions(HELP))
    assert [each["question"] for each in data["questions"]] == ["What does the cut do?", "What helps?"]
    assert [len(each["comparisons"]) for each in data["questions"]] == [1, 5]
    assert [each["levels"]["plan"] for each in data["points"]] == list(LEVELS)
    assert experiment_data(made_up())["points"][1]["values"] == {"cut": 20.0}


def test_more_comparisons_than_there_is_room_for_stand_in_the_annex():
    found = two_questions(HELP)
    levels = tuple(Level(f"way {n}", Text(f"way {n}", f"weg {n}")) for n in range(5))
    asked = found.experiment
    factor = replace(asked.factors[0], levels=(*asked.factors[0].levels, *levels))
    points = tuple(replace(asked.points[-1], number=7 + n, levels={"plan": f"way {n}"}) for n in range(5))
    pairs = (*asked.questions[1].pairs, *((7 + n, 1) for n in range(5)))
    more = replace(
        asked,
        factors=(factor,),
        points=(*asked.points, *points),
        questions=(asked.questions[0], replace(asked.questions[1], pairs=pairs)),
    )
    text = first(replace(found, experiment=more, found=(*found.found, *found.found[-1:] * 5)))
    assert "3 more comparisons stand in the annex." in text
    assert "way 1" in text and "way 2" not in text


# ------------------------------------------------------------------ pictures


def drawn(kind, lang="nl"):
    found = made_up(asked=of_a_grid(figures=FIGURES))
    return [each for each in pictures(found, Speech(lang)) if each.kind == kind]


def test_the_same_outcome_has_the_same_scale():
    weeks = drawn("weeks")
    assert len(weeks) == 2
    assert len({each.figure.axes[0].get_ylim() for each in weeks}) == 1
    both = [*drawn("answer")[:1], *(each for each in drawn("differences") if each.shows == "core_met")]
    assert len({each.figure.axes[0].get_xlim() for each in both}) == 1 and len(both) == 2
    found = two_questions(HELP)
    weekly = next(each for each in pictures(found, Speech("en")) if each.name == "answer-weeks")
    assert len({panel.get_ylim() for panel in weekly.figure.axes}) == 1
    assert len(weekly.figure.axes) == 6


def test_the_weekly_picture_shows_the_difference_and_not_the_levels():
    found = two_questions(HELP, noise=0.0)
    weekly = next(each for each in pictures(found, Speech("en")) if each.name == "answer-weeks")
    course = [float(panel.lines[1].get_ydata()[3]) for panel in weekly.figure.axes]
    assert course == pytest.approx([-5.0, 3.0, 0.0, 0.0, 0.0, 0.0])
    assert "cut −5" in weekly.alternative


def test_an_interval_of_a_count_does_not_reach_below_nought():
    ends = possible(pytest.importorskip("numpy").array([-3.0, 4.0]), Key("volunteers"))
    assert list(ends) == [0.0, 4.0]
    for name in ("recognition", "net_volunteer_hours", "budget_balance"):
        assert list(possible(pytest.importorskip("numpy").array([-3.0, 4.0]), Key(name))) == [-3.0, 4.0]


@given(st.lists(st.tuples(st.floats(0, 300), st.floats(1, 90)), min_size=1, max_size=12))
def test_names_in_one_row_never_cover_each_other(places):
    rows = rows_apart([middle for middle, _ in places], [width for _, width in places], gap=2.0)
    for (one, first_row), (other, second_row) in combinations(zip(places, rows, strict=True), 2):
        if first_row == second_row:
            assert abs(one[0] - other[0]) >= (one[1] + other[1]) / 2 + 2.0 - 1e-9


def test_names_far_apart_stay_in_one_row():
    assert rows_apart([0, 100, 200], [40, 40, 40]) == [0, 0, 0]
    assert rows_apart([0, 30, 60], [40, 40, 40]) == [0, 1, 0]


def test_a_name_that_would_cover_another_is_moved_below_all_of_its_lines():
    assert below_each_other(["two\nlines", "under"], [0.0, 5.0], 8) == ["two\nlines", "\n\nunder"]
    assert below_each_other(["a", "b"], [0.0, 200.0], 8) == ["a", "b"]
    assert width_of("long text\nx", 8) == width_of("long text", 8) > width_of("x", 8) > 0


def _lowest_line(text):
    """The box of the letters of a name of one line, without the empty lines above it."""
    from matplotlib.transforms import Bbox

    box, lines = text.get_window_extent(), text.get_text().count("\n") + 1
    return Bbox.from_extents(box.x0, box.y0, box.x1, box.y0 + box.height / lines)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_names_of_levels_do_not_collide_in_a_picture(lang):
    """Five days and two weeks stand close together on an axis that goes to two months."""
    names = [("five days", "vijf dagen"), ("two weeks", "twee weken"), ("two months", "twee maanden")]
    days = (5.0, 14.0, 60.0)
    levels = tuple(Level(en, Text(en, nl), day) for (en, nl), day in zip(names, days, strict=True))
    asked = of_a_grid(KEYS[:1], (Figure("levels", KEYS[:1], along="cut"),))
    cut = replace(asked.factors[1], levels=levels)
    points = tuple(
        replace(asked.points[n], levels={"pattern": "extra", "cut": en}, reference=0 if n else None)
        for n, (en, _) in enumerate(names)
    )
    found = made_up(asked=replace(asked, factors=(asked.factors[0], cut), points=points))
    level = next(each for each in pictures(found, Speech(lang)) if each.kind == "levels")
    level.figure.draw_without_rendering()
    boxes = [_lowest_line(text) for text in level.figure.axes[0].get_xticklabels()]
    assert len(boxes) == 3
    assert not any(one.overlaps(other) for one, other in combinations(boxes, 2))


# -------------------------------------------------------------------- on paper


LONG = (
    "Een besparing van EUR 60.000 per jaar, 13,2 % van de subsidie, vanaf 3 juli 2028 (aangekondigd: 13 weken vooraf; "
    "gespaard: de vrijwilligerscoördinator; geld voor opleiding en werving): wat doet ze met cliënten en "
    "vrijwilligers, en welke keuze helpt het meest?"
)  # what `tup-sim house` asks


# All that may not add up in an own organisation.
OFF = ("own-off-overhead-little", "own-less-fte", "own-less-volunteer-hours", "own-less-coordinator")


def pages_of(pdf: Path) -> int:
    return len(re.findall(rb"/Type\s*/Page\b(?!s)", pdf.read_bytes()))


@skipped_without(browser(), "no Chromium, Chrome or Edge is installed to print with")
@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_answer_takes_two_sheets_with_five_alternatives(lang, tmp_path):
    found = two_questions({name: HELP["coordinator"] for name in LEVELS[2:]})
    known = {"quick": True, "question": Text(LONG, LONG), "starts": date(2027, 1, 4)}  # all that may be said
    off = (
        sentence((name, {"overhead": 117_384, "percent": 33, "house": "open_house"}), lang) for name in OFF
    )
    known["limits"] = (Text(*[f"{say(lang, 'own-is-off')} {' '.join(off)}"] * 2),)
    found = replace(found, experiment=replace(found.experiment, **known))
    speech = speech_of(found.experiment, lang)
    text = page(found, speech, pictures(found, speech))
    begin = text.index('<section class="annex">')
    (tmp_path / "first.html").write_text(text[:begin] + "</main></body></html>", encoding="utf-8")
    (tmp_path / "all.html").write_text(text, encoding="utf-8")
    for name in ("first", "all"):
        print_to_pdf(tmp_path / f"{name}.html", tmp_path / f"{name}.pdf")
    assert 1 <= pages_of(tmp_path / "first.pdf") <= 2
    assert pages_of(tmp_path / "all.pdf") > 2, "the annex begins on a sheet of its own"


def test_without_a_browser_the_page_is_there_and_it_is_told_what_to_do(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr("tup_sim.reporting.printing.INSTALLED", ())
    with pytest.raises(OutputError, match=r"was found: install one, or open .*brief\.html in any browser"):
        deliver(two_questions(HELP), "en", tmp_path / "brief.html", pdf=True)
    assert (tmp_path / "brief.html").is_file() and not (tmp_path / "brief.pdf").exists()
    assert "brief.html" in capsys.readouterr().out


@pytest.mark.skipif(shutil.which("sh") is None, reason="a stand-in for a browser is a script of sh")
@pytest.mark.parametrize("name", BROWSERS[:3])
def test_a_browser_is_found_by_its_name(name, tmp_path, monkeypatch):
    given = 'case "$each" in --print-to-pdf=*) echo x > "${each#--print-to-pdf=}";; esac'
    script = f'#!/bin/sh\nfor each in "$@"; do {given}; done\n'
    (tmp_path / name).write_text(script)
    (tmp_path / name).chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr("tup_sim.reporting.printing.INSTALLED", ())
    print_to_pdf(tmp_path / "page.html", tmp_path / "page.pdf")
    assert (tmp_path / "page.pdf").read_text() == "x\n"
    (tmp_path / name).write_text("#!/bin/sh\nexit 3\n")
    with pytest.raises(OutputError, match="did not make a PDF"):
        print_to_pdf(tmp_path / "page.html", tmp_path / "other.pdf")
    assert not (tmp_path / "other.pdf").exists()


def test_a_brief_of_six_comparisons_is_made_in_five_seconds(tmp_path):
    from time import process_time

    begin = process_time()
    deliver(two_questions(HELP), "en", tmp_path / "x.html")
    assert process_time() - begin < 5 and not math.isnan(begin)
