"""The same runs, told by table, JSON, figure, brief, attribution, sensitivity and evidence: one answer everywhere."""

from __future__ import annotations

from array import array
from dataclasses import replace
from itertools import product
from typing import NamedTuple

import numpy as np
import pytest

from tests.reporting.briefs import experiment
from tests.reporting.html_page import Page
from tests.rows import on_each
from tests.study.fakes import everything_loaded
from tup_sim import measures
from tup_sim.model.parameters import Scenario
from tup_sim.reporting.attribution import attribution_data, attribution_view
from tup_sim.reporting.brief.page import page
from tup_sim.reporting.brief.speech import Speech
from tup_sim.reporting.figures import mark_of
from tup_sim.reporting.plain import compare_data
from tup_sim.reporting.sweep import sweep_data, sweep_views
from tup_sim.reporting.tables import compare_view, experiment_view
from tup_sim.reporting.view import as_text
from tup_sim.statistics import Shown, Verdict, held_against, mean_interval, t_quantile
from tup_sim.study.attribution import Attribution
from tup_sim.study.experiment import Run
from tup_sim.study.findings import findings_of
from tup_sim.study.results import Comparison, Key, Replications
from tup_sim.study.sweep import LATIN, Sweep
from tup_sim.study.work import Result, Values
from validation.evidence import Hypothesis, Prediction, Slot, judge

BASE = 0.5
SAME, CLEAR, SMALL, NEGLIGIBLE, CANNOT = Shown
KEYS = {"higher": Key("core_met"), "lower": Key("work_pressure"), "neutral": Key("cost")}
WAYS = {1: "higher", -1: "lower", 0: ""}
WORDS = {
    SAME: "exactly the same",
    NEGLIGIBLE: "no difference that matters",
    CANNOT: "no clear difference",
}
PREDICTED = {1: Verdict.REPRODUCED, -1: Verdict.CONTRADICTED}
UNSURE = {1: Verdict.SLIGHT, -1: Verdict.CANNOT_TELL}  # the sign is clear, the middle within what matters
WINDOWS = {"horizon": (0.0, 156.0)}


class Case(NamedTuple):
    """Pairs whose interval is this; the smallest difference that matters, and the answer."""

    low: float
    high: float
    n: int
    smallest: float | None
    shown: Shown


CASES = [
    Case(0.001, 0.004, 8, None, CLEAR),
    Case(0.001, 0.004, 4, None, CLEAR),
    Case(-0.001, 0.004, 8, None, CANNOT),
    Case(0.0, 0.0, 8, None, SAME),
    Case(0.0, 0.0, 2, None, SAME),
    Case(0.001, 0.004, 3, None, CANNOT),
    Case(0.002, 0.002, 1, None, CANNOT),
    Case(0.002, 0.002, 2, None, CANNOT),  # two pairs that happen to agree
    Case(0.002, 0.002, 3, None, CANNOT),
    Case(0.002, 0.002, 4, None, CLEAR),
    Case(1e-17, 1e-17, 5, None, SAME),
    Case(
        0.001, 0.004, 8, 0.01, NEGLIGIBLE
    ),  # once "higher: better" in the table and "negligible" in the brief
    Case(0.001, 0.004, 10, 0.01, NEGLIGIBLE),
    Case(-0.004, 0.004, 6, 0.01, NEGLIGIBLE),
    Case(0.003, 0.003, 4, 0.01, NEGLIGIBLE),
    Case(0.003, 0.003, 3, 0.01, CANNOT),
    Case(0.001, 0.004, 2, 0.01, CANNOT),
    Case(0.005, 0.02, 8, 0.01, SMALL),
    Case(0.002, 0.3, 5, 0.01, SMALL),
    Case(0.013, 0.02, 8, 0.01, CLEAR),
    Case(0.03, 0.5, 6, 0.01, CLEAR),
    Case(0.02, 0.02, 4, 0.01, CLEAR),
    Case(0.02, 0.02, 2, 0.01, CANNOT),
    Case(0.013, 0.02, 3, 0.01, CANNOT),
    Case(-0.005, 0.02, 8, 0.01, CANNOT),
    Case(-0.03, 0.03, 10, 0.01, CANNOT),
    Case(0.0, 0.0, 5, 0.01, SAME),
]


def pairs(case: Case, sign: int) -> list[float]:
    """Differences of pairs with this interval."""
    middle, half = (case.low + case.high) / 2, (case.high - case.low) / 2
    around = np.arange(case.n) - (case.n - 1) / 2
    if case.n > 1 and half:
        around *= half / (t_quantile(0.975, case.n - 1) * around.std(ddof=1) / np.sqrt(case.n))
    else:
        around[:] = 0.0
    return [float(sign * (middle + each)) for each in around]


@pytest.fixture
def matters(monkeypatch):
    """Lets every outcome declare this smallest difference that matters."""
    everything_loaded()  # what is first loaded later would keep the declaration of one test
    real = measures.outcome_of

    def declare(smallest: float | None) -> None:
        monkeypatch.setattr(measures, "outcome_of", lambda name: replace(real(name), smallest=smallest))

    return declare


def result(arm: int, run: int, key: Key, value: float) -> Result:
    return Result(arm, f"s{arm}", 1, run, Values((key.text,), array("d", [value])))


def told(found: list[float], key: Key) -> dict[str, tuple[str, dict[str, object]]]:
    """What every report says of these pairs: its text, and its data if it has any."""
    runs = [(BASE, BASE + each) for each in found]
    arms = [
        Replications(
            Scenario(f"s{arm}"),
            1,
            len(runs),
            WINDOWS,
            tuple(result(arm, run, key, pair[arm]) for run, pair in enumerate(runs)),
        )
        for arm in (0, 1)
    ]
    compared = Comparison(arms[0], (arms[1],), ({"horizon": "horizon"},))
    one = replace(experiment((key,)), points=experiment((key,)).points[:2], smallest={})
    rows = [
        (Run(arm, 0, run), result(arm, run, key, pair[arm]))
        for run, pair in enumerate(runs)
        for arm in (0, 1)
    ]
    findings = findings_of(one, rows)
    # One mechanism, without which nothing differs: its share is the whole difference.
    shares = [
        result(arm, run, key, pair[arm] if arm == 3 else BASE)
        for run, pair in enumerate([(BASE, BASE, BASE, pair[1]) for pair in runs])
        for arm in range(4)
    ]
    blame = Attribution(
        arms[0].scenario, arms[1].scenario, (("coaching",),), (key,), (), 1, len(runs), tuple(shares)
    )
    unmoved = {
        run: tuple(result(arm, run, key, pair[arm]) for arm in (0, 1)) for run, pair in enumerate(runs)
    }
    nothing = np.empty((0, 0))
    sweep = Sweep(arms[0].scenario, arms[1].scenario, LATIN, 1, (key,), (), {}, nothing, nothing, 0, unmoved)
    contrast = compared.contrast(0, *key)
    assert contrast is not None
    return {
        "table": (as_text(compare_view(compared, only=(key.outcome,))), {}),
        "json": ("", compare_data(compared)["comparisons"][0]["differences"][key.text]),
        "rows": ("", compared.differences.set_index("outcome").loc[key.outcome].to_dict()),
        "experiment": (as_text(experiment_view(findings, "en")), {}),
        "brief": (" ".join(Page(page(findings, Speech("en"), [])).text.split()), {}),
        "figure": (mark_of(contrast.judged()), {}),
        "attribution": (
            as_text(attribution_view(blame)),
            attribution_data(blame)["outcomes"][key.text]["total"],
        ),
        "sensitivity": (as_text(*sweep_views([sweep])), sweep_data(sweep)["outcomes"][key.text]["unmoved"]),
    }


def expected_words(case: Case, sign: int, better: str) -> str:
    if case.shown is CANNOT and case.n < 4:
        return "one run, cannot tell" if case.n == 1 else "too few pairs of runs to tell"
    if case.shown in WORDS:
        return WORDS[case.shown]
    way = WAYS[sign]
    value = "" if better == "neutral" else ": better" if way == better else ": worse"
    return f"{way}{value}" + (", perhaps too small to matter" if case.shown is SMALL else "")


TRIED = [
    *((case, "higher", sign) for case in CASES for sign in WAYS if sign),
    *((case, better, -1) for case in CASES if case.n == 8 for better in ("lower", "neutral")),
]


@pytest.mark.slow
@on_each("case, better, sign", TRIED)
def test_one_answer_everywhere(case, better, sign, matters):
    matters(case.smallest or 0.0)
    key, clear = KEYS[better], case.shown in (CLEAR, SMALL)
    words = expected_words(case, sign, better)
    for name, (text, data) in told(pairs(case, sign), key).items():
        if name == "figure":
            assert (text in ("better", "worse", "different", "small")) == clear
        elif text:
            assert words in text or words[0].upper() + words[1:] in text, (name, words, text)
            others = {*WORDS.values(), "too few pairs of runs to tell", ": better", ": worse", "perhaps"}
            spoken = text[: text.index("What the answer depends on")] if name == "brief" else text
            answers = [line for line in spoken.splitlines() if "->" in line or "the whole difference" in line]
            for line in answers:
                assert not any(each in line for each in others if each not in words), (name, line)
        if data:
            assert data["verdict"] == case.shown.value, (name, data)
            assert bool(data["clear"]) == clear, (name, data)


@on_each("case, sign", product(CASES, [1, -1]))
def test_evidence_asks_the_same_judge(case, sign):
    key, found = KEYS["higher"], pairs(case, sign)
    middle = abs(case.low + case.high) / 2
    wanted = {
        SAME: Verdict.ABSENT,
        CANNOT: Verdict.CANNOT_TELL,
        NEGLIGIBLE: Verdict.SLIGHT if sign > 0 < case.low else Verdict.ABSENT,
        CLEAR: PREDICTED[sign],
        SMALL: PREDICTED[sign] if middle >= (case.smallest or 0.0) else UNSURE[sign],
    }[case.shown]
    assert held_against(mean_interval(found), 1, case.smallest) is wanted
    if case.smallest is None:
        return
    arms = {name: Scenario(name) for name in ("base", "more")}
    prediction = Prediction(key, {"more": 1.0, "base": -1.0}, 1)
    hypothesis = Hypothesis("C999", arms, (prediction,), "mediated", "a test", (), "none", "open")
    slots = {
        Slot("C999", arm, False, 0, run): result(0, run, key, value)
        for run, each in enumerate(found)
        for arm, value in (("base", BASE), ("more", BASE + each))
    }
    assert judge(hypothesis, slots).verdict is wanted


def test_what_the_experiment_says_goes_before_what_the_outcome_declares(matters):
    matters(0.01)
    asked = experiment()
    assert asked.smallest_of(Key("core_met")) == 0.02  # the experiment
    assert asked.smallest_of(Key("cost")) == 0.01  # the outcome
    matters(0.0)
    assert asked.smallest_of(Key("cost")) is None
