"""Results that are kept: the list, each with its tables, its brief, its numbers and the command that makes it again."""

from __future__ import annotations

import re
import shlex
from collections.abc import Mapping
from datetime import datetime
from io import StringIO
from typing import Any, NamedTuple

from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from tup_sim.errors import Message, TupSimError
from tup_sim.files.export import differences
from tup_sim.files.kept import Kept, kept
from tup_sim.files.store import ResultStore
from tup_sim.files.store_file import FILE, is_there
from tup_sim.reporting.tables import experiment_view
from tup_sim.reporting.view import as_html
from tup_sim.study.cells import encoding_in, write_text
from tup_sim.study.findings import Findings
from tup_sim.texts import LANGUAGES, say
from tup_sim.web.answering import TOLD, experiment_in, left
from tup_sim.web.answers import brief_of, found_in
from tup_sim.web.first_page import question
from tup_sim.web.jobs import DONE, PAUSED, QUEUED, RUNNING, Job
from tup_sim.web.pages import EXPLORE
from tup_sim.web.safety import BRIEF
from tup_sim.web.site import Site
from tup_sim.web.state import HOUSE, OWN, State, written
from tup_sim.web.turning import TURNS, WORLDS

RESULTS = "results"
NOT_THERE = Message("there are no results of that name")
FILTER_AT_MOST = 80
KINDS = {
    "explore": "web-kind-answer",
    "compare": "web-kind-compared",
    **{each: f"web-{each}" for each in TOLD},
}  # how names of what is asked on pages begin, with what that is called
OF_A_PAGE = re.compile(rf"({'|'.join(KINDS)})-[0-9a-f]{{10}}.*")


class Waiting(NamedTuple):
    """Something that is asked and not answered yet.

    Attributes:
        name: of its results.
        question: what is asked, in words.
        state: in a word.
        job: how far it is.
        left: seconds until its present stage is over; 0 if that is not known.
    """

    name: str
    question: str
    state: str
    job: Job
    left: int


def _waiting(job: Job, lang: str) -> Waiting:
    """Something on the table, in words."""
    headings = job.headings
    title = str(experiment_in(headings).get("question", {}).get(lang, job.name))
    kind = next((each for each in TOLD if each in headings), "")
    question = f"{_kind(job.name, lang)}{title}"
    question += f" {say(lang, 'web-turns-worlds', n=headings[WORLDS])}" if kind == TURNS else ""
    return Waiting(job.name, question, say(lang, f"web-state-{job.status}"), job, left(job))


def _kind(name: str, lang: str) -> str:
    """What kind of question of a page results of this name answer, in front of the question; else nothing."""
    kind = name.partition("-")[0]
    return f"{say(lang, KINDS[kind])}: " if OF_A_PAGE.fullmatch(name) else ""


def _state(row: Kept, states: Mapping[str, str], lang: str) -> str:
    """How far results are: as the table of what is computed says, and else by their runs."""
    whole = row.runs + row.failed >= row.asked
    return say(lang, f"web-state-{states.get(row.name, DONE if whole else 'part')}")


def _row(row: Kept, states: Mapping[str, str], lang: str) -> dict[str, Any]:
    """Results as the list shows them."""
    question = f"{_kind(row.name, lang)}{row.question}"
    return row._asdict() | {
        "question": question,
        "state": _state(row, states, lang),
        "when": local_time(row.changed),
    }


def local_time(moment: str) -> str:
    """A moment by the clock of this machine, with how far that is from UTC.

    Args:
        moment: as the store keeps it, with its zone.
    """
    here = datetime.fromisoformat(moment).astimezone()
    zone = f"{here:%z}"
    return f"{here:%Y-%m-%d %H:%M} UTC{zone[:3]}:{zone[3:5]}"


class ResultPages:
    """The pages about results.

    Args:
        site: what all pages share.
    """

    def __init__(self, site: Site) -> None:
        self._site = site

    def every(self, request: Request) -> Response:
        """All results, or those whose name or question has a word in it."""
        lang = self._site.language(request)
        word = request.query_params.get("q", "").strip()[:FILTER_AT_MOST]
        try:
            rows = self._rows(lang)
        except TupSimError as error:
            return self._site.trouble(request, error, 500)
        waiting = [each for each in self._waiting(lang) if word.lower() in " ".join(each[:3]).lower()]
        found = [
            row for row in rows if word.lower() in f"{row['name']} {row['question']} {row['state']}".lower()
        ]
        shown: dict[str, Any] = {
            "rows": found,
            "all": len(rows),
            "word": word,
            "waiting": waiting,
            "secret": self._site.secret,
        }
        return self._site.show(request, "results.html", lang, **shown)

    def back(self, sent: Mapping[str, str]) -> Response:
        """To the list, after something was said to be done in it."""
        given = sent.get("lang", "")
        return RedirectResponse(f"/{RESULTS}?lang={given if given in LANGUAGES else self._site.lang}", 303)

    def one(self, request: Request) -> Response:
        """One answer in full."""
        lang, name = self._site.language(request), request.path_params["name"]
        found = self._found(request, name)
        if isinstance(found, Response):
            return found
        text = Markup(as_html(experiment_view(found, lang, found.experiment.quick), 2))
        commands = self._commands(name, lang)
        shown: dict[str, Any] = {"text": text, "commands": commands, **self._doors(name, lang)}
        return self._site.show(request, "result.html", lang, name=name, **shown)

    def _doors(self, name: str, lang: str) -> dict[str, str]:
        """Where results were asked for, and the answers about their own organisation; empty where there are none."""
        begin = f"/{EXPLORE}?{written(State())}" if name == question().name else ""
        address = begin or self._site.jobs.address(name)
        here = f"{address}&lang={lang}" if address else ""
        own = here.partition("?")[2] if f"{HOUSE}={OWN}" in here else ""
        return {"again": here, "own": f"/{OWN}?{own}" if own else ""}

    def brief(self, request: Request) -> Response:
        """Its brief."""
        found = self._found(request, request.path_params["name"])
        if isinstance(found, Response):
            return found
        text = brief_of(found, self._site.language(request))
        return HTMLResponse(text, headers={"content-security-policy": BRIEF})

    def numbers(self, request: Request) -> Response:
        """Its differences as CSV, in the language of the page as ``tup-sim results export --csv`` writes them."""
        lang, name = self._site.language(request), request.path_params["name"]
        found = self._found(request, name)
        if isinstance(found, Response):
            return found
        out = StringIO()
        write_text(differences(found), out, lang)
        headers = {"content-disposition": 'attachment; filename="differences.csv"'}
        return Response(out.getvalue().encode(encoding_in(lang)), headers=headers, media_type="text/csv")

    def _found(self, request: Request, name: str) -> Findings | Response:
        try:
            return found_in(self._site.folder, name)
        except KeyError:
            return self._site.trouble(request, NOT_THERE, 404)
        except TupSimError as error:
            return self._site.trouble(request, error, 500)

    def _rows(self, lang: str) -> list[dict[str, Any]]:
        """What is kept, the latest first.

        Raises:
            TupSimError: the store cannot be read.
        """
        if not is_there(self._site.folder / FILE):
            return []
        with ResultStore(self._site.folder, write=False) as store:
            states = {each.name: each.status for each in self._site.jobs.every()}
            rows = [_row(each, states, lang) for each in kept(store, lang)]
        return sorted(rows, key=lambda row: str(row["changed"]), reverse=True)

    def _waiting(self, lang: str) -> list[Waiting]:
        """What is asked and not answered yet, by who looked at it last."""
        open_ = (RUNNING, QUEUED, PAUSED)
        return [_waiting(each, lang) for each in self._site.jobs.every() if each.status in open_]

    def _commands(self, name: str, lang: str) -> list[str]:
        """What to type for the same."""
        where = ["--results", str(self._site.folder)]
        words = ("show", "export", "reproduce")
        each = [["tup-sim", "results", word, name, *where] for word in words]
        each.insert(1, ["tup-sim", "report", name, *where, "--lang", lang])
        return [shlex.join(one) for one in each]
