"""The pages of the lesson in two languages: which there are, of what text, and how they are laid out for A4.

Each text stands once per language, as Markdown: in ``docs/lesson``, or in ``docs`` where it is a document that is read
by itself. Jinja fills in what belongs to an experiment, markdown-it makes HTML of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markdown_it import MarkdownIt
from markdown_it.token import Token

from tup_sim.files.experiments import load_experiment

LESSON = Path(__file__).resolve().parent
DOCS = LESSON.parent
BRIEFS = DOCS / "generated" / "briefs"
EXPERIMENTS = ("depth_and_pattern", "ring_fenced_coaching", "half_the_volunteers_leave")
TEXTS = {
    "en": {
        "start": "lesson/en/start.md",
        "teacher": "lesson.md",
        "worksheet": "lesson/en/worksheet.md",
        "cards": "lesson/en/cards.md",
        "story": "story.md",
        "how_to_read_results": "reading_results.md",
    },
    "nl": {
        "start": "lesson/nl/start.md",
        "leraar": "les.md",
        "werkblad": "lesson/nl/werkblad.md",
        "rolkaarten": "lesson/nl/rolkaarten.md",
        "verhaal": "verhaal.md",
        "resultaten_lezen": "resultaten_lezen.md",
    },
}
OF_EXPERIMENT = {"en": ("script", "brief", "brief_to_make"), "nl": ("draaiboek", "nota", "nota_te_maken")}


class Asked(NamedTuple):
    """What the pages say of an experiment in one language; ``brief`` is the page with what it found."""

    name: str
    title: str
    question: str
    brief: str


def pages() -> dict[str, bytes]:
    """Every page by its place in the zip."""
    made = {"start.html": page("en", LESSON / "start.md")}
    for lang in TEXTS:
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
        text = _environment(False).from_string(text).render(values)
    tokens = _markdown().parse(text)
    _lead_inside(tokens, lang)
    body = _markdown().renderer.render(tokens, _markdown().options, {})
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
