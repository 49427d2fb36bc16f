"""A number means the same to whoever wrote it and to the program, or it is refused with both meanings."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.files.shelf import HOUSE
from tup_sim.errors import Message, ScenarioError
from tup_sim.files import load_scenario
from tup_sim.files.factors import read_factors, read_number
from tup_sim.files.hints import in_force, knowing, lines_of
from tup_sim.files.keys import groups, keys, meant_by
from tup_sim.files.load import flat
from tup_sim.files.numerals import in_figures, meanings, plain_signs, rewritten, unmistakable
from tup_sim.files.quantities import Quantity, number_in, proposals, read_quantity
from tup_sim.files.settings import read_option, read_settings
from tup_sim.files.show import as_yaml
from tup_sim.files.strict_yaml import Node, read_text
from tup_sim.files.synonyms import (
    ALMOST_SWITCHES,
    AROUND,
    CHOICES,
    HEADINGS,
    KEYS,
    NUMBERS,
    PARTS_OF_A_CHANGE,
    RELATED,
    SWITCHES,
    UNITS,
    the_word,
)
from tup_sim.files.units import convert, taken_apart
from tup_sim.files.unsettled import TOTALS
from tup_sim.files.values import quantity, read_setting, words_of
from tup_sim.model.parameters import Change, Scenario

MONEY = Quantity("income", "EUR per year", 0, 1e9)
CLIENTS = Quantity("places", "clients", 0, 100_000, whole=True)
NUMBERS_OF_PARAMETERS = [key for key in keys().values() if key.annotation in (int, float)]


def node(text: str) -> Node:
    return read_text(f"x: {text}", "f.yaml").items()["x"]


def refused(text: str, wanted: Quantity) -> ScenarioError:
    with pytest.raises(ScenarioError) as caught:
        read_quantity(node(text), wanted)
    return caught.value


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("480.000", ("480000", "480")),
        ("480,000", ("480000", "480")),
        ("1.250", ("1250", "1.2500")),
        ("0.950", ("0.950",)),
        ("0,950", ("0.950",)),
        ("480.00", ("480.00",)),
        ("480.0000", ("480.0000",)),
        ("4800.000", ("4800.000",)),
        ("2,5", ("2.5",)),
        ("1.200,50", ("1200.50",)),
        ("1,200.50", ("1200.50",)),
        ("1.234.567", ("1234567",)),
        ("1,234,567", ("1234567",)),
        ("480 000", ("480000",)),
        ("1'234'567", ("1234567",)),
        ("1_000", ("1000",)),
        ("1.234 567", ()),
        ("12 34", ()),
        ("4/5", ("0.8",)),
        ("4/0", ()),
    ],
)
def test_a_numeral_has_one_meaning_or_two(text, found):
    assert meanings(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("EUR 480.000", ["EUR 480000", "EUR 480"]),
        ("\u20ac480\u202f000", ["\u20ac480000"]),
        ("480k", ["480000"]),
        ("0,48 mln euro", ["480000 euro"]),
        ("480 duizend", ["480000"]),
        ("480 kilo", ["480 kilo"]),
        ("\u201c12,5 %\u201d", ["12.5 %"]),
        ("\u221220 %", ["-20 %"]),
        ("twaalf", ["12"]),
    ],
)
def test_a_text_is_written_again_for_everything_its_number_may_mean(text, found):
    assert list(rewritten(text)) == found


@settings(max_examples=30)
@given(st.integers(1000, 999_999))
def test_thousands_with_a_point_are_never_read_as_decimals(amount):
    written = f"{amount:,}".replace(",", ".")
    for text in (written, f"EUR {written}", f"{written} euro", f"{written} EUR per year"):
        error = refused(text, MONEY)
        assert str(amount) in lines_of(error.hint)[0]
    if CLIENTS.fits(amount):
        assert lines_of(refused(written, CLIENTS).hint)[0] == f"x: {amount}"


def test_no_parameter_takes_a_thousand_for_a_one_where_people_count_or_pay():
    counts = [quantity(key) for key in NUMBERS_OF_PARAMETERS if key.annotation is int or "EUR" in key.unit]
    counts += [
        quantity(keys()[path]) for path in ("client_stay", "standard_up", "requests.guidance.patience")
    ]
    assert len(counts) > 40
    for wanted in counts:
        assert "1000 or 1?" in str(refused("1.000", wanted))


def test_what_no_thousands_can_be_is_read_as_it_stands():
    weeks = Quantity("hire_delay.low", "weeks", 0, 104)
    assert read_quantity(node("8.667"), weeks) == 8.667
    assert read_quantity(node("0.950"), MONEY) == 0.95
    assert read_quantity(node("12345.678"), MONEY) == 12345.678
    assert read_quantity(node("1e3"), CLIENTS) == 1000
    assert read_quantity(node("60.0"), CLIENTS) == 60


@pytest.mark.parametrize("text", ["true", "yes", "[1]", "{a: 1}", ".inf", ".nan", "1e999", "0x10", "many"])
def test_what_is_no_number_is_refused(text):
    assert refused(text, MONEY).where == "f.yaml:1"


@pytest.mark.parametrize("text", ["+2", "+10 %", "+ 5000"])
def test_a_plus_sign_says_how_much_is_added(text):
    with knowing(lambda: {"income": 1000.0}):
        assert "a value says what will be" in str(refused(text, MONEY))
    signed = Quantity("demand_shock.size", "share", -1, 10)
    assert read_quantity(node("+10 %"), signed) == 0.1


@pytest.mark.parametrize(
    ("text", "new"),
    [
        ("-12 %", "880"), ("+10%", "1100"), ("x 0.9", "900"), ("\u00d7 0,9", "900"), ("minus 20 procent", "800"),
        ("20 % minder", "800"), ("10 % more", "1100"), ("-100", "900"), ("minus EUR 100", "900"), ("90 %", "900"),
    ],
)  # fmt: skip
def test_a_change_of_what_holds_is_told_as_the_new_value(text, new):
    with knowing(lambda: {"income": 1000.0}):
        assert proposals(text, MONEY)[0] == new
    assert new not in proposals(text, MONEY)


def test_what_holds_is_known_only_while_it_is_said():
    with knowing(lambda: {"income": 1.0}):
        assert in_force("income") == 1
    assert in_force("income") is None


def test_percentages_of_a_share_are_of_it_or_points():
    share = Quantity("subsidy_share", "share of income", 0, 1)
    with knowing(lambda: {"subsidy_share": 0.5}):
        assert proposals("-10 %", share)[:2] == ["0.45", "0.4"]


def test_ten_where_a_share_belongs_is_asked():
    share = Quantity("demand_shock.size", "share", -1, 10)
    assert lines_of(refused("10", share).hint) == ["x: 10 %", "x: 1000 %"]
    assert read_quantity(node("1.5"), share) == 1.5


def test_hours_and_posts_together_are_told_as_the_size_of_one():
    post = quantity(keys()["coordinators.fte"])
    with knowing(lambda: {"contract_hours": 40.0, "coordinators.posts": 4}):
        assert proposals("20 hours a week", post) == ["0.5"]
        assert proposals("3", post) == ["0.75"]
        assert proposals("3 VTE", post) == ["0.75"]
        assert proposals("halftijds", post) == ["50 %"]


def test_money_of_a_cut_is_told_as_its_part_of_the_subsidy():
    cut = quantity(keys()["cut.size"])
    with knowing(lambda: {"income": 1000.0, "subsidy_share": 0.8}):
        assert proposals("EUR 200", cut) == ["0.25"]


@pytest.mark.parametrize(
    "text", ["1 januari 2027", "2027-01-04", "01/01/2027", "1/2", "2027", "Q1 2027", "maart"]
)
def test_a_date_of_the_calendar_is_no_week(text):
    error = refused(text, Quantity("cut.at", "week", 0, 1040, whole=True))
    assert "weeks are counted from the end of the warm-up" in str(error)
    assert not lines_of(error.hint)


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("[2,5, 4]", ["x: [2.5, 4]", "x: [2, 5, 4]"]),
        ("[0,5, 0,75]", ["x: [0.5, 0.75]", "x: [0, 5, 0, 75]"]),
        ("[1, 2,3]", ["x: [1, 2.3]", "x: [1, 2, 3]"]),
    ],
)
def test_a_list_with_two_sorts_of_commas_is_refused(text, lines):
    with pytest.raises(ScenarioError, match="commas with and without a space") as caught:
        node(text)
    assert lines_of(caught.value.hint) == lines


@pytest.mark.parametrize("text", ["[2,5]", "[2, 5]", "[peer,owner, extra]", "['1,5', '2']", "[[1,2], [3,4]]"])
def test_a_list_with_one_sort_of_commas_is_read(text):
    assert node(text)


def test_levels_and_other_numbers_of_an_experiment_are_read_in_the_same_way():
    levels = "[{name: size, path: places, levels: [60, 1.000]}]"
    with pytest.raises(ScenarioError, match=r"places: is '1.000' 1000 or 1\?"):
        read_factors(node(levels), "f.yaml")
    with pytest.raises(ScenarioError, match=r"cost: is 'EUR 1.000' 1000 or 1\?"):
        read_number(node("EUR 1.000"), "cost", "EUR per year")
    assert read_number(node("1 %"), "core_met", "share") == 0.01


def test_a_number_that_no_text_says_is_never_unclear():
    assert number_in(Node(1.25, "drawn"), Quantity("x", "EUR")) == 1.25


@given(st.floats(0, 1e8, allow_nan=False), st.sampled_from([0, 1, 2, 3, 4]))
def test_what_the_program_writes_it_reads_as_the_same(value, digits):
    rounded = round(value, digits)
    assert read_quantity(node(unmistakable(repr(rounded))), MONEY) == rounded
    assert read_quantity(node(in_figures(rounded)), MONEY) == pytest.approx(rounded, abs=1e-6)


def test_three_decimals_come_back_from_a_shown_scenario(tmp_path):
    house = load_scenario(HOUSE, settings=["income=123.4560", "demand_shock.size=250 %"])
    path = tmp_path / "shown.yaml"
    path.write_text(as_yaml(house), encoding="utf-8")
    assert flat(load_scenario(str(path))) == flat(house)


@pytest.mark.parametrize(
    ("text", "declared", "expected"),
    [
        ("26 weken", "weeks", 26), ("6 maanden", "weeks", 26), ("1 jaar", "weeks", 52), ("2 dagen", "days", 2),
        ("38 uur per week", "hours per FTE-week", 38), ("38u", "hours", 38), ("45 minuten", "hours", 0.75),
        ("20 procent", "share", 0.2), ("20 % van de subsidie", "share of the subsidy", 0.2),
        ("0.8 VTE", "FTE per post", 0.8), ("500 euro per maand", "EUR per year", 6000), ("euro 500", "EUR", 500),
        ("65 personen", "persons", 65), ("60 cli\u00ebnten", "clients", 60), ("13 weken vooraf", "weeks before", 13),
        ("12 % per jaar", "per month", 0.01), ("90 seconds", "minutes", 1.5),
    ],
)  # fmt: skip
def test_a_unit_may_be_dutch(text, declared, expected):
    assert convert(text, declared) == expected


def test_months_are_no_minutes():
    assert convert("6 m", "weeks") is None


def test_every_synonym_of_a_key_leads_to_keys_that_exist():
    for word in {**KEYS, **RELATED}:
        paths = (*KEYS.get(word, ()), *RELATED.get(word, ()))
        assert all(path in keys() or path in groups() or path in TOTALS for path in paths), word
        assert word == the_word(word)
        assert word in keys() or word in groups() or set(meant_by(word)) >= set(KEYS.get(word, ())), word


def test_the_words_of_the_tables_are_words_of_the_program():
    choices = {str(each) for key in keys().values() for each in _choices(key.annotation)}
    assert {choice for meant in CHOICES.values() for choice in meant} <= choices
    assert all(word == the_word(word) for word in (*CHOICES, *SWITCHES, *ALMOST_SWITCHES, *AROUND, *HEADINGS))
    assert all(convert(number, "-") is None and float(number) >= 0 for number in NUMBERS.values())
    assert set(PARTS_OF_A_CHANGE.values()) <= {
        "at", "over", "until", "set", "label", "because", "source", "when", "above", "below", "weeks", "figure",
    }  # fmt: skip
    assert all(
        taken_apart(word).what == taken_apart(unit).what for word, unit in UNITS.items() if unit.isalpha()
    )


def _choices(annotation: object) -> list[object]:
    kinds = getattr(annotation, "__args__", (annotation,))
    return [word for kind in kinds if isinstance(kind, type) for word in words_of(kind)]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("coordinators.fte: 0.5", "coordinators.fte=0.5"),
        ("coordinators.fte 0.5", "coordinators.fte=0.5"),
        ("vrijwilligers=40", "volunteers_initial=40"),
        ("income=EUR 480.000", "income=EUR 480000"),
        ("cut=12 %", "cut.size=12 %"),
        ("pattern=\u201cpeer\u201d", "pattern=peer"),
    ],
)
def test_a_setting_is_cured_in_the_notation_of_the_command_line(text, line):
    with pytest.raises(ScenarioError) as caught:
        read_option(text)
    assert lines_of(caught.value.hint)[0] == line
    assert read_option(line)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("professionals: {posts: 7, fte: 75}  # of one", "professionals: {posts: 7, fte: 75 %}"),
        ("professionals:\n  fte: 75 # of one", "fte: 75 %"),
        ("professionals.fte: 75", "professionals.fte: 75 %"),
        (
            "staff_quit: {value: '12,5 %', because: \"a # b\"}",
            'staff_quit: {value: 12.5 %, because: "a # b"}',
        ),
    ],
)
def test_a_line_is_cured_in_the_notation_it_was_written_in(text, line):
    with pytest.raises(ScenarioError) as caught:
        read_settings(read_text(text, "f.yaml").items())
    assert lines_of(caught.value.hint)[0] == line


def test_a_line_that_needs_a_reason_has_room_for_it():
    with pytest.raises(ScenarioError) as caught:
        read_setting(read_text("staff_quit: 18", "f.yaml").items()["staff_quit"], keys()["staff_quit"])
    assert lines_of(caught.value.hint) == ["staff_quit: {value: 18 %, because: our own figure}"]


def test_a_hint_can_be_said_in_another_language():
    error = refused("480.000", MONEY)
    assert isinstance(error.problem, Message)
    assert "schrijf: x: 480000" in error.said(lambda text: text.replace("write:", "schrijf:"))


@given(st.text(max_size=30), st.sampled_from(NUMBERS_OF_PARAMETERS))
def test_whatever_is_proposed_may_stand_there(text, key):
    wanted = quantity(key)
    with knowing(lambda: {each.path: each.default for each in keys().values()}):
        for each in proposals(text, wanted):
            value = wanted.read(each)
            assert value is not None and wanted.fits(value)


def test_signs_of_a_word_processor_are_those_of_a_keyboard():
    assert plain_signs("\u201c\u201320\u00a0%\u200b\u201d") == "-20 %"


def test_a_change_of_a_shown_scenario_is_unmistakable():
    change = Change({"reserve": 1.125, "income": 480.25}, at=52)
    house = load_scenario(HOUSE)
    shown = as_yaml(Scenario("x", house.parameters, (change,)))
    assert "reserve: 1.1250" in shown and "income: 480.25 " in shown
