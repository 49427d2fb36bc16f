"""Answers as people write them, in Belgian and English notation, and what they mean."""

from __future__ import annotations

from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tup_sim.errors import TupSimError
from tup_sim.own_house.questions import BY_KEY, QUESTIONS, Answer, Budget, Cut
from tup_sim.own_house.reading import read

BEFORE = {"week": Answer("38", 38.0)}
MEANT = [
    *(("people", text, 7) for text in ("7", "zeven", "seven", "7 mensen", "ca. 7", "7 paid people", " 7 ")),
    *(("clients", text, 1200) for text in ("1.200", "1,200", "1 200", "1200 cliënten", "1,2k", "1'200")),
    *(("clients", text, 80) for text in ("tachtig", "tachtig mensen", "eighty")),
    *(("fte", text, 5.2) for text in ("5,2", "5.2", "5,2 VTE", "5.2 FTE", "5,20", "197,6 uur per week")),
    *(("fte", text, 1.0) for text in ("twee halftijds", "twee halftijdse", "2 half-time", "2 x 50 %", "voltijds")),
    ("fte", "2 x halftijds", 1.0),
    *(("fte", text, 5.0) for text in ("3 voltijds + 4 halftijds", "3 full-time, 4 half-time")),
    ("fte", "3 voltijds en 4 halftijds", 5.0),
    *(("coordinator", text, 0.5) for text in ("halftijds", "0,5", "half-time", "19 uur", "19 hours a week", "50 %")),
    *(("coordinator", text, 0.0) for text in ("0", "0,0", "0 VTE")),
    *(("week", text, 38.0) for text in ("38", "38 uur", "38 hours a week", "38 u.")),
    *(("hours", text, 3.5) for text in ("3,5", "3.5", "3,5 uur per week", "3.5 hours")),
    ("hours", "16 uur per maand", pytest.approx(16 * 12 / 52)),
    *(("waiting", text, 0) for text in ("0", "geen", "none")),
    *(
        ("budget", text, Budget(480_000.0))
        for text in ("480.000", "480,000", "480000", "EUR 480.000", "€480.000", "480k", "0,48 mln", "480 000 euro")
    ),
    ("budget", "40.000 euro per maand", Budget(480_000.0)),
    *(
        ("budget", text, Budget(480_000.0, 456_000.0))
        for text in (
            "480.000 waarvan 456.000 subsidie", "480,000 of which 456,000 subsidy", "480.000, waarvan 95 % subsidie",
            "456.000 subsidie + 24.000 giften", "subsidie 456.000 en giften 24.000", "24,000 gifts; 456,000 grant",
            "456.000 subsidie + 20.000 giften + 4.000 verkoop",
        )
    ),
    *(("pattern", text, "peer") for text in ("2", "peer", "gelijken", "gelijke", "Peer")),
    *(("cut", text, Cut(euro=60_000.0)) for text in ("60.000", "EUR 60,000", "60k", "€ 60.000")),
    ("cut", "5.000 euro per maand", Cut(euro=60_000.0)),
    *(("cut", text, Cut(share=0.125)) for text in ("12,5 %", "12.5%", "12,5 procent", "12.5 % of the subsidy")),
    *(("cut", text, Cut(0.0)) for text in ("0", "geen", "nothing", "niets", "0 %")),
    *(("day", text, date(2027, 7, 1)) for text in ("2027-07-01", "1/7/2027", "01-07-2027", "1 juli 2027")),
    *(("day", text, date(2027, 7, 1)) for text in ("1 July 2027", "July 1, 2027", "juli 2027")),
    ("day", "week 60", 60),
    *(("notice", text, 13) for text in ("13", "13 weken", "3 maanden", "3 months", "13 weeks before")),
    ("notice", "1 oktober 2027", date(2027, 10, 1)),
    *(("notice", text, 0) for text in ("0", "niet", "none")),
    *(("spared", text, ("coordinator", "coaching")) for text in ("1,3", "3 en 1", "coaching, coördinator", "1 3")),
    *(("spared", text, ()) for text in ("0", "niets", "nothing")),
    ("spared", "ontslagen", ("front_line",)),
]  # fmt: skip
REFUSED = [
    *(
        (key, text, "letter among its digits")
        for key, text in (("volunteers", "3o"), ("clients", "1l"), ("waiting", "o6"))
    ),
    *(
        ("waiting", text, "more than one number")
        for text in ("een zestal", "een dozijn", "vier à vijf", "2 en half")
    ),
    *(("cut", text, "not for a year") for text in ("10.000 euro per kwartaal", "EUR 10,000 a quarter")),
    ("people", "", "no number"),
    ("people", "veel", "no number"),
    ("people", "7,5", "counted whole"),
    ("people", "-7", "less than nothing"),
    ("people", "7 of 8", "more than one number"),
    ("people", "9000", "between 0 and 5000"),
    ("clients", "0", "between 1 and 100000"),
    ("week", "5.2", "between 10 and 60"),
    ("hours", "100", "between 0.1 and 60"),
    ("budget", "0", "between 1"),
    ("budget", "a lot", "no number"),
    ("pattern", "4", "number from 1 to 3"),
    ("pattern", "0", "number from 1 to 3"),
    ("pattern", "vrij", "number from 1 to 3"),
    ("cut", "12", "write EUR 12 or 12 %"),
    ("cut", "120 %", "100 % at most"),
    ("day", "soon", "is no day"),
    ("day", "31/2/2027", "is no day"),
    ("day", "1/7/27", "is no day"),
    ("notice", "soon", "no length of time and no day"),
    ("spared", "5", "number from 1 to 4"),
    ("spared", "1, koffie", "number from 1 to 4"),
    ("fte", "\ufffd", "no number"),
    *(
        ("cut", text, "not one percentage")
        for text in ("10 % of the budget", "2 x 10 %", "10 % van de inkomsten")
    ),
    *(
        ("budget", f"480.000 waarvan {text}", "not one percentage")
        for text in ("5 % giften", "2 x 10 % subsidie")
    ),
    ("cut", "0 - 50.000", "more than one number"),
    *(
        ("spared", text, "number from 1 to 4")
        for text in ("geen idee, coaching", "geen idee", "nothing but coaching")
    ),
    *(("fte", text, "more than one number") for text in ("5, 2", "5, 2 VTE", "1 + 5, 2")),
    *(
        ("budget", text, "a whole and a part of it")
        for text in ("480.000, subsidie 400.000", "480.000; 400.000", "subsidie 400.000, EUR 480.000")
    ),
]


@pytest.mark.parametrize(("key", "text", "value"), MEANT, ids=lambda each: str(each))
def test_an_answer_means_what_was_meant(key, text, value):
    assert read(BY_KEY[key], text, BEFORE) == value


@pytest.mark.parametrize(("key", "text", "words"), REFUSED)
def test_what_means_nothing_is_refused_with_what_to_write(key, text, words):
    with pytest.raises(TupSimError, match=words):
        read(BY_KEY[key], text, BEFORE)


def test_hours_are_parts_of_the_full_time_week_that_was_answered():
    assert read(BY_KEY["coordinator"], "18 uur", {"week": Answer("36", 36.0)}) == 0.5


PIECES = st.sampled_from(
    ["480", ".", ",", "000", "%", " ", "EUR", "\u20ac", "subsidie", "waarvan", "+", "-", "x", "halftijds", "week",
     "1/7/2027", "juli", "maanden", "vooraf", "0", "geen", "(", ")", "2027-07-01", "[", "\u00a0",
     "\u2013", "per maand", "k", "mln"]
)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(QUESTIONS), st.lists(PIECES, max_size=7).map("".join) | st.text(max_size=12))
def test_whatever_is_written_is_an_answer_or_is_refused_in_words(question, text):
    with suppress(TupSimError):
        read(question, text, BEFORE)
