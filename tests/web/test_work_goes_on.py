"""Whatever ends a page, a worker or the server, what was asked is computed, once, and the first look comes first."""

from __future__ import annotations

import os
import re
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from types import SimpleNamespace
from urllib.request import urlopen

import pytest

from tests.web.pages import client_of, tiny
from tup_sim.api import results
from tup_sim.cli import main
from tup_sim.errors import TupSimError
from tup_sim.study import at_rest as rest
from tup_sim.texts import LANGUAGES
from tup_sim.web.affected import WHY, why_of
from tup_sim.web.answering import left
from tup_sim.web.asking import ALL, FIRST, asked_of
from tup_sim.web.jobs import LOOKED_AWAY, TRIES, WAITING_AT_MOST, Jobs
from tup_sim.web.keeping_on import Dispatcher
from tup_sim.web.server import serve
from tup_sim.web.state import State
from tup_sim.web.worker import carry_on

SLEEPS = [sys.executable, "-c", "import sys; sys.stdin.read()"]


def until(holds, seconds: float = 60.0) -> None:
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end, "it never came to that"
        time.sleep(0.05)


@pytest.fixture
def jobs(tmp_path):
    return Jobs(tmp_path)


def test_first_looks_go_before_the_rest_and_the_latest_before_those_nobody_looks_at(jobs):
    for key in "abc":
        jobs.ask(key, key, {})
        time.sleep(0.01)
    jobs.reached(jobs.take().key, FIRST, last=False)
    jobs.look("a")
    assert [jobs.take().key for _ in range(3)] == ["a", "b", "c"]
    assert jobs.take() is None


def test_asking_twice_is_asking_once(jobs):
    first, again = jobs.ask("a", "a", {"x": 1}), jobs.ask("a", "a", {"x": 1})
    assert again.status == first.status == "queued" and jobs.take() and jobs.take() is None


def test_what_nobody_looks_at_any_more_is_given_up_and_taken_up_again_when_somebody_does(jobs):
    for number in range(WAITING_AT_MOST + 5):
        jobs.ask(str(number), "x", {})
        time.sleep(0.001)
    assert jobs.look("0").status == "cancelled"
    assert jobs.ask("0", "x", {}).status == "queued"


def test_what_nobody_looks_at_any_more_waits_behind_what_somebody_does(jobs, monkeypatch):
    now = [1000.0]
    monkeypatch.setattr("tup_sim.web.jobs.time", SimpleNamespace(time=lambda: now[0]))
    for key in ("mine", "left"):
        jobs.ask(key, key, {})
    jobs.reached("mine", FIRST, last=False)
    assert (jobs.ahead_of("mine"), jobs.somebody_waits(FIRST)) == (1, True), "a first look goes first"
    now[0] += LOOKED_AWAY + 1
    jobs.look("mine")
    assert (jobs.ahead_of("mine"), jobs.somebody_waits(FIRST)) == (0, False)
    assert [jobs.take().key, jobs.take().key] == ["mine", "left"]


def test_what_was_under_way_when_the_server_died_waits_again(jobs):
    jobs.ask("a", "a", {})
    jobs.take()
    Jobs(jobs.folder).nobody_works()
    assert jobs.take().key == "a"


def test_what_kills_several_workers_has_failed_and_says_why(jobs):
    jobs.ask("a", "a", {})
    for _ in range(TRIES):
        assert jobs.take().key == "a"
        jobs.nobody_works(TupSimError("gone"))
    assert jobs.take() is None and jobs.look("a").wrong("nl") == "gone"


def test_a_worker_that_is_killed_is_replaced_and_the_last_one_ends_with_the_server(jobs):
    dispatcher = Dispatcher(jobs, SLEEPS)
    dispatcher.start()
    until(lambda: dispatcher._worker is not None)
    first = dispatcher._worker
    first.kill()
    until(lambda: dispatcher._worker not in (None, first))
    last = dispatcher._worker
    dispatcher.stop()
    assert last.returncode == 0


def test_a_worker_ends_when_its_server_is_gone(tmp_path):
    line = [sys.executable, "-m", "tup_sim.web.worker", str(tmp_path)]
    worker = subprocess.Popen(line, stdin=subprocess.PIPE)
    until((tmp_path / "web.sqlite").exists)
    worker.stdin.close()
    assert worker.wait(60) == 0


def test_a_first_look_and_then_the_rest_are_computed_and_kept(jobs):
    asked = asked_of(State(), "open_house")
    jobs.ask(asked.key, asked.name, tiny(asked.headings))
    carry_on(jobs.take(), jobs, processes=1)
    assert (jobs.look(asked.key).status, jobs.look(asked.key).there) == ("queued", FIRST)
    carry_on(jobs.take(), jobs, processes=1)
    assert (jobs.look(asked.key).status, jobs.look(asked.key).there) == ("done", ALL)
    assert results(jobs.folder)[asked.name].findings.there == 2 * ALL


def test_who_was_affected_is_told_in_both_languages(jobs):
    question = why_of(asked_of(State(), "open_house"))
    jobs.ask(question.key, question.name, {WHY: tiny(question.headings[WHY])})
    carry_on(jobs.take(), jobs, processes=1)
    assert jobs.look(question.key).status == "done"
    english, dutch = (jobs.text(question.key, lang) for lang in LANGUAGES)
    assert "the cut of 15 %" in english and "de besparing van 15 %" in dutch
    assert "plan=" not in english + dutch
    page = client_of(jobs.folder).get("/why?v=1&lang=nl")
    assert page.status_code == 200 and "hx-get" not in page.text
    assert dutch.splitlines()[0].strip()[:40] in page.text


def test_the_rest_makes_way_for_a_first_look(jobs):
    asked = asked_of(State(), "open_house")
    jobs.ask(asked.key, asked.name, tiny(asked.headings))
    jobs.reached(jobs.take().key, FIRST, last=False)
    under_way = jobs.take()
    jobs.ask("sooner", "sooner", {})
    carry_on(under_way, jobs, processes=1)
    assert jobs.look(asked.key).status == "queued"
    assert jobs.take().key == "sooner"


def test_what_was_paused_rests_through_a_restart_until_somebody_has_it_go_on(jobs):
    for key in "ab":
        jobs.ask(key, key, {})
    jobs.take()
    for key in "ab":  # one of them under way, the other waiting
        jobs.pause(key)
    again = Jobs(jobs.folder)
    again.nobody_works()
    again.ask("a", "a", {})
    assert again.take() is None and {again.look(key).status for key in "ab"} == {"paused"}
    again.go_on("b")
    assert again.take().key == "b" and again.take() is None


def test_only_what_more_comes_of_is_paused_and_only_what_is_paused_goes_on(jobs):
    jobs.ask("a", "a", {})
    jobs.go_on("a")
    jobs.reached(jobs.take().key, ALL, last=True)
    jobs.pause("a")
    jobs.go_on("a")
    assert jobs.look("a").status == "done" and jobs.take() is None


def test_what_is_paused_under_way_keeps_what_is_finished_and_goes_on_with_the_rest(jobs):
    asked = asked_of(State(), "open_house")
    jobs.ask(asked.key, asked.name, tiny(asked.headings))
    under_way = jobs.take()
    jobs.pause(asked.key)
    carry_on(under_way, jobs, processes=1)
    paused = jobs.look(asked.key)
    assert (paused.status, paused.there, paused.done) == ("paused", 0, 1)
    assert results(jobs.folder)[asked.name].findings.there == 1
    jobs.go_on(asked.key)
    carry_on(jobs.take(), jobs, processes=1)
    there = jobs.look(asked.key)
    assert (there.status, there.there, there.total) == ("queued", FIRST, 2 * FIRST)


@pytest.fixture
def own_question(tmp_path, monkeypatch):
    """A question about an organisation of few people that nobody measured yet: two short runs in each round."""
    monkeypatch.setattr(rest, "WEEKS", 2)
    monkeypatch.setattr(rest.usual_in, "__defaults__", (None, None, None, "", 2))
    monkeypatch.setattr(rest, "_KNOWN", {})
    own = tmp_path / "own.yaml"
    own.write_text("extends: open_house\nsubmodels.at_rest: measured\nplaces: 14\n")
    return tiny(asked_of(State(), "open_house").headings | {"base": str(own)})


def steps(jobs, monkeypatch, stop_at=None):
    """What the table says after every run of the next that is computed; at one of these it is paused."""
    told, tell = [], Jobs.tell

    def heard(self, key, done, total):
        tell(self, key, done, total)
        job = jobs.look(key)
        told.append((job.step, job.done, job.total))
        if told[-1] == stop_at:
            jobs.pause(key)

    monkeypatch.setattr(Jobs, "tell", heard)
    carry_on(jobs.take(), jobs, processes=1)
    monkeypatch.setattr(Jobs, "tell", tell)
    return told


def test_an_own_house_is_measured_in_a_step_with_a_count_of_its_own_and_a_restart_goes_on_in_it(
    jobs, own_question, monkeypatch
):
    jobs.ask("a", "explore-a", own_question)
    assert steps(jobs, monkeypatch, ("rest", 1, 4)) == [("rest", 1, 4)]
    rest._KNOWN.clear()  # another process
    again = Jobs(jobs.folder)
    again.go_on("a")
    assert (again.look("a").step, again.look("a").status) == ("rest", "queued")
    on = steps(again, monkeypatch, ("runs", 3, 8))
    assert on == [("rest", 2, 4), ("rest", 3, 4), ("rest", 4, 4), *(("runs", n, 8) for n in (1, 2, 3))]
    again.go_on("a")
    assert steps(again, monkeypatch) == [("runs", n, 8) for n in (4, 5, 6, 7, 8)]


@pytest.mark.parametrize(
    ("lang", "measured", "run"),
    [("en", "Measuring the organisation at rest: 3 of 8.", "Runs: 1 of 8."),
     ("nl", "De organisatie in rust wordt gemeten: 3 van 8.", "Runs: 1 van 8.")],
)  # fmt: skip
def test_a_page_says_which_step_is_counted(jobs, lang, measured, run):
    asked = asked_of(State(), "open_house")
    jobs.ask(*asked)
    jobs.take()
    pages = [f"/answer?v=1&lang={lang}", f"/results?lang={lang}"]
    for step, done, words, others in (("rest", 3, measured, run), ("runs", 1, run, measured)):
        jobs.begin_step(asked.key, step)
        jobs.tell(asked.key, done, 8)
        for page in pages:
            text = client_of(jobs.folder, lang).get(page).text
            assert words in text and others not in text


def test_what_was_there_before_a_step_began_took_no_time_of_it(jobs, monkeypatch):
    now = 1000.0
    monkeypatch.setattr("tup_sim.web.jobs.time.time", lambda: now)
    jobs.ask("a", "a", {})
    jobs.take()
    now += 10
    jobs.tell("a", 6, 8)  # five were there: one took ten seconds
    assert left(jobs.look("a")) == 20
    now += 10
    jobs.tell("a", 7, 8)
    assert left(jobs.look("a")) == 10


def test_a_table_of_an_earlier_version_is_read_on(tmp_path):
    with sqlite3.connect(tmp_path / "web.sqlite") as before:
        columns = "key TEXT PRIMARY KEY, name TEXT, asked TEXT, status TEXT, there INTEGER, done INTEGER"
        columns += ", total INTEGER, began REAL, seen REAL, tries INTEGER, error TEXT"
        before.execute(f"CREATE TABLE jobs ({columns})")
        before.execute("INSERT INTO jobs VALUES ('a', 'a', '{}', 'queued', 0, 3, 8, 0, 0, 0, '')")
    for _ in range(2):
        assert Jobs(tmp_path).look("a").step == "runs"


@pytest.mark.parametrize(("last", "status"), [(False, "paused"), (True, "done")])
def test_a_pause_in_the_last_run_of_a_stage_holds_for_the_next_one(jobs, last, status):
    jobs.ask("a", "a", {})
    jobs.take()
    jobs.pause("a")
    jobs.reached("a", FIRST, last)
    assert (jobs.look("a").status, jobs.look("a").there) == (status, FIRST)


def test_who_was_affected_can_be_paused_too(jobs):
    question = why_of(asked_of(State(), "open_house"))
    jobs.ask(question.key, question.name, {WHY: tiny(question.headings[WHY])})
    under_way = jobs.take()
    jobs.pause(question.key)
    carry_on(under_way, jobs, processes=1)
    assert jobs.look(question.key).status == "paused" and jobs.text(question.key, "en") == ""


def test_what_cannot_be_computed_has_failed_in_both_languages(jobs):
    jobs.ask("a", "a", {"base": "nothing_such"})
    carry_on(jobs.take(), jobs, processes=1)
    job = jobs.look("a")
    assert (
        job.status == "failed"
        and "title is missing" in job.wrong("en")
        and "title ontbreekt" in job.wrong("nl")
    )


@pytest.mark.parametrize(
    ("lang", "said"), [("en", "needs starlette and uvicorn"), ("nl", "heeft starlette en uvicorn nodig")]
)
def test_without_the_extra_one_line_says_what_to_install(monkeypatch, capsys, lang, said):
    monkeypatch.setattr("tup_sim.cli.web.find_spec", lambda name: None)
    with pytest.raises(SystemExit) as end:
        main(["web", "--lang", lang])
    wrong = capsys.readouterr().err
    assert end.value.code == 2 and said in wrong and 'pip install "tup-sim[web]"' in wrong
    assert len(wrong.splitlines()) == 1


def test_a_port_that_is_taken_is_told(tmp_path):
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        door.listen()
        with pytest.raises(TupSimError, match="is taken"):
            serve(tmp_path, door.getsockname()[1], browser=False)


def test_a_folder_that_cannot_be_made_is_told(tmp_path):
    (tmp_path / "file").write_text("x")
    with pytest.raises(TupSimError, match="cannot be read or written"):
        serve(tmp_path / "file" / "results", 0, browser=False)


def answers(address):
    """Whether somebody is at home there yet."""
    try:
        return urlopen(address, timeout=5).status == 200
    except OSError:
        return False


@pytest.mark.skipif(sys.platform == "win32", reason="no such signal")
def test_the_command_says_its_address_and_ends_on_ctrl_c(tmp_path):
    line = [sys.executable, "-m", "tup_sim", "web", "--port", "0", "--no-browser", "--results", str(tmp_path)]
    server = subprocess.Popen(
        line, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env={**os.environ}
    )
    said = server.stdout.readline()
    (address,) = re.findall(r"http://127\.0\.0\.1:\d+", said)
    until(lambda: answers(address))
    server.send_signal(signal.SIGINT)
    _, wrong = server.communicate(timeout=60)
    assert (server.returncode, wrong) == (0, "")


@pytest.mark.parametrize("error", [ValueError("odd"), sqlite3.OperationalError("odd")])
def test_a_fault_of_the_program_fails_one_job_and_the_worker_goes_on(jobs, monkeypatch, capsys, error):
    def breaks(*_: object) -> None:
        raise error

    monkeypatch.setattr("tup_sim.web.worker._experiment", breaks)
    jobs.ask("a", "a", tiny(asked_of(State(), "open_house").headings))
    carry_on(jobs.take(), jobs, processes=1)
    assert (jobs.look("a").status, jobs.look("a").wrong("nl")) == ("failed", "odd")
    assert "Traceback" in capsys.readouterr().err


def test_what_nobody_looks_at_any_more_makes_way_for_what_somebody_waits_for(jobs, monkeypatch):
    now = 1000.0
    monkeypatch.setattr("tup_sim.web.jobs.time.time", lambda: now)
    jobs.ask("before", "explore-a", {})
    assert jobs.take().key == "before"
    now += 1
    jobs.ask("after", "explore-b", {})
    assert not jobs.makes_way("before")  # its page may be open still
    now += LOOKED_AWAY
    jobs.look("after")
    assert jobs.makes_way("before") and not jobs.makes_way("after")
    jobs.look("before")
    assert not jobs.makes_way("before")
