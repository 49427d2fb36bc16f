"""A brief says what the numbers say, in both languages, and stands on its own."""

from __future__ import annotations

import re
from array import array
from collections import Counter
from dataclasses import replace
from datetime import date
from itertools import pairwise
from xml.etree import ElementTree

import pytest

from tests.reporting.briefs import BROKEN, FIGURES, KEYS, experiment, findings, only
from tests.reporting.html_page import Page
from tup_sim.cli.brief import deliver
from tup_sim.errors import OutputError
from tup_sim.model.parameters import Parameters, Scenario
from tup_sim.reporting.brief import write_brief
from tup_sim.reporting.brief.page import page
from tup_sim.reporting.brief.pictures import pictures
from tup_sim.reporting.brief.speech import Speech, speech_of
from tup_sim.reporting.brief.verdicts import Beside
from tup_sim.reporting.brief.wording import bounds
from tup_sim.reporting.tables import experiment_view
from tup_sim.reporting.view import as_text
from tup_sim.study.experiment import DesignPoint, Figure, Level, Text
from tup_sim.study.findings import NOTHING_TO_CHECK, Check
from tup_sim.study.ranges import Range
from tup_sim.study.results import Key
from tup_sim.study.work import Values

pytestmark = pytest.mark.slow
LANGUAGES = ("en", "nl")
ANNEX = {
    "en": ("Annex: every comparison", "With other assumptions"),
    "nl": ("Bijlage: alle vergelijkingen", "Met andere aannames"),
}


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    """A brief with every kind of picture in each language, and the files beside it."""
    folder = tmp_path_factory.mktemp("briefs")
    found = findings(asked=experiment(figures=FIGURES))
    return {lang: write_brief(found, lang, folder / f"{lang}.html") for lang in LANGUAGES}


@pytest.fixture(scope="module", params=LANGUAGES)
def whole(request, written):
    """The whole page in a language."""
    return Page(written[request.param][0].read_text("utf-8"))


def read(found, lang="en"):
    """A page without its pictures."""
    return Page(page(found, Speech(lang), []))


def said(found, lang="en"):
    """What a page says, in single spaces."""
    return " ".join(read(found, lang).text.split())


def with_manifest(found, **kept):
    """With more in its manifest."""
    return replace(found, manifest={**found.manifest, **kept})


def cards(found, lang="en"):
    """What the annex says of every comparison, before everything that explains it."""
    text = said(found, lang)
    begin, end = ANNEX[lang]
    annex = text[text.index(begin) :]
    return annex[: annex.index(end)]


# ------------------------------------------------------------------- the page


def test_the_page_needs_no_network_and_no_script(whole):
    assert whole.faults == []
    policy = next(tag["content"] for tag in whole.tags["meta"] if "http-equiv" in tag)
    assert policy == "default-src 'none'; style-src 'unsafe-inline'; img-src data:"


@pytest.mark.parametrize("bad", [
    "<script>x</script>", "<p onclick='x'></p>", "<img src='http://a.b/c.png' alt='x'>", "<p>",
    "<style>p { background: url(http://a.b) }</style>", "<use href='#nowhere'></use>", "<link rel='x'>",
])  # fmt: skip
def test_a_bad_page_is_noticed(bad):
    assert Page(f"<html>{bad}</html>").faults


@pytest.mark.parametrize(
    ("lang", "weeks", "begins"),
    [
        (
            "en",
            "weeks 0 (4 January 2027) to 156 (31 December 2029)",
            "Week 0 begins on Monday 4 January 2027",
        ),
        (
            "nl",
            "week 0 (4 januari 2027) tot 156 (31 december 2029)",
            "Week 0 begint op maandag 4 januari 2027",
        ),
    ],
)
def test_weeks_have_their_date_where_somebody_said_when_they_begin(lang, weeks, begins):
    known = replace(experiment(), starts=date(2027, 1, 4))
    text = " ".join(Page(page(findings(asked=known), speech_of(known, lang), [])).text.split())
    assert weeks in text
    assert begins in text
    assert "2029" not in said(findings(), lang)


def test_headings_come_in_order(whole):
    levels = [level for level, _ in whole.headings]
    assert levels.count(1) == 1 and levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert all(text.strip() for _, text in whole.headings)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_cell_has_the_name_of_its_column_for_screens_on_which_it_stands_alone(written, lang):
    text = written[lang][0].read_text("utf-8")
    cells, heads = re.findall(r"<td([^>]*)>", text), set(re.findall(r'<th scope="col">([^<]*)</th>', text))
    named = {found[1] for each in cells if (found := re.fullmatch(r' data-head="([^"]+)"', each))}
    assert cells and named < heads
    assert all("data-head" in each for each in cells)


def test_ids_are_unique(whole):
    assert [name for name, times in Counter(whole.ids).items() if times > 1] == []


def test_every_picture_says_its_numbers(whole):
    assert len(whole.pictures) == len(whole.tags["figure"]) == 10
    assert all(re.search(r"\d", text) and len(text) > 60 for text in whole.pictures)


def test_the_page_says_its_language(written):
    for lang in LANGUAGES:
        assert Page(written[lang][0].read_text("utf-8")).tags["html"] == [{"lang": lang}]


def test_pictures_lie_beside_it_as_svg_and_png(written):
    beside = written["en"][1:]
    assert {path.parent.name for path in beside} == {"en_figures"}
    assert Counter(path.suffix for path in beside) == {".svg": 10, ".png": 10}
    for path in beside:
        if path.suffix == ".png":
            assert path.read_bytes().startswith(b"\x89PNG")
        else:
            drawn = ElementTree.fromstring(path.read_text("utf-8"))
            assert drawn.findall(".//{http://www.w3.org/2000/svg}text")


def test_equal_findings_give_equal_bytes(written, tmp_path):
    again = write_brief(findings(asked=experiment(figures=FIGURES)), "nl", tmp_path / "nl.html")
    assert [path.read_bytes() for path in again] == [path.read_bytes() for path in written["nl"]]


def test_a_picture_of_what_no_run_knows_is_left_out(tmp_path):
    unknown = Key("client_trust")
    asked = experiment(figures=tuple(Figure(kind, (unknown, KEYS[1])[: 1 + (kind == "trade_off")], along="cut")
                                     for kind in ("differences", "levels", "weeks", "trade_off")))  # fmt: skip
    names = [path.name for path in write_brief(findings(asked=asked), "en", tmp_path / "x.html")]
    assert [name for name in names if "trust" in name] == []


@pytest.mark.parametrize("how", [{"runs": 1}, {"failed": 8}, {"noise": 0.0, "shift": {"core_met": 0.0}}])
def test_pictures_can_be_drawn_of_next_to_nothing(how):
    for figure in FIGURES:
        drawn = pictures(findings(asked=experiment(KEYS[:1], (figure,)), **how), Speech("en"))
        assert all("n/a" not in each.alternative and each.inline().startswith("<svg") for each in drawn)


def drawn(kind, **how):
    """The panel of the first picture of a kind, and the words of its legend."""
    asked = experiment(KEYS[:1] + KEYS[2:3], tuple(each for each in FIGURES if each.kind == kind))
    found = next(each for each in pictures(findings(asked=asked, **how), Speech("en")) if each.kind == kind)
    return found.figure.axes[0], [text.get_text() for text in found.figure.legends[0].get_texts()]


def test_letters_of_points_that_coincide_do_not_cover_each_other():
    figure = Figure("trade_off", (KEYS[2], KEYS[0]))
    *_, plane = pictures(findings({"core_met": -0.0002}, experiment(KEYS[:3], (figure,))), Speech("en"))
    letters = {each.get_text(): each.xyann for each in plane.figure.axes[0].texts if each.get_text()}
    assert set(letters) == set("ABCD")
    assert len(set(letters.values())) == 4
    apart = findings({"core_met": -0.3, "cost": -90_000.0}, experiment(KEYS[:3], (figure,)), noise=0.0)
    *_, plane = pictures(apart, Speech("en"))
    letters = {each.get_text(): each.xyann for each in plane.figure.axes[0].texts if each.get_text()}
    assert letters["A"] == letters["B"] != letters["C"]


def test_the_line_at_nought_does_not_run_through_the_names_of_rows():
    panel, _ = drawn("differences")
    noughts = [line.get_ydata() for line in panel.lines if list(line.get_xdata()) == [0, 0]]
    names = [text.get_position()[1] for text in panel.texts]
    assert len(noughts) == len(names) == 2
    assert not any(min(line) <= name + 0.1 <= max(line) for line in noughts for name in names)


def test_with_one_run_the_legend_says_that_it_cannot_tell():
    assert drawn("differences", runs=1)[1][0] == "one run, cannot tell"
    assert "one run, cannot tell" not in drawn("differences")[1]


def test_a_place_that_cannot_be_written_is_told(tmp_path):
    with pytest.raises(OutputError):
        write_brief(
            findings(asked=experiment(figures=(Figure("weeks", (KEYS[3],)),))),
            "en",
            tmp_path / "no" / "x.html",
        )


def test_the_command_says_where_the_brief_is(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    found = findings(asked=experiment(figures=FIGURES[-1:]))
    deliver(found, "nl", None)
    assert capsys.readouterr().out == "Bewaard: depth_nl.html, depth_nl_figures/\n"
    with pytest.raises(OutputError):
        deliver(found, "en", tmp_path / "no" / "x.html")


# ----------------------------------------------------------------- languages


def numbers(text, lang):
    """Every number in a text, as written without separators."""
    found = re.findall(r"[−+]?\d(?:[\d.,]*\d)?", text)
    thousands, point = (",", ".") if lang == "en" else (".", ",")
    return [each.replace(thousands, "").replace(point, ".") for each in found]


def test_both_languages_have_the_same_numbers():
    found = findings({"core_met": -0.03, "cost": -12_000.0, "volunteers": -1.5}, worlds=(1.0, 0.5, -0.2))
    pages = {lang: said(found, lang) for lang in LANGUAGES}
    ends = {"en": "Where this comes from", "nl": "Waar dit vandaan komt"}
    english, dutch = (numbers(text[: text.index(ends[lang])], lang) for lang, text in pages.items())
    assert english == dutch
    assert {"588000", "−12000", "−3.00"} <= set(english)


def test_alternative_texts_have_the_same_numbers(written):
    pages = {lang: Page(written[lang][0].read_text("utf-8")) for lang in LANGUAGES}
    english, dutch = (numbers(" ".join(pages[lang].pictures), lang) for lang in LANGUAGES)
    assert english == dutch


def test_numbers_and_dates_are_written_the_local_way():
    found = findings({"core_met": -0.03, "volunteers": -1.5})
    assert "24 November 2026" in said(found) and "63.5" in said(found)
    assert "24 november 2026" in said(found, "nl") and "63,5" in said(found, "nl")


def test_a_window_is_told_by_its_word_or_its_weeks():
    speech = Speech("nl", "late", {"fourth_year": (156.0, 208.0), "year1": (0.0, 52.0)})
    named = [speech.outcome(Key("core_met", window)) for window in ("late", "year1", "fourth_year")]
    assert named == [
        "Basisvragen beantwoord",
        "Basisvragen beantwoord (eerste jaar van de verandering)",
        "Basisvragen beantwoord (week 156 tot 208)",
    ]


# ------------------------------------------------------------------- verdicts


def test_a_clear_loss_is_told_in_people():
    text = cards(findings({"core_met": -0.03}))
    assert "Of 100 requests for basic care, about 3.00 more go unmet (probably between 2.85 and 3.15)" in text
    assert "That is worse." in text and "It went that way in 8 of 8 runs." in text
    assert "Van 100 vragen om basiszorg blijven er ongeveer 3,00 meer onbeantwoord" in cards(findings(), "nl")


def test_text_and_table_round_alike():
    text = said(findings({"core_met": -0.0222}, noise=12.0))
    assert "about 2.2 more go unmet (probably between 0.4 and 4.0)" in text
    assert "90.0 87.8 −2.2 −4.0 to −0.4" in text
    unclear = said(findings({"cost": 100.0}, only(Key("cost"), smallest=1.0)))
    assert "anything between −900 and +1,100 euros a year" in unclear and "−900 to +1,100" in unclear


@pytest.mark.parametrize(("low", "high", "written"), [
    (-0.0404, -0.00004, "−4.0 to −0.004"), (-0.34, 0.0002, "−34 to +0.02"), (-0.3, 0.0, "−30 to 0"),
])  # fmt: skip
def test_an_end_of_an_interval_is_written_as_nought_only_if_it_is(low, high, written):
    found = findings(asked=only(Key("core_met")))
    contrast = found.contrast(found.experiment.points[1], Key("core_met"))
    between = contrast.difference._replace(mean=(low + high) / 2, low=low, high=high)
    each = Beside(Key("core_met"), contrast._replace(difference=between), (), None)
    assert Speech("en").say("span", **bounds(each, Speech("en"))) == written


def test_the_answer_begins_with_the_largest_clear_difference():
    text = cards(findings({"core_met": -0.03}))
    assert (
        "of 2 comparisons, 2 are worse. The largest clear difference is that of extra hands: cut of 20 % against no "
        "cut. Of 100 requests for basic care, about 3.00 more go unmet (probably between 2.85 and 3.15). Compared"
    ) in text
    assert "The largest clear difference" not in cards(findings({"cost": 0.0}, only(Key("cost"))))


def test_one_comparison_has_a_first_line_too():
    asked = only(Key("core_met"))
    text = cards(findings(asked=replace(asked, points=asked.points[:2])))
    assert "2026. extra hands: cut of 20 % against no cut. Of 100 requests for basic care, about 3.00" in text


def test_a_card_says_what_its_levels_are_levels_of():
    text = cards(findings())
    assert "Compared with: Who carries the work: peers; Depth of the cut: no cut" in text
    assert "Wie het werk draagt: gelijken; Diepte van de bezuiniging: bezuiniging van 20 %" in cards(
        findings(), "nl"
    )


@pytest.mark.parametrize(("lang", "one"), [("en", "1 person."), ("nl", "1 persoon.")])
def test_one_of_something_is_not_several(lang, one):
    assert one in cards(findings({"volunteers": -1.0}, only(Key("volunteers"), smallest=1.0)), lang)


def test_an_interval_without_width_is_not_told():
    found = findings({"cost": 500.0}, replace(experiment(KEYS[:3:2]), smallest={}), noise=0.0)
    assert "Cost: +500 euros a year Compared with" in cards(found)


def test_outcomes_in_a_list_all_have_their_interval_and_no_brackets():
    late = Key("volunteers", "late")
    asked = replace(
        experiment((KEYS[0], late)), windows={"horizon": (0.0, 156.0), "late": (104.0, 156.0)}, smallest={}
    )
    assert "Worse Volunteers (last year): −8.0 persons, between −8.1 and −7.9" in cards(
        findings({"volunteers": -8.0}, asked)
    )


def test_a_rare_share_is_counted_out_of_more():
    text = cards(findings({"absence": 0.002}, only(Key("absence"), smallest=0.0001), noise=0.01))
    assert "Absence: about 2.0000 more of every 1,000" in text


def test_a_gain_is_better():
    assert "about 3.000 fewer go unmet (probably between 2.985 and 3.015). That is better." in cards(
        findings({"core_met": 0.03}, noise=0.1)
    )


def test_without_a_good_direction_nothing_is_better_or_worse():
    text = cards(findings({"cost": -20_000.0}, only(Key("cost"))))
    assert "Whether that is good depends on what you want." in text
    assert "better" not in text.lower() and "worse" not in text.lower()


def test_an_interval_around_nought_cannot_tell():
    text = cards(findings({"cost": 0.0}, only(Key("cost"), smallest=1.0)))
    assert "no clear difference. These runs cannot tell: anything between" in text


def test_small_for_certain_is_no_difference_that_matters():
    found = findings({"core_met": -0.005}, only(Key("core_met"), smallest=0.02), noise=0.1)
    assert found.contrast(found.experiment.points[1], Key("core_met")).difference.clear
    assert "no difference that matters" in cards(found) and "worse" not in cards(found).lower()


def test_clear_but_perhaps_small_is_told():
    text = cards(findings({"core_met": -0.02}, only(Key("core_met"), smallest=0.02)))
    assert (
        "That is worse. It may be too small to matter: the smallest difference that matters is 2 of 100."
        in text
    )


def test_the_same_in_every_run_is_told():
    assert "exactly the same in every run" in cards(
        findings({"core_met": 0.0}, only(Key("core_met")), noise=0.0)
    )


def test_one_run_cannot_tell():
    text = cards(findings(runs=1))
    assert "One run cannot tell." in text and "worse" not in text.lower()


def test_an_outcome_without_values_is_told():
    found = findings(asked=only(Key("client_trust")))
    gone = findings(asked=experiment((Key("client_trust"),)), failed=8)
    assert "no value" not in cards(found)
    assert "these runs have no value for it" in cards(gone)


def test_no_p_value_stands_in_the_main_text():
    text = said(findings())
    main = text[: text.index("All numbers")]
    assert "(Holm)" in text and not re.search(r"p-value|\bp\b", main)


# -------------------------------------------------- worlds, checks, provenance


def test_without_worlds_it_says_that_nothing_was_examined():
    assert "Not examined: every assumption stayed as it is." in said(findings())


def test_it_counts_in_how_many_worlds_the_direction_holds():
    text = said(findings({"core_met": -0.03}, worlds=(1.0, 0.5, 2.0, -0.5)))
    assert "in 3 of 4 worlds" in text
    assert (
        "Depth of the cut: extra hands In 4 worlds with other assumptions “no cut” is most often the best"
        in text
    )
    assert "in 75 % of them [30 to 95 %]" in text
    assert "In none of 4 worlds does “no cut” lose more than 2 of 100 against the best." in text
    assert "cut of 20 % 87.0 25 % of 4 [5 to 70 %] 0 % of 8 [0 to 32 %] 2.6 [0.8, 4.9]" in text


def test_without_worlds_it_says_which_choice_may_be_the_best_and_no_more():
    text = said(findings({"core_met": -0.03}))
    assert "no cut. The best is one of: “extra hands”; “peers” (95 % sure, 8 runs)." in text
    assert "“no cut” comes out best" not in text, "that is what the comparison says already"
    assert "worlds with other assumptions" not in text
    assert "Which choice is the best?" not in said(findings(asked=only(Key("cost"))))


def without_value(found, point):
    """The same findings, in which one point has no value of any outcome."""
    nothing, runs = Values((), array("d")), list(found.found)
    empty = tuple(replace(each, values=nothing) for each in runs[point].results)
    runs[point] = replace(runs[point], results=empty)
    worlds = {
        at: replace(each, values=nothing) if at[1] == point else each for at, each in found.worlds.items()
    }
    return replace(found, found=tuple(runs), worlds=worlds)


def test_an_alternative_without_any_value_is_left_out_and_named():
    asked = experiment(worlds=3)
    third = Level("third", Text("third way", "derde weg"))
    factors = (replace(asked.factors[0], levels=(*asked.factors[0].levels, third)), asked.factors[1])
    more = DesignPoint(4, {"pattern": "third", "cut": "none"}, Scenario("third-none"), None)
    found = findings(
        asked=replace(asked, factors=factors, points=(*asked.points, more)), worlds=(1.0, 0.5, 0.2)
    )
    text = said(without_value(found, 4))
    assert (
        "Left out, for these runs give it no value: “third way”. The best is one of: “extra hands”; “peers”"
        in text
    )
    assert "in - %" not in text


@pytest.mark.parametrize("lang", LANGUAGES)
def test_where_one_alternative_is_left_there_is_nothing_to_choose(lang):
    text = said(without_value(findings(worlds=(1.0, 0.5, 0.2)), 3), lang)
    words = {"en": "That leaves nothing to choose between.", "nl": "Zo blijft er niets te kiezen."}
    assert words[lang] in text and "in - %" not in text


def test_a_choice_that_is_surely_the_best_is_told_in_both_languages():
    asked = experiment()
    points = [replace(each, reference=0 if each.number else None) for each in asked.points]
    found = findings({"core_met": -0.03}, replace(asked, points=tuple(points)))
    assert "extra hands. “no cut” comes out best (95 % sure, 8 runs)." not in said(found)
    assert "peers. “no cut” comes out best (95 % sure, 8 runs)." in said(found)
    assert "gelijken. “geen bezuiniging” komt als beste uit de bus (95 % zeker, 8 runs)." in said(found, "nl")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_conditions_under_which_the_best_choice_loses_are_a_sentence(lang):
    """A cut hurts in half of the worlds, and helps where patience is short."""
    patience = Range("patience", "How soon a volunteer leaves.", "weeks", 20, 0, 40, False, True)
    worlds = tuple({"patience": float(week)} for week in range(40))
    asked = replace(experiment(), ranges=(patience,), worlds=worlds)
    found = findings({"core_met": -0.05}, asked, worlds=[-1.0 if week < 16 else 1.0 for week in range(40)])
    words = {
        "en": "Where “How soon a volunteer leaves” is below 15.5 weeks (",
        "nl": "Waar “How soon a volunteer leaves” onder 15,5 weken ligt (",
    }
    tail = {
        "en": "“no cut” loses more than 2 of 100 against the best: in 100 % of such worlds",
        "nl": "verliest “geen bezuiniging” meer dan 2 op 100 tegenover het beste: in 100 % van zulke werelden",
    }
    text = said(found, lang)
    assert words[lang] in text and tail[lang] in text
    table = as_text(experiment_view(found, lang))
    assert words[lang] in table and tail[lang] in table


def test_it_says_what_the_same_luck_saved():
    assert "What the same luck saved" not in said(findings()), (
        "a reference that does not vary has no correlation"
    )
    text = said(findings(spread=0.5))
    assert "Same luck, 8 pairs: correlation 1.00; a pair is worth" in text


def test_an_unclear_difference_has_no_direction_to_hold():
    text = said(findings({"cost": 0.0}, only(Key("cost")), worlds=()))
    assert "worlds (probably" not in text


def test_a_check_that_failed_is_the_first_thing_to_read():
    text = said(findings(checks=(BROKEN,)))
    assert text.index("Read this first Not alike before the change.") < text.index("The answer")
    assert "Read this first" not in said(findings())


def test_runs_that_failed_are_told_first_and_named():
    text = said(findings(failed=2))
    assert text.index("2 runs failed and are left out") < text.index("The answer")
    assert text.count("no money left") == 2


def test_an_unfinished_experiment_says_so():
    assert "At least one scenario has 6 runs; 8 were asked for." in said(findings(runs=6))
    assert "were asked for" not in said(findings())


@pytest.mark.parametrize(
    ("lang", "frame"),
    [
        ("en", "Read this first There is only 1 run of each scenario; the experiment asks for at least 4."),
        ("nl", "Lees dit eerst Er is maar 1 run van elk scenario; het experiment vraagt er minstens 4."),
    ],
)
def test_fewer_runs_than_the_file_asks_for_are_told_first(lang, frame):
    asked = replace(experiment(), at_least=1, at_most=1)
    assert frame in said(with_manifest(findings(asked=asked, runs=1), as_written={"at_least": 4}), lang)
    assert frame not in said(with_manifest(findings(asked=asked, runs=1), as_written={"at_least": 1}), lang)


def test_a_smallest_difference_that_was_changed_after_the_first_results_is_told_first():
    text = "The smallest difference that matters was changed after the first results."
    assert f"Read this first {text}" in said(with_manifest(findings(), smallest_changed=True))
    assert text not in said(with_manifest(findings(), smallest_changed=False))


def test_it_says_which_organisation_it_is_and_when_the_change_begins():
    asked = experiment()
    cut = Parameters.model_validate({"cut": {"size": 0.2, "at": 26}})
    points = [replace(each, scenario=replace(each.scenario, parameters=cut)) for each in asked.points]
    found = findings(asked=replace(asked, points=tuple(points)))
    assert (
        "The organisation: 120 clients, 10 paid professionals (7.5 full-time posts) and 65 volunteers. "
        "The change begins in week 26." in said(found)
    )
    assert "120 cliënten, 10 beroepskrachten (7,5 voltijdse posten) en 65 vrijwilligers." in said(found, "nl")
    larger = Parameters.model_validate({"cut": {"size": 0.2, "at": 26}, "places": 130, "units": 2})
    points[0] = replace(points[0], scenario=replace(points[0].scenario, parameters=larger))
    other = findings(asked=replace(asked, points=tuple(points)))
    assert "The organisation:" not in said(other), "where nothing is the same in all, nothing is said"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_of_an_own_organisation_it_is_not_said_that_it_is_an_example(lang):
    example, own = ({"en": ("worked example. It", "figures somebody gave"),
                     "nl": ("voorbeeld. Het is niet", "cijfers die iemand ervan opgaf")}[lang])  # fmt: skip
    supplied = said(with_manifest(findings(), as_written={"base": "open_house+peer"}), lang)
    ours = said(with_manifest(findings(), as_written={"base": "./my_house.yaml"}), lang)
    assert supplied.count(example) == ours.count(own) == 2  # on the first sheets, and in the annex
    assert own not in supplied and example not in ours


def test_the_commands_are_those_that_were_typed():
    typed = [
        "tup-sim experiment mine.yaml -n 4 --out other",
        "tup-sim results reproduce mine --results other",
    ]
    text = said(with_manifest(findings(), commands=typed))
    assert " ".join(typed) in text and "tup-sim experiment depth" not in text


@pytest.mark.parametrize(
    ("lang", "words"),
    [("en", "Not applicable: Nothing there."), ("nl", "Niet van toepassing: Niets daar.")],
)
def test_a_check_that_had_nothing_to_check_has_not_passed(lang, words):
    nothing = Check(NOTHING_TO_CHECK, True, Text("Nothing there.", "Niets daar."))
    html = page(findings(checks=(nothing,)), Speech(lang), [])
    assert '<li class="not-applicable">' in html and words in " ".join(Page(html).text.split())


def test_a_quick_look_says_so_and_how_to_repeat_it():
    text = said(findings(asked=replace(experiment(), name="depth-quick", quick=True)))
    assert text.index("This was a quick look") < text.index("The answer")
    assert "tup-sim experiment depth --quick" in text


def test_many_errors_are_not_all_listed():
    text = said(findings(failed=8))
    assert text.count("no money left") == 5 and "and 3 more" in text


def test_it_says_where_it_comes_from():
    text = said(findings())
    for each in (
        "C120",
        "ab12cd34",
        "0123abc",
        "3.11.9",
        "tup-sim experiment depth",
        "tup-sim results reproduce depth",
    ):
        assert each in text, text


def test_texts_of_an_experiment_cannot_break_the_page():
    hostile = replace(experiment(), title=Text("<script>x</script> & more", "x"))
    found = read(findings(asked=hostile))
    assert found.faults == [] and found.headings[0] == (1, "<script>x</script> & more")


def test_signs_that_steer_and_dollars_break_neither_page_nor_picture(tmp_path):
    bad = Text("\x1b[2J\x07 from $5 to $_6", "x")
    asked = experiment(
        KEYS[:1], (Figure("differences", KEYS[:1]), Figure("levels", KEYS[:1], along="cut", by="pattern"))
    )
    cut = replace(
        asked.factors[1],
        label=bad,
        levels=(asked.factors[1].levels[0]._replace(label=bad), asked.factors[1].levels[1]),
    )
    hostile = replace(asked, title=bad, factors=(asked.factors[0], cut))
    files = write_brief(findings(asked=hostile), "en", tmp_path / "x.html")
    html = files[0].read_text("utf-8")
    assert Page(html).faults == [] and "from $5 to $_6" in html
    for path in files:
        if path.suffix in (".html", ".svg"):
            assert not {"\x1b", "\x07"} & set(path.read_text("utf-8"))
        if path.suffix == ".svg" and not path.name.startswith("answer"):
            assert "$5" in "".join(ElementTree.fromstring(path.read_text("utf-8")).itertext())


@pytest.mark.parametrize("name", ["x.pdf", "x.docx", "x.csv", "x.PDF"])
def test_a_page_is_not_written_under_a_name_that_says_something_else(tmp_path, name):
    with pytest.raises(OutputError, match=r"no \.\w+ file; write .*x\.html"):
        deliver(findings(), "en", tmp_path / name)
    assert list(tmp_path.iterdir()) == []
