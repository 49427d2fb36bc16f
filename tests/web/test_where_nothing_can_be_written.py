"""A folder of results that is read-only, or a disk that is full: a clear word on the page and in the terminal."""

from __future__ import annotations

import os
import re
import shutil
import sqlite3
import subprocess
import sys
import time

import pytest

from tests.web.pages import client_of, tiny
from tup_sim.cli import main
from tup_sim.errors import TupSimError
from tup_sim.texts import LANGUAGES
from tup_sim.web.asking import asked_of
from tup_sim.web.jobs import Jobs
from tup_sim.web.own_files import FOLDER
from tup_sim.web.server import serve
from tup_sim.web.state import State
from tup_sim.web.worker import carry_on

OWN = "/explore?v=1&house=own&q-people=8&q-volunteers=30&q-clients=50&cut=10&lang="


class Full(sqlite3.OperationalError):
    sqlite_errorcode = sqlite3.SQLITE_FULL


def no_room(*_: object):
    raise Full("database or disk is full")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_an_own_organisation_that_cannot_be_kept_is_said_and_the_answers_stay(tmp_path, lang):
    """Somebody else's file stands in the place of the folder: whoever runs the tests may write anywhere."""
    client = client_of(tmp_path)
    (tmp_path / FOLDER).write_text("not yours")
    words = {"en": "cannot be written", "nl": "kan niet worden geschreven"}[lang]
    page = client.get(client.get(OWN + lang).headers["location"])
    assert page.status_code == 500 and words in page.text and FOLDER in page.text
    form = client.get(f"/own?house=own&q-people=8&go=1&lang={lang}")
    assert form.status_code == 200 and words in form.text and 'value="8"' in form.text
    secret = re.search('name="secret" value="([^"]*)"', form.text)[1]
    sent = {"secret": (None, secret), "sent": ("a.yaml", b"extends: open_house\nthanks: 2 per month\n")}
    opened = client.post(f"/own/file?lang={lang}", files=sent)
    assert opened.status_code == 400 and words in opened.text


@pytest.mark.parametrize("lang", LANGUAGES)
def test_results_that_cannot_be_written_fail_with_a_word_before_anything_is_measured(tmp_path, lang):
    jobs = Jobs(tmp_path)
    client = client_of(tmp_path)
    page = client.get(OWN + lang)
    page = client.get(page.headers["location"]) if page.status_code == 303 else page
    assert page.status_code == 200
    (tmp_path / "results.sqlite").mkdir()
    job = jobs.take()
    carry_on(job, jobs, processes=1)
    there = jobs.look(job.key)
    assert there.status == "failed" and "results.sqlite" in there.wrong(lang) and there.done == 0
    words = {"en": "cannot be written or read", "nl": "kan niet worden"}[lang]
    page = client.get(client.get(OWN + lang).headers["location"])
    assert words in page.text and 'id="progress"' not in page.text


def test_no_room_while_runs_are_kept_is_said_and_no_traceback(tmp_path, monkeypatch, capsys):
    jobs = Jobs(tmp_path)
    asked = asked_of(State(), "open_house")
    jobs.ask(asked.key, asked.name, tiny(asked.headings))
    monkeypatch.setattr("tup_sim.files.store.ResultStore._enter", no_room)
    carry_on(jobs.take(), jobs, processes=1)
    job = jobs.look(asked.key)
    assert job.status == "failed" and "there is no room" in job.wrong("en")
    assert capsys.readouterr().err == ""


def test_no_room_in_the_table_is_no_fault_of_the_program(tmp_path, monkeypatch, capsys):
    jobs = Jobs(tmp_path)
    asked = asked_of(State(), "open_house")
    jobs.ask(asked.key, asked.name, tiny(asked.headings))
    job = jobs.take()
    monkeypatch.setattr(jobs, "tell", no_room)
    with pytest.raises(Full):
        carry_on(job, jobs, processes=1)
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_page_that_waits_says_that_it_does_not_go_on_and_looks_again(tmp_path, monkeypatch, lang):
    client = client_of(tmp_path)
    page = client.get(client.get(f"/?lang={lang}").headers["location"])
    again = re.search(r'hx-get="(/answer[^"]*)"', page.text)[1].replace("&amp;", "&")
    monkeypatch.setattr(Jobs, "look", no_room)
    part = client.get(again)
    words = {"en": "there is no room", "nl": "er is geen plaats"}[lang]
    assert part.status_code == 200 and words in part.text and 'id="progress"' in part.text
    assert re.search(r'hx-get="([^"]*)"', part.text)[1].replace("&amp;", "&") == again
    whole = client.get(client.get(f"/?lang={lang}").headers["location"])
    assert whole.status_code == 500 and words in whole.text
    monkeypatch.undo()
    assert client.get(again).status_code == 204


def test_a_worker_whose_table_cannot_be_written_says_so_once_waits_and_goes_on(tmp_path):
    place, gone = tmp_path / "results", tmp_path / "gone"
    Jobs(place)
    shutil.move(place, gone)
    place.write_text("no folder")
    code = "from tup_sim.web import worker; worker.LATER = 0.2; worker.main()"
    with working([sys.executable, "-c", code, str(place)]) as worker:
        first = worker.stderr.readline()
        assert "results" in first and "Traceback" not in first
        time.sleep(1)
        place.unlink()
        shutil.move(gone, place)
        jobs = Jobs(place)
        jobs.ask("a", "a", {"base": "nothing_such"})
        end = time.monotonic() + 60
        while jobs.look("a").status != "failed":
            assert time.monotonic() < end and worker.poll() is None
            time.sleep(0.1)
        worker.stdin.close()
        rest = worker.stderr.read()
        assert worker.wait(60) == 0 and len(rest.splitlines()) <= len(LANGUAGES) - 1, rest


@pytest.mark.skipif(sys.platform == "win32", reason="no such limit")
def test_a_file_system_that_takes_no_more_is_told_by_the_worker_itself(tmp_path):
    """A limit on the size of files is a full disk to SQLite; the worker lives and says so."""
    import resource

    jobs = Jobs(tmp_path)
    jobs.ask("a", "a", {"base": "nothing_such"})
    few = (tmp_path / "web.sqlite").stat().st_size // 2
    words = [sys.executable, "-m", "tup_sim.web.worker", str(tmp_path)]
    with working(words, lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (few, few))) as worker:
        first = worker.stderr.readline()
        assert "web.sqlite" in first and "Traceback" not in first
        assert worker.poll() is None
        worker.stdin.close()
        assert worker.wait(60) == 0


def working(words, before=None):
    """A worker of its own."""
    pipes = {"stdin": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
    return subprocess.Popen(words, **pipes, preexec_fn=before)


def test_a_server_does_not_begin_where_its_table_cannot_be_written(tmp_path):
    (tmp_path / "web.sqlite").mkdir()
    with pytest.raises(TupSimError, match=r"web\.sqlite: cannot be written or read"):
        serve(tmp_path, 0, browser=False)


@pytest.mark.parametrize(
    ("lang", "words"), [("en", "for this command only"), ("nl", "alleen voor dit commando")]
)
def test_a_command_measures_for_itself_where_nothing_can_be_kept(tmp_path, monkeypatch, capsys, lang, words):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "results").write_text("no folder")
    own = "extends: open_house\nsubmodels.at_rest: measured\nvolunteers: 12\nclients: 15\nwarmup: 0\n"
    (tmp_path / "mine.yaml").write_text(own)
    monkeypatch.setattr("tup_sim.study.at_rest.WEEKS", 2)
    monkeypatch.setattr("tup_sim.study.at_rest.RUNS", 1)
    with pytest.raises(SystemExit) as end:
        main(["run", "mine.yaml", "--weeks", "2", "--lang", lang])
    told = capsys.readouterr()
    assert end.value.code in (0, None), told.err
    assert words in told.err and "results" in told.err and os.path.isfile("results")
