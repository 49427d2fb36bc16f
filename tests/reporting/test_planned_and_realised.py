"""Planned and realised in words and as data, in both languages; what cannot act is said before the runs."""

from __future__ import annotations

import json
from math import nan

import pytest

from tests.rows import on_each
from tests.study.test_planned_and_realised import SPAN, made, runs
from tup_sim.model.gates import GATES
from tup_sim.reporting.plain import compare_data
from tup_sim.reporting.realised import idle_notes, realised_block
from tup_sim.reporting.translate import translator
from tup_sim.reporting.view import as_text
from tup_sim.study.realised import PROMISES
from tup_sim.study.results import Comparison
from tup_sim.texts import LANGUAGES, catalogue

LABELS = {name: name for name in SPAN}
LOST = {"booked_lost_to_requests": 0.01, "booked_lost_to_coach": 0.1, "booked_lost_to_volunteer": 0.05}


def told(*asked):
    """The block as it stands in a comparison; nothing if there is none."""
    block = realised_block(*asked)
    return as_text(block) if block else ""


def compared(settings: dict, seen: dict, base: dict | None = None) -> Comparison:
    return Comparison(
        runs(made({}), seen if base is None else base), (runs(made(settings), seen),), (LABELS,)
    )


def test_a_row_says_what_was_planned_what_took_place_and_why() -> None:
    seen = {"task_talks_per_volunteer": 2.0, **LOST}
    found = compared({"dialogue_interval": 8.0}, seen, {"task_talks_per_volunteer": 0.0})
    text = told(found, 0, "en")
    assert "Talks about the task: planned 6.5, took place 2" in text
    assert "talks per volunteer-year (dialogue_interval; the whole horizon)" in text
    assert "16.4 % of what was booked did not take place" in text
    dutch = told(found, 0, "nl")
    assert "Gesprekken over de taak: gepland 6,5, doorgegaan 2" in dutch and "waarom: 16,4 %" in dutch


def test_without_a_reason_that_is_said() -> None:
    found = compared({"extra_only": True}, {"task_shift": 0.03}, {"task_shift": 0.1})
    assert "no reason" in told(found, 0, "en")
    assert "geen reden" in told(found, 0, "nl")


def test_nothing_is_said_where_all_went_as_planned() -> None:
    found = compared({"extra_only": True}, {"task_shift": 0.0001}, {"task_shift": 0.1})
    assert told(found, 0, "en") == ""


@pytest.mark.parametrize(
    ("lang", "idle", "unmet"),
    [
        ("en", "there is no cut (cut.size is 0), so this cannot act: cut.at.", "No path to it was met"),
        (
            "nl",
            "er is geen besparing (cut.size is 0), dus dit kan niet werken: cut.at.",
            "kwam er geen weg naartoe",
        ),
    ],
)
def test_an_arm_that_changes_nothing_says_why_as_far_as_that_is_known(
    lang: str, idle: str, unmet: str
) -> None:
    assert idle in told(compared({"cut.at": 30}, {"cost": 1.0}), 0, lang)
    text = told(compared({"thanks": 2.0}, {"cost": nan}), 0, lang)
    assert unmet in text and "thanks" in text


def test_json_has_the_same_and_no_number_that_is_none() -> None:
    found = compared(
        {"dialogue_interval": 8.0, "cut.at": 30},
        {"task_talks_per_volunteer": 2.0},
        {"task_talks_per_volunteer": 0.0},
    )
    (one,) = compare_data(found)["comparisons"]
    json.dumps(one, allow_nan=False)
    (row,) = one["planned"]
    assert row["levers"] == ["dialogue_interval"] and row["planned"] == 6.5 and row["planned_change"] is None
    assert one["cannot_act"] == {"there is no cut (cut.size is 0)": ["cut.at"]} and not one["changes_nothing"]


def test_what_cannot_act_and_what_is_beyond_a_limit_is_said_before_the_runs() -> None:
    def notes(lang: str, **settings: object) -> str:
        values = {path.replace("__", "."): value for path, value in settings.items()}
        return "\n".join(idle_notes(made({}), made(values), lang))

    assert "cannot act: demand_shock.at" in notes("en", demand_shock__at=3)
    assert "kan dit niet werken: demand_shock.at" in notes("nl", demand_shock__at=3)
    assert "no more than 2.17 can take place" in notes("en", support_hours_per_volunteer_month=4.5)
    assert notes("en", support_hours_per_volunteer_month=1.0) == ""
    assert "places for volunteers are full" in notes("en", recruitment_asks=9.0, volunteer_places=40)
    assert "more recruitment makes no places" in notes("en", recruitment_asks=9.0)
    assert "more recruitment" not in notes("en", recruitment_asks=9.0, applicants=0.5)
    assert "niet meer dan 2.17 doorgaan" in notes("nl", support_hours_per_volunteer_month=4.5)
    assert "samen 16.4 uur" in notes("nl", support_hours_per_volunteer_month=40.0)
    dutch = notes("nl", recruitment_asks=9.0, volunteer_places=40)
    assert "zijn vol" in dutch and "meer werven maakt geen plaatsen" in dutch


@on_each("gate", GATES, ids=lambda gate: gate.why)
def test_every_gate_can_be_said_in_both_languages(gate) -> None:
    assert gate.why.said(translator("nl")) not in ("", str(gate.why))


def test_every_reason_has_words_in_both_languages() -> None:
    names = {f"realised-why.{reason.name}" for promise in PROMISES for reason in promise.reasons}
    for lang in LANGUAGES:
        assert {name for name in catalogue(lang, "words") if name.startswith("realised-why.")} == names
