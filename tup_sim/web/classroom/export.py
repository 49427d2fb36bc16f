"""What is taken home: the class on one page, as a table, as files for the command line, and the log it follows from."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from io import BytesIO, StringIO
from typing import Any, NamedTuple
from zipfile import ZIP_DEFLATED, ZipFile

from tup_sim.errors import Message, TupSimError
from tup_sim.study.cells import encoding_in, write_text
from tup_sim.texts import LANGUAGES, say
from tup_sim.web.classroom.entries import price, text_names
from tup_sim.web.classroom.hour import Hour, hour_of
from tup_sim.web.classroom.kinds import DEBRIEF, END, NOTHING, PACKAGES, PREDICT
from tup_sim.web.classroom.log import Class, Event
from tup_sim.web.classroom.outcomes import ALIKE, HIT, UNTOLD, Came, Hits, Outcomes, Prediction, hits_in_words
from tup_sim.web.classroom.telling import Row, rows_of
from tup_sim.web.lessons import LATE, Case, Lesson, Menu, load, scenario_text
from tup_sim.web.site import templates

SCHEMA = "tup-sim class 1"
COLUMNS = (
    "step", "asked", "team", "package", "points", "surprise", "outcome", "unit", "predicted", "came", "hit",
    "mean", "low", "high", "late", "by_draft", "text",
)  # fmt: skip
NO_LOG = "{file}: this is not the log of a class"


class Part(NamedTuple):
    """A step in which something was handed in, as the page tells it.

    Attributes:
        heading: of the step, with the surprise that came in it.
        of_the_cut: whether it is about the cut without measures.
        rows: the teams with what came of it.
        texts: letter of a team, and what it wrote.
        hits: predictions that came true, and those that did not.
    """

    heading: str
    of_the_cut: bool
    rows: list[Row]
    texts: list[tuple[str, str]]
    hits: Hits


class Export:
    """A class, told afterwards.

    Args:
        kept: which class.
        lesson: that it had.
        menu: its answers.
        events: everything that happened in it.
    """

    def __init__(self, kept: Class, lesson: Lesson, menu: Menu, events: list[Event]) -> None:
        self.kept, self.lesson, self.menu, self.events = kept, lesson, menu, events
        self.outcomes = Outcomes(lesson, menu)
        steps = [*((step.kind, float(step.minutes)) for step in lesson.steps), (END, 0.0)]
        self.hour: Hour = hour_of(steps, events)

    # ------------------------------------------------------------------ one page

    def page(self, lang: str) -> str:
        """The class on one page that stands alone."""
        hour = self.hour
        return (
            templates()
            .get_template("class_report.html")
            .render(
                lang=lang,
                say=lambda name, **values: say(lang, name, **values),
                lesson=self.lesson,
                kept=self.kept,
                day=datetime.fromtimestamp(self.kept.began).date().isoformat(),
                hits_of=lambda hits: hits_in_words(hits, lang),
                parts=list(self._parts(lang)),
                teams=list(hour.teams.values()),
                answers=self._answers(lang),
                hits=Hits(*map(sum, zip(*(part.hits for part in self._parts("en")), strict=True))),
                runs=self.menu.runs,
                outcomes=len(self.lesson.outcomes),
                names=[self.outcomes.named(each, lang) for each in self.lesson.outcomes],
            )
        )

    def _asked(self) -> Iterator[int]:
        """Numbers of the steps whose predictions were asked, as far as the class came."""
        for step, (kind, _) in enumerate(self.hour.steps):
            if kind in (PREDICT, *PACKAGES) and step < self.hour.farthest:
                yield step

    def _parts(self, lang: str) -> Iterator[Part]:
        hour = self.hour
        for step in self._asked():
            rows = rows_of(self.outcomes, hour, step, lang)
            texts = [
                (team.letter, " ".join(team.entries[step].texts))
                for team in hour.teams.values()
                if step in team.entries and any(team.entries[step].texts)
            ]
            yield Part(
                self._heading(step, lang),
                hour.steps[step][0] == PREDICT,
                rows,
                texts,
                self.outcomes.hits(hour, step),
            )

    def _heading(self, step: int, lang: str) -> str:
        kind, surprise = self.hour.steps[step][0], self.hour.surprised(step)
        if kind == PREDICT:
            return say(lang, "class-step-cut")
        label = next((each.label(lang) for each in self.lesson.surprises if each.key == surprise), "")
        return label or say(lang, f"class-step-{kind}")

    def _answers(self, lang: str) -> list[tuple[str, list[tuple[str, str]]]]:
        """The questions of the debrief with the answers that were shown."""
        found = []
        for step in (number for number, (kind, _) in enumerate(self.hour.steps) if kind == DEBRIEF):
            for number, name in enumerate(text_names(DEBRIEF)):
                told = [
                    (letter, self.hour.teams[letter].entries[step].texts[number])
                    for letter, where, which in sorted(self.hour.shown)
                    if (where, which) == (step, number) and step in self.hour.teams[letter].entries
                ]
                found.append((say(lang, f"class-ask-{name}"), told))
        return found

    # ------------------------------------------------------------------ a table

    def table(self, lang: str = "en") -> str:
        """A line for each team, step and outcome, as CSV; no text of it is run as a formula.

        Args:
            lang: ``nl`` for a spreadsheet that is set to Belgium or the Netherlands, with Dutch names of columns.
        """
        from pandas import DataFrame

        names = [say(lang, f"class-column-{name}") for name in COLUMNS]
        out = StringIO()
        write_text(DataFrame(list(self._lines(lang)), columns=names), out, lang)
        return out.getvalue()

    def _lines(self, lang: str) -> Iterator[tuple[Any, ...]]:
        for step in self._asked():
            for row in rows_of(self.outcomes, self.hour, step, lang):
                front, back = self._of_row(row, step, lang), self._said(row, step)
                for cell in row.cells:
                    said, came = cell.predicted, cell.came
                    yield (
                        *front, came.outcome if lang == "en" else came.name, came.unit,
                        _word(said.said, lang) if said else "", _came(came, lang),
                        _hit(said), *came.figures, *back,
                    )  # fmt: skip

    def _of_row(self, row: Row, step: int, lang: str) -> tuple[Any, ...]:
        """What a team was asked and chose: in English as the lesson's file names it, in Dutch as the page says it."""
        asked, surprise = self.hour.steps[step][0], self.hour.surprised(step) or ""
        package = sorted(self.hour.package(row.team, step)) if asked in PACKAGES else []
        points = price(package, self.lesson)
        if lang == "en":
            return step, asked, row.team.letter, "+".join(package), points, surprise
        chosen = row.chosen if asked in PACKAGES else ""
        befell = next((each.label(lang) for each in self.lesson.surprises if each.key == surprise), "")
        return step, say(lang, f"class-step-{asked}"), row.team.letter, chosen, points, befell

    @staticmethod
    def _said(row: Row, step: int) -> tuple[int, int, str]:
        """Whether what a team handed in was late, whether it was only a draft, and what it wrote."""
        entry = row.team.entries.get(step)
        return (
            int(step in row.team.late),
            int(step in row.team.by_draft),
            " ".join(entry.texts) if entry else "",
        )

    # ------------------------------------------------------------------ files for the command line

    def files(self) -> dict[str, str]:
        """A scenario file for each team and round, and for each round an experiment of its worlds beside nothing.

        Teams that chose the same share a world, and one that chose nothing is the reference: the experiment holds each
        world once. A round in which nobody chose anything has none.
        """
        found: dict[str, str] = {}
        for number, step in enumerate(self._rounds(), 1):
            surprise = self.hour.surprised(step)
            worlds: dict[frozenset[str], list[str]] = {NOTHING: []}
            found[f"round_{number}_nothing.yaml"] = scenario_text(self.lesson, Case(NOTHING, surprise))
            for letter, team in self.hour.teams.items():
                package = self.hour.package(team, step)
                worlds.setdefault(package, []).append(letter)
                found[f"round_{number}_team_{letter}.yaml"] = scenario_text(
                    self.lesson, Case(package, surprise)
                )
            if len(worlds) > 1:
                found[f"round_{number}.yaml"] = self._experiment(number, worlds)
        return found

    def _rounds(self) -> list[int]:
        """Numbers of the steps in which teams chose a package."""
        return [step for step in self._asked() if self.hour.steps[step][0] in PACKAGES]

    def _experiment(self, number: int, worlds: Mapping[frozenset[str], Sequence[str]]) -> str:
        """The experiment of a round.

        Args:
            number: of the round.
            worlds: what was chosen, and the letters of the teams that did.
        """
        lesson = self.lesson
        told = {lang: lesson.title(lang) for lang in LANGUAGES}
        headings = {
            "title": told,
            "question": told,
            "base": lesson.organisation,
            "weeks": lesson.weeks,
            "factors": [
                {
                    "name": "team",
                    "levels": [_level(number, package, letters) for package, letters in worlds.items()],
                }
            ],
            "reference": {"team": "nothing"},
            "replications": self.menu.runs,
            "windows": {LATE: list(lesson.window)},
            "outcomes": list(lesson.outcomes),
        }
        return json.dumps(headings, indent=1, ensure_ascii=False) + "\n"

    def read_me(self, lang: str) -> str:
        """What is in the zip, and the command that computes a round again."""
        names = [name for name in self.files() if name.removesuffix(".yaml").rpartition("_")[2].isdecimal()]
        lines = [say(lang, "class-readme", title=self.lesson.title(lang))]
        if self._rounds():
            lines.append(say(lang, "class-readme-team", organisation=self.lesson.organisation))
        if names:
            lines += [say(lang, "class-readme-round"), *(f"    tup-sim experiment {name}" for name in names)]
        return "\n\n".join([*lines, say(lang, "laboratory")]) + "\n"

    def log(self) -> str:
        """Everything that happened, as JSON: with the menu all the rest follows from it. No names, no keys."""
        kept = {**self.kept._asdict(), "teacher": ""}
        events = [{**each._asdict(), "said": _without_keys(each)} for each in self.events]
        return (
            json.dumps({"schema": SCHEMA, "class": kept, "events": events}, indent=1, ensure_ascii=False)
            + "\n"
        )

    def everything(self, lang: str = "en") -> bytes:
        """All of it in one zip; the table is that of a language."""
        files = {f"class_{lang}.html": self.page(lang) for lang in LANGUAGES}
        files |= {say(lang, "class-readme-file"): self.read_me(lang) for lang in LANGUAGES}
        files |= {"log.json": self.log(), **self.files()}
        out = BytesIO()
        with ZipFile(out, "w", ZIP_DEFLATED) as packed:
            packed.writestr("class.csv", self.table(lang).encode(encoding_in(lang)))
            for name, text in files.items():
                packed.writestr(name, text)
        return out.getvalue()


def _word(said: str, lang: str) -> str:
    """Better, worse or alike, as it stands in a table."""
    return said if lang == "en" else say(lang, f"class-say-{said}")


def _hit(said: Prediction | None) -> str:
    """1 or 0; nothing where nothing was said, or the runs cannot tell."""
    return str(int(said.mark == HIT)) if said and said.mark != UNTOLD else ""


def _came(came: Came, lang: str) -> str:
    """Better or worse as predictions are written, and else the words of the judge."""
    return came.word if came.truth in (ALIKE, UNTOLD) else _word(came.truth, lang)


def _level(number: int, package: frozenset[str], letters: Sequence[str]) -> dict[str, Any]:
    """What teams chose in a round, as a level that is called by all of them."""
    name = f"team_{'_'.join(letters)}" if package else "nothing"
    file = f"team_{letters[0]}" if package else "nothing"
    which = ("class-level" if package else "class-level-nothing") if letters else "class-nothing"
    label = {lang: say(lang, which, n=len(letters), teams=", ".join(letters)) for lang in LANGUAGES}
    return {"name": name, "label": label, "with": [f"round_{number}_{file}.yaml"]}


def _without_keys(event: Event) -> dict[str, Any]:
    return {name: "" if name in ("key", "pin", "name") else value for name, value in event.said.items()}


def replayed(text: str, file: str) -> Export:
    """A class again, from its log.

    Args:
        text: of the log.
        file: that it was in, for who made a mistake.

    Raises:
        TupSimError: it is no log of a class, or there is no such lesson or menu.
    """
    try:
        told = json.loads(text)
        if told["schema"] != SCHEMA:
            raise ValueError
        kept = Class(**told["class"])
        events = [Event(**each) for each in told["events"]]
        lesson = load(kept.lesson)
        return Export(kept, lesson, Menu.of(lesson), events)
    except (ValueError, KeyError, TypeError, IndexError, AttributeError) as error:
        raise TupSimError(Message(NO_LOG, file=file)) from error
