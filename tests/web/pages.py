"""What the tests of the pages share: a site without a worker, and answers of a tiny house in its store."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from starlette.testclient import TestClient

from tup_sim.api import experiment
from tup_sim.web.app import application
from tup_sim.web.asking import FIRST, asked_of
from tup_sim.web.jobs import Jobs
from tup_sim.web.state import State

ADDRESS = "http://127.0.0.1:8765"

# A house of a few people: these tests ask that an answer is there and shown, not which.
FEW = {"places": 20, "professionals.posts": 3, "volunteers_initial": 14, "occasional_stock": 4}


def client_of(folder: Path, lang: str = "en") -> TestClient:
    return TestClient(application(folder, lang, works=False), base_url=ADDRESS, follow_redirects=False)


def answered(folder: Path, state: State, runs: int = FIRST) -> str:
    """Keep an answer about a state, of a house that lives three weeks; its name."""
    asked = asked_of(state, state.house)
    assert not asked.headings["base"].startswith("/")
    jobs = Jobs(folder)
    jobs.ask(*asked)
    experiment(tiny(asked.headings), folder, asked.name, replications=runs, jobs=1)
    jobs.take()
    jobs.reached(asked.key, runs, last=False)
    return asked.name


def tiny(headings: Any) -> dict[str, Any]:
    """The same question, of three weeks."""
    text = json.dumps(headings).replace('"at": "week 52"', '"at": "week 1", "announced": "0 weeks"')
    return {**json.loads(text), "weeks": 3, "set": {"warmup": 1, **FEW}, "windows": {"late": [1, 3]}}
