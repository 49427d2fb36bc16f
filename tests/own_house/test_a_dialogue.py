"""``tup-sim house`` asks, understands, goes back, explains, refuses in one line, and loses nothing."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from tests.own_house.asking import ANSWERS, answers_file, ask
from tests.rooms.source import ROOT
from tests.rooms.test_help_comes_at_once import loaded_by
from tup_sim.cli.house import _next, _taken_back
from tup_sim.errors import TupSimError
from tup_sim.files.load import load_scenario
from tup_sim.own_house.given import read_answers, with_suggestions
from tup_sim.own_house.questions import BY_KEY, QUESTIONS, Answer
from tup_sim.own_house.reading import read
from tup_sim.own_house.telling import explanation, question_text

ALL = "".join(f"{text}\n" for text in ANSWERS.values())


@pytest.fixture(autouse=True)
def _in_a_folder_of_80_columns(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "80")


@pytest.mark.parametrize("lang", ["en", "nl"])
def test_a_whole_dialogue_writes_both_files(tmp_path, lang):
    done = ask("--lang", lang, typed=ALL)
    assert done.exit_code == 0, done.output
    assert {each.name for each in tmp_path.iterdir()} == {"my_house.yaml", "my_house_plan.yaml"}
    shown = " ".join(done.stdout.split())
    assert all(" ".join(question_text(each, lang).split()) in shown for each in QUESTIONS)
    money = (
        "EUR 480,000 a year, of which EUR 456,000"
        if lang == "en"
        else "EUR 480.000 per jaar, waarvan EUR 456.000"
    )
    assert money in shown
    assert [line for line in done.stdout.splitlines() if len(line) > 80] == []
    assert f"tup-sim experiment my_house_plan.yaml{'' if lang == 'en' else ' --lang nl'}" in done.stdout


def test_only_pressing_enter_makes_an_organisation_too(tmp_path):
    done = ask(typed="\n" * 11)
    assert done.exit_code == 0, done.output
    p = load_scenario(str(tmp_path / "my_house.yaml")).parameters
    assert (p.professionals.posts, p.places, p.volunteers_initial) == (10, 120, 65)
    assert "Nothing in the answers contradicts what is usual." in done.stdout


@pytest.mark.parametrize("lang", ["en", "nl"])
def test_a_question_mark_explains_every_question(lang):
    typed = "".join(f"?\n{text}\n" for text in ANSWERS.values())
    shown = " ".join(ask("--lang", lang, typed=typed).stdout.split())
    assert all(" ".join(explanation(each, lang).split()) in shown for each in QUESTIONS)


def test_one_can_go_back_one_question(tmp_path):
    done = ask(typed="9\n<\n7\n5.2\nterug\n5,2\n" + ALL.partition("5,2\n")[2])
    assert done.exit_code == 0, done.output
    assert load_scenario(str(tmp_path / "my_house.yaml")).parameters.professionals.posts == 7


def test_going_back_before_the_first_question_asks_it_again():
    assert ask(typed="<\n<\n" + ALL).exit_code == 0


def test_what_contradicts_is_refused_at_once_and_asked_again(tmp_path):
    typed = ALL.replace("5,2\n", "8\n5,2\n", 1).replace("60.000\n", "900.000\n60.000\n", 1)
    done = ask("--lang", "nl", typed=typed)
    shown = " ".join(done.stdout.split())
    assert "8 VTE over 7 personen: niemand is meer dan één voltijdsequivalent" in shown
    assert "een besparing van EUR 900.000 is meer dan het hele budget van EUR 480.000 per jaar" in shown
    assert done.exit_code == 0


def test_where_the_answers_end_they_are_kept_and_it_goes_on_from_there(tmp_path):
    done = ask(typed="7\n5,2\n38\n")
    assert done.exit_code == 2
    assert "go on with:\n  tup-sim house --answers my_house_answers.yaml --out my_house.yaml" in done.stderr
    assert (tmp_path / "my_house_answers.yaml").read_text() == 'people: "7"\nfte: "5,2"\nweek: "38"\n'
    assert ask("--answers", "my_house_answers.yaml").exit_code == 0
    assert load_scenario(str(tmp_path / "my_house.yaml")).parameters.professionals.posts == 7


def test_the_start_is_kept_too(tmp_path, capsys, monkeypatch):
    from tests.cli.test_causes import ask as as_typed

    path = answers_file(tmp_path, starts="2027-01-04", like="open_house", cut="0", budget=None)
    monkeypatch.setattr("tup_sim.own_house.building.build", _full_disk)
    as_typed(capsys, "house", "--answers", path)
    kept = (tmp_path / "my_house_answers.yaml").read_text()
    assert 'starts: "2027-01-04"' in kept and 'like: "open_house"' in kept


def _full_disk(*_):
    raise OSError("no space left")


def test_where_nothing_was_answered_nothing_is_kept(tmp_path):
    done = ask(typed="")
    assert done.exit_code == 2 and "nothing was answered" in done.stderr
    assert list(tmp_path.iterdir()) == []


BAD = [
    ({"fte": "9"}, "answers.yaml:2: fte: 9 FTE over 7 people"),
    (
        {"cut": "900.000"},
        "answers.yaml:11: cut: a cut of EUR 900,000 is more than the whole budget of EUR 480,000",
    ),
    (
        {"cut": "470.000"},
        "answers.yaml:11: cut: a cut of EUR 470,000 is more than the subsidy of EUR 456,000 a year",
    ),
    ({"budget": "480.000 waarvan 500.000 subsidie"}, "EUR 500,000 of subsidy is more than the whole income"),
    ({"starts": "2028-06-05"}, "answers.yaml:12: day: 2028-01-03 is before the start, 2028-06-05"),
    ({"starts": "2027-01-05"}, "starts: 2027-01-05 is no Monday"),
    ({"notice": "1/2/2028"}, "2028-02-01 is after the cut of 2028-01-03"),
    (
        {"day": "week 10", "notice": "3 maanden"},
        "13 weeks before is before the start: the cut comes in week 10",
    ),
    ({"day": "week 60", "notice": "1/10/2027"}, "the cut has a number of a week and no day"),
    ({"coordinator": "19"}, "19 FTE to coordinate volunteers is more than all paid people together"),
    ({"people": "7", "fte": "0"}, "7 people without any hours"),
    ({"clients": "many"}, "answers.yaml:7: clients: there is no number in 'many'"),
    ({"peple": "7"}, "there is no question 'peple' (did you mean 'people'?)"),
    ({"like": "my_house"}, "like: cannot be the text 'my_house' (known are open_house"),
]


@pytest.mark.parametrize(("others", "words"), BAD)
def test_answers_that_contradict_each_other_are_told_with_their_line(tmp_path, others, words, capsys):
    from tests.cli.test_causes import ask as as_typed

    path = answers_file(tmp_path, **others)
    code, out, err = as_typed(capsys, "house", "--answers", path)
    assert (code, out) == (2, "")
    assert words in err and "Traceback" not in err
    assert {each.name for each in tmp_path.iterdir()} == {"answers.yaml"}


def test_all_that_is_wrong_is_told_at_once(tmp_path, capsys):
    from tests.cli.test_causes import ask as as_typed

    _, _, err = as_typed(capsys, "house", "--answers", answers_file(tmp_path, fte="9", clients="many"))
    assert len(err.splitlines()) == 2


@pytest.mark.parametrize("there", ["my_house.yaml", "my_house_plan.yaml"])
def test_a_file_that_is_there_is_left_alone_and_seen_before_the_first_question(tmp_path, there, capsys):
    from tests.cli.test_causes import ask as as_typed

    (tmp_path / there).write_text("mine")
    code, out, err = as_typed(capsys, "house")
    assert (code, out) == (2, "") and "is there already; give another name, as --out my_house_2.yaml" in err
    assert (tmp_path / there).read_text() == "mine"


def test_a_folder_that_is_not_there_is_told_before_the_first_question(capsys):
    from tests.cli.test_causes import ask as as_typed

    code, out, err = as_typed(capsys, "house", "--out", "nowhere/mine.yaml")
    assert (code, out) == (2, "") and "there is no folder 'nowhere'" in err


def test_a_folder_that_cannot_be_written_is_told_before_the_first_question(capsys, monkeypatch, tmp_path):
    from tests.cli.test_causes import ask as as_typed

    monkeypatch.setattr(os, "access", lambda *_: False)  # who runs tests may be allowed everything
    code, out, err = as_typed(capsys, "house")
    assert (code, out) == (2, "") and "nothing can be written in the folder" in err and "--out" in err


def test_answers_are_kept_if_the_file_cannot_be_written_in_the_end(capsys, monkeypatch, tmp_path):
    from tests.cli.test_causes import ask as as_typed
    from tup_sim.errors import Message, OutputError

    def full(path, text):
        raise OutputError(Message("{path}: cannot be written ({why})", path=path, why="no space left"))

    monkeypatch.setattr("tup_sim.own_house.keeping.written", full)
    code, _, err = as_typed(capsys, "house", "--answers", answers_file(tmp_path))
    assert code == 2 and "no space left" in err and "your answers are kept in my_house_answers.yaml" in err
    assert 'budget: "480.000 waarvan 456.000 subsidie"' in (tmp_path / "my_house_answers.yaml").read_text()


def test_the_first_question_needs_no_heavy_library():
    script = (
        "from tup_sim.cli import house\n"
        "from tup_sim.own_house.questions import QUESTIONS\n"
        "from tup_sim.own_house.telling import question_text\n"
        "print(question_text(QUESTIONS[0], 'nl'))"
    )
    loaded, printed = loaded_by(script)
    assert loaded == set() and "betaalde krachten" in printed


@pytest.mark.skipif(sys.platform == "win32", reason="a terminal of Unix")
def test_ctrl_c_in_a_terminal_keeps_the_answers(tmp_path):
    import pty

    parent, child = pty.openpty()
    words = [sys.executable, "-m", "tup_sim", "house", "--lang", "nl"]
    surroundings = {**os.environ, "PYTHONPATH": str(ROOT), "COLUMNS": "80"}
    with subprocess.Popen(
        words, stdin=child, stdout=child, stderr=child, cwd=tmp_path, env=surroundings, start_new_session=True,
        preexec_fn=lambda: __import__("fcntl").ioctl(0, __import__("termios").TIOCSCTTY, 0),
    ) as program:  # fmt: skip
        os.close(child)
        seen = ""
        for line in ("7\n", "5,2\n", "\x03"):
            seen += _until(parent, "] > ")
            os.write(parent, line.encode())
        seen += _until(parent, "--lang nl")
        assert program.wait(timeout=60) == 130
    os.close(parent)
    assert "= 7 personen" in seen and "uw antwoorden zijn bewaard in my_house_answers.yaml" in seen
    assert (tmp_path / "my_house_answers.yaml").read_text() == 'people: "7"\nfte: "5,2"\n'


def _until(terminal: int, words: str) -> str:
    """What appears on a terminal, until these words do."""
    seen = b""
    while words.encode() not in seen:
        try:
            seen += os.read(terminal, 4096)
        except OSError:
            break
    return seen.decode("utf-8", "replace")


@pytest.mark.parametrize("key", ["fte", "notice"])
def test_an_answer_is_read_before_what_it_is_compared_with_is_there(tmp_path, key):
    path = tmp_path / "answers.yaml"
    path.write_text(
        f'{key}: "{ANSWERS[key] if key == "fte" else "1/7/2027"}"\ncut: "10 %"\n', encoding="utf-8"
    )
    assert set(read_answers(path)) == {key, "cut"}


def test_an_answer_that_a_later_one_contradicts_is_refused_in_a_script(tmp_path):
    found = read_answers(answers_file(tmp_path, people=None, fte="30"))
    with pytest.raises(TupSimError, match="30 FTE over 10 people"):
        with_suggestions(found)


def test_an_answer_that_a_later_one_contradicts_is_told_and_asked_again():
    answers = {
        key: Answer(text, read(BY_KEY[key], text, {})) for key, text in ANSWERS.items() if key != "day"
    }
    answers["notice"] = Answer("26 weeks", 26)
    answers["day"] = Answer("week 10", 10)
    assert _taken_back(answers) and "notice" not in answers and not _taken_back(answers)


def test_the_commands_that_are_told_can_be_typed_wherever_the_files_are():
    places = Path("my plans/own house.yaml"), Path("my plans/own house_plan.yaml")
    words = [shlex.split(command) for command in _next(places, "en")]
    assert [each[-1] for each in words] == [str(places[0]), str(places[1]), str(places[1]), places[1].stem]
