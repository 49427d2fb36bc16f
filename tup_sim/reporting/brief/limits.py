"""What a brief cannot tell, and how the model did where it could be tried."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from tup_sim.reporting.brief.again import is_own
from tup_sim.reporting.brief.speech import Speech
from tup_sim.reporting.evidence_score import evidence_score
from tup_sim.study.findings import Findings

GENERAL = 6  # limits of every brief
EXAMPLE = 2  # the one that says that the organisation is an example


def limits(found: Findings, speech: Speech) -> Iterator[str]:
    """The limits of any brief, then the score of the model against the report, and of which model it is."""
    yield from general(found, range(1, GENERAL + 1), speech)
    yield f"{_score(speech)} {_of_which_model(found, speech)}"


def general(found: Findings, numbers: Iterable[int], speech: Speech) -> Iterator[str]:
    """What is said of the figures, then the limits with these numbers; one's own organisation is no example."""
    yield from (each.in_language(speech.lang) for each in found.experiment.limits)
    own = is_own(found)
    for number in numbers:
        yield speech.say("limit-own" if own and number == EXAMPLE else f"limit-{number}")


def score_in_short(speech: Speech, model: str) -> str:
    """How much of what the report says comes out, in a sentence; a second one says if another model was counted."""
    score = evidence_score()
    told = {"came": "reproduced", "slight": "slight", "against": "contradicted"}
    counts = {name: score.both(verdict) for name, verdict in told.items()}
    rest = score.both("absent") + score.both("cannot tell")
    said = speech.say("evidence-short", tried=score.tried, **counts, rest=rest)
    return said if model == score.model else f"{said} {speech.say('evidence-short-other')}"


def _score(speech: Speech) -> str:
    score = evidence_score()
    return speech.say(
        "evidence",
        tried=score.tried,
        came=score.both("reproduced"),
        slight=score.both("slight"),
        small=score.both("absent"),
        against=score.both("contradicted"),
        unclear=score.both("cannot tell"),
        apart=sum(score.held_out.values()),
        apart_came=score.held_out["reproduced"],
    )


def _of_which_model(found: Findings, speech: Speech) -> str:
    score, manifest = evidence_score(), found.manifest or {}
    day = speech.day(score.date)
    if manifest.get("model") == score.model:
        return speech.say("evidence-same", day=day)
    older = score.date < str(manifest.get("ended", ""))
    return speech.say("evidence-older" if older else "evidence-other", day=day, model=score.model)
