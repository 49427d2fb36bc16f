"""How far an answer is, and what is known of it; asked for if nobody did yet."""

from __future__ import annotations

import time
from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from tup_sim.errors import TupSimError
from tup_sim.files.experiments import load_experiment
from tup_sim.web.affected import WHY
from tup_sim.web.answers import Shown, came_with_the_package, shown
from tup_sim.web.asking import ALL, FIRST, Asked
from tup_sim.web.first_page import first_page, is_the_first
from tup_sim.web.jobs import CANCELLED, QUEUED, RUNNING, Job
from tup_sim.web.one_person import STORY
from tup_sim.web.site import TOO_MANY, Site, in_words
from tup_sim.web.state import SIGNS
from tup_sim.web.turning import TURNS, read_turned

FULL = 100
TOLD = (WHY, TURNS, STORY)  # what is told about an experiment, by what stands before it in the headings


def answer_to(site: Site, question: Asked | None, lang: str, may_ask: bool) -> dict[str, Any]:
    """What the part of a page with the answer shows.

    Args:
        site: what all pages share.
        question: what is asked; None if there is nothing to compare.
        lang: ``en`` or ``nl``.
        may_ask: whether it is put on the table if it is not there.
    """
    found: dict[str, Any] = {
        "job": None, "shown": None, "busy": False, "wrong": [], "version": "", "first": FIRST, "all": ALL,
        "nothing": question is None, "unasked": False, "secret": site.secret, "name": "",
        "text": "", "older": "", "turned": None,
    }  # fmt: skip
    if question is None:
        return found
    found["name"] = question.name
    came = first_page() if is_the_first(question) else None
    if came is None:
        return _computed(site, question, lang, may_ask, found)
    with suppress(TupSimError, KeyError):  # of a model that knew other outcomes
        stored = came_with_the_package(lang)
        if not came.stale:
            return {**found, "shown": stored}
        found |= {"shown": stored, "older": came.model[:SIGNS]}
    return _computed(site, question, lang, may_ask, found)


def _computed(site: Site, question: Asked, lang: str, may_ask: bool, found: dict[str, Any]) -> dict[str, Any]:
    """What is known from runs that were made here, over what is shown meanwhile."""
    job = site.jobs.look(question.key)
    if job is not None and job.status != CANCELLED:
        return _laid_over(found, _of_job(site, job, lang))
    if not may_ask:
        return {**found, "unasked": True}
    if wrong := _wrong(experiment_in(question.headings), lang):
        return {**found, "wrong": wrong}
    if job is None and not site.may_ask():
        return {**found, "busy": True, "wrong": in_words(TOO_MANY, lang)}
    return _laid_over(found, _of_job(site, site.jobs.ask(*question), lang))


def experiment_in(headings: Mapping[str, Any]) -> Mapping[str, Any]:
    """The experiment that something on the table is about: what is asked, or what is told about it."""
    found: Mapping[str, Any] = next((headings[kind] for kind in TOLD if kind in headings), headings)
    return found


def _laid_over(found: dict[str, Any], known: dict[str, Any]) -> dict[str, Any]:
    """What a job knows; until it knows an answer, an older one stays."""
    if known["shown"] is None and found["older"]:
        known = {**known, "shown": found["shown"]}
    else:
        known = {**known, "older": ""}
    return {**found, **known}


def _wrong(headings: Mapping[str, Any], lang: str) -> list[str]:
    """What is wrong with an experiment; nothing if it can be run."""
    try:
        load_experiment(headings)
    except TupSimError as error:
        return in_words(error, lang)
    return []


def _of_job(site: Site, job: Job, lang: str) -> dict[str, Any]:
    ahead = site.jobs.ahead_of(job.key) if job.status == QUEUED else 0
    headings = job.headings
    told = experiment_in(headings) is not headings
    known, wrong = (None, []) if told else _shown(site, job, lang)
    text = site.jobs.text(job.key, lang) if told else ""
    return {
        "job": job,
        "shown": known,
        "wrong": [*wrong, *([job.wrong(lang)] if job.error else [])],
        "ahead": ahead,
        "part": round(FULL * job.done / job.total) if job.total else 0,
        "left": left(job),
        "text": "" if TURNS in headings else text,
        "turned": read_turned(text) if text and TURNS in headings else None,
        "version": f"{_stage(job)}-{job.status}-{job.step}-{job.done}-{job.total}-{ahead}",
        "refresh": job.under_way,
    }


def _stage(job: Job) -> str:
    """Changes where more than the progress does."""
    return f"{job.there}{'w' if job.under_way else 'd'}"


def _shown(site: Site, job: Job, lang: str) -> tuple[Shown | None, list[str]]:
    """The answer so far, and why there is none; one whose results were forgotten is computed again."""
    if not job.there:
        return None, []
    try:
        return shown(site.folder, job.name, job.there, lang), []
    except KeyError:
        site.jobs.forget(job.key)
    except TupSimError as error:
        return None, in_words(error, lang)
    return None, []


def left(job: Job) -> int:
    """Seconds until this stage is over, by how long it took so far; 0 if that is not known yet."""
    if job.status != RUNNING or not job.done:
        return 0
    return round((time.time() - job.began) * (job.total - job.done) / job.done)
