"""The questions about an own organisation, on one page; asked, read and checked by what asks them in a terminal."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from urllib.parse import parse_qsl

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from tup_sim.errors import Message, TupSimError, said
from tup_sim.own_house.questions import BY_KEY, NAME, NAME_AT_MOST, Answer
from tup_sim.own_house.suggesting import suggested
from tup_sim.own_house.telling import choices, explanation, question_text, suggestion_text, understood
from tup_sim.texts import say, translator
from tup_sim.web.asking import about_own, base_of, own_house
from tup_sim.web.asking import understood as read_answers
from tup_sim.web.faults import NOT_OURS
from tup_sim.web.forms import parts_of
from tup_sim.web.own_files import about
from tup_sim.web.sent_file import LARGEST, opened
from tup_sim.web.site import TOO_MANY, Site, in_words
from tup_sim.web.state import ANSWER, ANSWERED, ASKED, HOUSE, LONGEST, OWN, State, written

NO_FILE = Message("no file was chosen")
SECRET = "secret"
GO_ON = "go"  # said by the button that goes on to the levers
SENT = "sent"  # the file that is chosen; a form that is not sent to be read names it too
BESIDE = (GO_ON, SENT)
SENT_AT_MOST = (
    2_000_000  # bytes of a form; what is larger than a scenario may be is refused in words up to here
)


def own_page(site: Site, request: Request) -> Response:
    """Ask about an organisation, show what was understood and what is wrong; or go on to its levers."""
    asked = site.read(request)
    asked.problems = [each for each in asked.problems if each.values.get("name") not in BESIDE]
    state = replace(asked.state, house=OWN)
    if not state.file:
        state = replace(state, answers=state.answers or _answers_in(request.query_params))
    trouble = [line for each in asked.problems for line in in_words(each, asked.lang)]
    if state.file or (GO_ON in request.query_params and not (read_answers(state)[1] or trouble)):
        try:
            base_of(state, site.folder)
        except TupSimError as error:
            trouble += in_words(error, asked.lang)
            state = replace(state, file="")
        else:
            if GO_ON in request.query_params:
                return RedirectResponse(f"/explore?{written(state, asked.lang)}", 303)
    checked = HOUSE in request.query_params and not (state.file or trouble or read_answers(state)[1])
    off, contradicts = _what_is_off(state, asked.lang) if checked else ([], [])
    told: dict[str, Any] = {"checked": checked, "off": off}
    return _shown(site, request, state, asked.lang, [*trouble, *contradicts], **told)


def _what_is_off(state: State, lang: str) -> tuple[list[str], list[str]]:
    """What does not add up in an organisation; and what a suggestion contradicts, if one does."""
    try:
        return about_own(own_house(state), lang)[1], []
    except TupSimError as error:
        return [], in_words(error, lang)


def sent_page(site: Site, request: Request, body: bytes) -> Response:
    """Read the file of an organisation, and go on to its levers; or say what is wrong, and keep what was filled in.

    Args:
        site: what all pages share.
        request: that brought it.
        body: the form that was sent, with the answers that stood beside the file.
    """
    lang = site.language(request)
    try:
        parts = parts_of(body, request.headers.get("content-type", ""))
    except TupSimError as error:
        return site.trouble(request, error)
    if SECRET not in parts or parts[SECRET].text != site.secret:
        return site.trouble(request, NOT_OURS, 403)
    filled = State(OWN, _answers_in({name: each.text for name, each in parts.items() if not each.file}))
    file = parts.get(SENT)
    if file is None or not (file.file or file.data):
        return _shown(site, request, filled, lang, in_words(NO_FILE, lang), 400)
    if not site.may_ask():
        return _shown(site, request, filled, lang, in_words(TOO_MANY, lang), 429)
    try:
        state = opened(file.data, file.file, site.folder, lang)
    except TupSimError as error:
        return _shown(site, request, filled, lang, in_words(error, lang), 400)
    return RedirectResponse(f"/explore?{written(state, lang)}", 303)


def _shown(
    site: Site, request: Request, state: State, lang: str, trouble: list[str], code: int = 200, **more: Any
) -> Response:
    """The page, as far as it is filled in."""
    found, wrong = read_answers(state)
    address = written(state, lang)
    other = "nl" if lang == "en" else "en"
    return site.show(
        request,
        "own.html",
        lang,
        code,
        questions=[_asked(key, dict(state.answers), found, wrong, lang) for key in ANSWERED],
        trouble=trouble,
        sent_wrong=code != 200,
        wrong=wrong,
        address=address,
        other_language=f"/own?{written(state, other)}",
        here="/own",
        file=state.file,
        about=about(state.file, site.folder, lang) if state.file else "",
        secret=site.secret,
        most=LARGEST // 1000,
        beside=_beside(state),
        **{"checked": False, "off": [], **more},
    )


def _beside(state: State) -> list[tuple[str, str]]:
    """What is moved in the organisation, so that who corrects an answer keeps it; names and values of an address."""
    moved = replace(state, answers=(), file="")
    return [(name, text) for name, text in parse_qsl(written(moved)) if name != HOUSE]


def _answers_in(sent: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """Answers of an address that does not say that it is about an own organisation, or of a form."""
    each = ((key, sent.get(ANSWER + key, "").strip()[:LONGEST]) for key in ANSWERED)
    return tuple((key, text) for key, text in each if text)


def _asked(
    key: str, texts: dict[str, str], found: dict[str, Answer], wrong: dict[str, Message], lang: str
) -> dict[str, Any]:
    """A question as the page shows it, with its answer."""
    shown = {
        "key": key,
        "given": texts.get(key, ""),
        "most": NAME_AT_MOST if key == NAME else LONGEST,
        "chosen": found[key].value if key in found else "",
        "understood": understood(key, found, lang) if key in found and key != NAME else "",
        "wrong": str(said(wrong[key], translator(lang))) if key in wrong else "",
    }
    return shown | (_question(key, found, lang) if key in ASKED else _may_be_said(key, lang))


def _may_be_said(key: str, lang: str) -> dict[str, Any]:
    """What is asked besides the numbered questions, and for which nothing is suggested."""
    text, why = (say(lang, f"web-own-{part}-{key}") for part in ("ask", "why"))
    return {"number": "", "text": text, "why": why, "choices": [], "suggestion": ""}


def _question(key: str, found: dict[str, Answer], lang: str) -> dict[str, Any]:
    """What is asked: what it suggests follows from the answers before it."""
    question = BY_KEY[key]
    before: dict[str, Answer] = {}
    for each in ASKED[: ASKED.index(key)]:
        before |= {each: found[each]} if each in found else {}
    return {
        "number": question.number,
        "text": question_text(question, lang),
        "why": explanation(question, lang),
        "choices": list(zip(question.choices, choices(question, lang), strict=True)),
        "suggestion": suggestion_text(question, suggested(key, before), lang),
    }
