"""What several pages tell in the same way: a package in words, the worlds of two teams, the class beside each other."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

from markupsafe import Markup

from tup_sim.texts import say
from tup_sim.web.classroom.hour import Hour, Team
from tup_sim.web.classroom.kinds import REVEAL, STORY
from tup_sim.web.classroom.outcomes import Came, Outcomes, Prediction, picture, span_of
from tup_sim.web.classroom.stories import Story
from tup_sim.web.lessons import Case, Lesson

if TYPE_CHECKING:
    from tup_sim.web.classroom.frame import Frame


class Cell(NamedTuple):
    """A team in an outcome: what came, as a picture too, and what the team had said; None if nothing."""

    came: Came
    picture: Markup
    predicted: Prediction | None


class Row(NamedTuple):
    """A team beside others: what it chose, in words, and its outcomes; none if it has not chosen anything yet."""

    team: Team
    chosen: str
    cells: tuple[Cell, ...]
    nothing_yet: bool


def chosen_in_words(lesson: Lesson, package: Iterable[str], lang: str) -> str:
    """The measures of a package, or that it is none."""
    wanted = set(package)
    names = [each.label(lang) for each in lesson.measures if each.key in wanted]
    return "; ".join(names) or say(lang, "class-nothing")


def chosen_by(lesson: Lesson, hour: Hour, team: Team, step: int, lang: str) -> str:
    """What a team has chosen up to a step, in words; with the note that an earlier choice goes on, where it does."""
    chosen = chosen_in_words(lesson, hour.package(team, step), lang)
    return f"{chosen} ({say(lang, 'class-goes-on')})" if hour.goes_on(team, step) else chosen


def rows_of(outcomes: Outcomes, hour: Hour, step: int, lang: str) -> list[Row]:
    """All teams in what a step asked; pictures of an outcome have the same axis.

    Args:
        outcomes: what came out.
        hour: of the class.
        step: that was revealed.
        lang: ``en`` or ``nl``.
    """
    came = {
        team.letter: outcomes.revealed(hour, team, step, lang) if hour.has_chosen(team, step) else ()
        for team in hour.teams.values()
    }
    spans = [span_of(column) for column in zip(*(each for each in came.values() if each), strict=True)]
    rows = []
    for team in hour.teams.values():
        said = outcomes.predictions(came[team.letter], team.entries[step]) if team.in_time(step) else []
        predicted = {each.came.outcome: each for each in said}
        cells = tuple(
            Cell(each, picture(each, span, lang), predicted.get(each.outcome))
            for each, span in zip(came[team.letter], spans, strict=False)
        )
        chosen = chosen_by(outcomes.lesson, hour, team, step, lang)
        rows.append(Row(team, chosen, cells, not hour.has_chosen(team, step)))
    return rows


def votes(hour: Hour, step: int) -> dict[str, int]:
    """How many teams said of each outcome that it gets worse, before the first reveal."""
    found: dict[str, int] = {}
    for team in hour.teams.values():
        for outcome, _ in team.entries[step].said if team.in_time(step) else ():
            found[outcome] = found.get(outcome, 0) + 1
    return found


def worlds_of(hour: Hour) -> dict[str, Case]:
    """The worlds of the two teams that are told, by their letters; none if there are not two."""
    pair = [letter for letter in hour.pair if letter in hour.teams]
    if len(pair) < 2:
        return {}
    return {
        letter: Case(hour.package(hour.teams[letter], hour.at), hour.surprised(hour.at)) for letter in pair
    }


def story_ahead(frame: Frame) -> None:
    """Begin with the story of the two teams where it comes next, so that it is there when it is told."""
    hour = frame.room.hour
    worlds = worlds_of(hour)
    if hour.kind == REVEAL and hour.steps[hour.at + 1][0] == STORY and len(set(worlds.values())) > 1:
        frame.stories.ask(worlds)


def story_of(frame: Frame, lang: str) -> Story:
    """How far the story of the two teams is; it is asked for if nobody did."""
    worlds = worlds_of(frame.room.hour)
    if not worlds:
        return Story(failed=say(lang, "class-story-none"))
    if len(set(worlds.values())) < 2:
        return Story(failed=say(lang, "class-story-same"))
    frame.stories.ask(worlds)
    return frame.stories.told(worlds, lang)


def story_so_far(frame: Frame, lang: str) -> str:
    """Another text whenever the story of the step has come further; empty where none is told."""
    if frame.room.hour.kind != STORY:
        return ""
    story = story_of(frame, lang)
    return f"{story.part}{bool(story.text)}{bool(story.failed)}"
