"""The questions about an own organisation, on one page; asked, read and checked by what asks them in a terminal."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from tup_sim.errors import Message, TupSimError, said
from tup_sim.own_house.questions import BY_KEY, Answer
from tup_sim.own_house.suggesting import suggested
from tup_sim.own_house.telling import choices, explanation, question_text, suggestion_text, understood
from tup_sim.texts import translator
from tup_sim.web.asking import base_of
from tup_sim.web.asking import understood as read_answers
from tup_sim.web.site import Site, in_words
from tup_sim.web.state import ASKED, OWN, written

GO_ON = "go"  # said by the button that goes on to the levers


def own_page(site: Site, request: Request) -> Response:
    """Ask about an organisation, show what was understood and what is wrong; or go on to its levers."""
    asked = site.read(request)
    asked.problems = [each for each in asked.problems if each.values.get("name") != GO_ON]
    state = replace(asked.state, house=OWN, answers=asked.state.answers or _answers_in(request))
    found, wrong = read_answers(state)
    trouble: list[str] = []
    if GO_ON in request.query_params and not wrong and not asked.problems:
        try:
            base_of(state, site.folder)
        except TupSimError as error:
            trouble = in_words(error, asked.lang)
        else:
            return RedirectResponse(f"/explore?{written(state, asked.lang)}", 303)
    trouble += [line for each in asked.problems for line in in_words(each, asked.lang)]
    questions = [_question(key, dict(state.answers), found, wrong, asked.lang) for key in ASKED]
    address = written(state, asked.lang)
    return site.show(
        request, "own.html", asked.lang, questions=questions, trouble=trouble, wrong=wrong, address=address
    )


def _answers_in(request: Request) -> tuple[tuple[str, str], ...]:
    """Answers of an address that does not say that it is about an own organisation."""
    from tup_sim.web.state import ANSWER, LONGEST

    each = ((key, request.query_params.get(ANSWER + key, "").strip()[:LONGEST]) for key in ASKED)
    return tuple((key, text) for key, text in each if text)


def _question(
    key: str, texts: dict[str, str], found: dict[str, Answer], wrong: dict[str, Message], lang: str
) -> dict[str, Any]:
    """A question as the page shows it: what it suggests follows from the answers before it."""
    question = BY_KEY[key]
    before: dict[str, Answer] = {}
    for each in ASKED[: ASKED.index(key)]:
        before |= {each: found[each]} if each in found else {}
    return {
        "key": key,
        "number": question.number,
        "text": question_text(question, lang),
        "why": explanation(question, lang),
        "given": texts.get(key, ""),
        "choices": list(zip(question.choices, choices(question, lang), strict=True)),
        "chosen": found[key].value if key in found else "",
        "suggestion": suggestion_text(question, suggested(key, before), lang),
        "understood": understood(key, found, lang) if key in found else "",
        "wrong": str(said(wrong[key], translator(lang))) if key in wrong else "",
    }
