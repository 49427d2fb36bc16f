"""The pages of the lesson in two languages: which there are, of what text, and how they are laid out for A4.

Each text stands once per language, as Markdown: in ``docs/lesson``, or in ``docs`` where it is a document that is read
by itself. Jinja fills in what belongs to an experiment, or to a lesson that is played in the browser, so that a script
has the minutes, measures and buttons of the program; markdown-it makes HTML of it. The paper form of a class is the
page that the program prints.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, partial
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import escape

from tup_sim.files.experiments import load_experiment
from tup_sim.own_house.telling import numeral
from tup_sim.reporting.brief.speech import Speech
from tup_sim.study.results import Key
from tup_sim.texts import say
from tup_sim.web.classroom.kinds import CHOOSE, REVEAL
from tup_sim.web.lessons import LATE, Lesson, load
from tup_sim.web.site import templates

LESSON = Path(__file__).resolve().parent
DOCS = LESSON.parent
BRIEFS = DOCS / "generated" / "briefs"
EXPERIMENTS = ("depth_and_pattern", "ring_fenced_coaching", "half_the_volunteers_leave")
TEXTS = {
    "en": {
        "start": "lesson/en/start.md",
        "class_script": "lesson/en/class_script.md",
        "class_room": "lesson/en/class_room.md",
        "class_debrief": "lesson/en/class_debrief.md",
        "class_cards": "lesson/en/class_cards.md",
        "class_council": "lesson/en/class_council.md",
        "class_workshop": "lesson/en/class_workshop.md",
        "teacher": "lesson.md",
        "worksheet": "lesson/en/worksheet.md",
        "cards": "lesson/en/cards.md",
        "story": "story.md",
        "how_to_read_results": "reading_results.md",
    },
    "nl": {
        "start": "lesson/nl/start.md",
        "klas_draaiboek": "lesson/nl/klas_draaiboek.md",
        "klas_lokaal": "lesson/nl/klas_lokaal.md",
        "klas_nabespreking": "lesson/nl/klas_nabespreking.md",
        "klas_rolkaarten": "lesson/nl/klas_rolkaarten.md",
        "klas_raad": "lesson/nl/klas_raad.md",
        "klas_werksessie": "lesson/nl/klas_werksessie.md",
        "leraar": "les.md",
        "werkblad": "lesson/nl/werkblad.md",
        "rolkaarten": "lesson/nl/rolkaarten.md",
        "verhaal": "verhaal.md",
        "resultaten_lezen": "resultaten_lezen.md",
    },
}
PLAYED = ("fifteen_per_cent_less", "council")  # lessons in the browser: of an hour, and of twenty minutes
PAPER = {"en": ("class_paper", "class_paper_council"), "nl": ("klas_papier", "klas_papier_raad")}
OF_EXPERIMENT = {"en": ("script", "brief", "brief_to_make"), "nl": ("draaiboek", "nota", "nota_te_maken")}


class Asked(NamedTuple):
    """What the pages say of an experiment in one language; ``brief`` is the page with what it found."""

    name: str
    title: str
    question: str
    brief: str


class Told(NamedTuple):
    """A lesson that is played in the browser, as the pages tell it in one language."""

    lesson: Lesson
    lang: str

    @property
    def title(self) -> str:
        """What it is called."""
        return self.lesson.title(self.lang)

    @property
    def minutes(self) -> int:
        """That it takes."""
        return self.lesson.minutes

    @property
    def points(self) -> int:
        """That a team may spend."""
        return self.lesson.points

    @property
    def cut(self) -> str:
        """The cut, out of a hundred."""
        return numeral(self.lesson.cut * 100, self.lang, 0)

    @property
    def measures(self) -> list[tuple[str, int]]:
        """What each is called, and its price."""
        return [(each.label(self.lang), each.price) for each in self.lesson.measures]

    @property
    def surprises(self) -> list[str]:
        """What they are called."""
        return [each.label(self.lang) for each in self.lesson.surprises]

    @property
    def outcomes(self) -> list[str]:
        """What they are called."""
        return list(self.outcome_names.values())

    @property
    def outcome_names(self) -> dict[str, str]:
        """What each is called, by its name in the lesson."""
        speech = Speech(self.lang, LATE, plain=True)
        return {each: speech.outcome(Key.of(each)) for each in self.lesson.outcomes}

    @property
    def names(self) -> list[str]:
        """What the program calls each step; a reveal is called by what it reveals."""
        kinds = [step.kind for step in self.lesson.steps]
        before = [kinds[:number] for number in range(len(kinds))]
        cut = [kind == REVEAL and CHOOSE not in there for kind, there in zip(kinds, before, strict=True)]
        words = ["cut" if first else kind for kind, first in zip(kinds, cut, strict=True)]
        return [say(self.lang, f"class-step-{word}") for word in words]

    def steps(self, minutes: int) -> list[int]:
        """Minutes of each step where the whole takes so many."""
        return [step.minutes for step in self.lesson.lasting(minutes).steps]

    def until(self, minutes: int, last: int) -> int:
        """The minute in which a step ends, by its number."""
        return sum(self.steps(minutes)[: last + 1])

    def spans(self, minutes: int, begin: int = 0) -> list[str]:
        """From which minute to which each step lasts: ``5-10``."""
        ends = [begin, *(begin + self.until(minutes, number) for number in range(len(self.lesson.steps)))]
        return [f"{one}-{other}" for one, other in pairwise(ends)]


def pages() -> dict[str, bytes]:
    """Every page by its place in the zip."""
    made = {"start.html": page("en", LESSON / "start.md")}
    for lang in TEXTS:
        made |= {
            f"{lang}/{name}.html": paper(lang, which) for name, which in zip(PAPER[lang], PLAYED, strict=True)
        }
        made |= {f"{lang}/{name}.html": page(lang, DOCS / text) for name, text in TEXTS[lang].items()}
        for asked in experiments(lang):
            script, _, to_make = OF_EXPERIMENT[lang]
            source = LESSON / lang / f"{script}_{asked.name}.md"
            made[f"{lang}/{script}_{asked.name}.html"] = page(lang, source, asked)
            kept = brief_of(asked.name, lang)
            text = kept.read_text("utf-8") if kept.exists() else ""
            made[f"{lang}/{asked.brief}"] = text or page(lang, LESSON / lang / f"{to_make}.md", asked)
    return {place: text.encode("utf-8") for place, text in made.items()}


def brief_of(name: str, lang: str) -> Path:
    """Where the finished brief of an experiment is kept."""
    return BRIEFS / f"{name}_{lang}.html"


@cache
def experiments(lang: str) -> tuple[Asked, ...]:
    """What the lesson asks, in the order in which it does."""
    brief = OF_EXPERIMENT[lang][1]
    loaded = (load_experiment(name) for name in EXPERIMENTS)
    return tuple(
        Asked(
            each.name,
            each.title.in_language(lang),
            each.question.in_language(lang),
            f"{brief}_{each.name}.html",
        )
        for each in loaded
    )


def page(lang: str, source: Path, asked: Asked | None = None) -> str:
    """One text as a page that needs nothing besides itself.

    Args:
        lang: ``en`` or ``nl``.
        source: the text, as Markdown.
        asked: the experiment it is about, if it is about one.
    """
    text = source.read_text("utf-8")
    if source.is_relative_to(LESSON):
        values: dict[str, Any] = asked._asdict() if asked else {"experiments": experiments(lang)}
        hour, council = (Told(load(name), lang) for name in PLAYED)
        text = (
            _environment(False)
            .from_string(text)
            .render(values, hour=hour, council=council, say=partial(say, lang))
        )
    tokens = _markdown().parse(text)
    _lead_inside(tokens, lang)
    body = _markdown().renderer.render(tokens, _markdown().options, {})
    return _laid_out(lang, body)


def paper(lang: str, lesson: str) -> str:
    """What a team fills in without a phone, as the program prints it.

    Args:
        lang: ``en`` or ``nl``.
        lesson: its name.
    """
    told = Told(load(lesson), lang)
    form = templates().get_template("class_paper.html").render(
        lang=lang,
        say=partial(say, lang),
        number=lambda value, places=2: numeral(value, lang, places),
        lesson=told.lesson,
        names_of=told.outcome_names,
    )  # fmt: skip
    return _laid_out(lang, f"<h1>{escape(say(lang, 'class-cards', title=told.title))}</h1>\n{form}")


def _laid_out(lang: str, body: str) -> str:
    title = re.sub(r"<[^>]*>", "", body[: body.find("</h1>")]).strip()
    return _environment(True).get_template("page.html").render(
        lang=lang, title=title, body=body, style=(LESSON / "page.css").read_text("utf-8")
    )  # fmt: skip


@cache
def _environment(escaped: bool) -> Environment:
    """A page is made safe for HTML; a text is not, for that is what markdown-it does."""
    return Environment(
        loader=FileSystemLoader(LESSON),
        autoescape=escaped,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


@cache
def _markdown() -> MarkdownIt:
    return MarkdownIt("commonmark").enable("table")


def _lead_inside(tokens: list[Token], lang: str) -> None:
    """Let links lead to pages of the lesson; of those that lead to other documents only the words stay."""
    for token in tokens:
        if token.children:
            token.children = list(_led(token.children, lang))


def _led(tokens: list[Token], lang: str) -> Iterator[Token]:
    dropped = False
    for token in tokens:
        if token.type == "link_open":
            place = _place(str(token.attrGet("href")), lang)
            dropped = not place
            token.attrSet("href", place)
        if not (dropped and token.type in ("link_open", "link_close")):
            yield token
        dropped = dropped and token.type != "link_close"


def _place(link: str, lang: str) -> str:
    """Where a link leads from a page in a language; empty if that is no part of the lesson."""
    if link.endswith(".html"):
        return link
    for other, texts in TEXTS.items():
        for name, text in texts.items():
            if text == link:
                return f"{name}.html" if other == lang else f"../{other}/{name}.html"
    return ""
