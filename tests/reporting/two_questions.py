"""An experiment that asks what a cut does and what helps against it, with made-up numbers."""

from __future__ import annotations

from array import array
from collections.abc import Mapping

from tests.reporting.briefs import LUCK, MANIFEST, SOUND
from tup_sim.model.parameters import Scenario
from tup_sim.study.experiment import DesignPoint, Experiment, Factor, Figure, Level, Question, Run, Text
from tup_sim.study.findings import Findings, findings_of
from tup_sim.study.results import Key
from tup_sim.study.work import Result, Values

LEVELS = ("no cut", "cut", "coordinator", "coaching", "asking", "mentors", "visits")
DUTCH = ("geen besparing", "besparing", "coördinator", "begeleiding", "vragen", "mentoren", "bezoek")
START = {
    "core_met": 0.9, "contact_ratio": 0.8, "cost": 600_000.0, "budget_granted": 598_100.0, "professionals_fte": 7.5,
    "volunteers": 65.0, "relational_hours_per_client": 2.0,
}  # fmt: skip
CUT = {
    "core_met": -0.05, "contact_ratio": -0.1, "cost": -110_000.0, "budget_granted": -119_620.0,
    "professionals_fte": -1.5, "volunteers": -4.0, "relational_hours_per_client": -0.2,
}  # fmt: skip
SMALL = 1.0  # by how much pairs differ, of ``LUCK``
WEEKS = 104


def two_questions(
    helps: Mapping[str, Mapping[str, float]] | None = None, main: str = "core_met", noise: float = SMALL
) -> Findings:
    """What a cut of so much does, and what each alternative changes beside the cut.

    Args:
        helps: per alternative by how much an outcome moves against the cut; nothing for the others.
        main: the outcome of the question.
        noise: how much pairs differ.
    """
    asked = experiment(main)
    results = []
    for point in asked.points:
        for number, luck in enumerate(LUCK):
            values = _values(point.levels["plan"], helps or {}, luck * noise * point.number)
            weekly = {name: array("d", [value] * WEEKS) for name, value in values.items()}
            front = (point.number, point.scenario.name, 1, number)
            one = Result(*front, Values(tuple(values), array("d", values.values())), weekly)
            results.append((Run(point.number, 0, number), one))
    return findings_of(asked, results, (SOUND,), dict(MANIFEST))


def experiment(main: str = "core_met") -> Experiment:
    """The cut against no cut, and five alternatives against the cut; nobody can choose not to be cut."""
    levels = tuple(
        Level(en, Text(en, nl), choice=en != "no cut") for en, nl in zip(LEVELS, DUTCH, strict=True)
    )
    points = tuple(
        DesignPoint(n, {"plan": name}, Scenario(f"plan={name}"), min(n - 1, 1) if n else None)
        for n, name in enumerate(LEVELS)
    )
    questions = (
        Question(Text("What does the cut do?", "Wat doet de besparing?"), ((1, 0),)),
        Question(Text("What helps?", "Wat helpt?"), tuple((n, 1) for n in range(2, len(LEVELS)))),
    )
    keys = tuple(dict.fromkeys([Key(main), Key("contact_ratio"), Key("volunteers")]))
    return Experiment(
        "cut_and_help",
        Text("A cut and what helps", "Een besparing en wat helpt"),
        Text("What does a cut do, and what helps?", "Wat doet een besparing, en wat helpt ertegen?"),
        (),
        (Factor("plan", Text("What is done", "Wat er gebeurt"), levels),),
        points,
        {"horizon": (0.0, float(WEEKS))},
        keys,
        {},
        len(LUCK),
        len(LUCK),
        figures=(Figure("differences", keys[:1]), Figure("weeks", (Key("core_met"),))),
        questions=questions,
    )


def _values(plan: str, helps: Mapping[str, Mapping[str, float]], luck: float) -> dict[str, float]:
    moved = CUT if plan != "no cut" else {}
    return {
        name: start * (1 + luck) + moved.get(name, 0.0) + helps.get(plan, {}).get(name, 0.0)
        for name, start in START.items()
    }
