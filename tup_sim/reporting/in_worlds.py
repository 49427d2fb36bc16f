"""Whether the best choice of an experiment is the best with other assumptions too: to read, and as plain data."""

from __future__ import annotations

from typing import Any

from tup_sim.reporting.choices import Choice, choices
from tup_sim.reporting.numerals import known
from tup_sim.reporting.plain import failed
from tup_sim.reporting.tables import choices_views, experiment_facts
from tup_sim.reporting.view import View, foot
from tup_sim.study.findings import Findings
from tup_sim.texts import say


def robust_view(found: Findings, lang: str = "en") -> View:
    """Per choice which alternative is the best now, how often in the worlds, and where it is not.

    Args:
        found: what an experiment with worlds found.
        lang: ``en`` or ``nl``.
    """
    asked = found.experiment
    title = say(lang, "title-robust", title=asked.title.in_language(lang))
    moved = say(lang, "robust-moved", n=len(asked.worlds), assumptions=len(asked.ranges))
    head = [asked.question.in_language(lang), experiment_facts(found, lang), moved]
    return View(title, head, [*choices_views(found, lang)], foot(lang, asked.quick, "quick-runs"))


def robust_data(found: Findings) -> dict[str, Any]:
    """The outcome, how many worlds, which assumptions, and per choice and alternative what it is worth and loses."""
    asked = found.experiment
    key = asked.outcomes[0]
    return {
        "experiment": asked.name,
        "title": asked.title.en,
        "seed": asked.seed,
        "quick": asked.quick,
        "outcome": key.text,
        "unit": key.unit,
        "worlds": len(asked.worlds),
        "assumptions": [each.path for each in asked.ranges],
        "choices": [_choice_data(each) for each in choices(found, "en")],
        **failed(found),
    }


def _choice_data(choice: Choice) -> dict[str, Any]:
    if choice.found is None:
        return {"choice": choice.name, "alternatives": []}
    seen = choice.found
    each = zip(choice.names, seen.now.standings, seen.worlds, seen.by_luck, strict=True)
    alternatives = [
        {
            "name": name,
            "may_be_best": standing.may_be_best,
            **known({"mean": standing.mean, "one_in_ten_loses_more_than": regret.tail}),
            "best_in": known(regret.best._asdict()),
            "best_in_by_luck": known(luck.best._asdict()),
            "loses": known(regret.mean._asdict()),
        }
        for name, standing, regret, luck in each
    ]
    return {"choice": choice.name, "alternatives": alternatives}
