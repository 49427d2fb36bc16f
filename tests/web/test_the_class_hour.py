"""The whole hour by HTTP: eight teams, one late, one that drops out, one that reloads, and a server that is killed."""

from __future__ import annotations

import csv
import re
from dataclasses import replace
from io import BytesIO, StringIO
from zipfile import ZipFile

import pytest
from markupsafe import escape
from starlette.testclient import TestClient

from tests.web.lesson import HERE, HOUR, Clock, NoStories, browser, invented, opened, teacher_of
from tup_sim.files.experiments import load_experiment
from tup_sim.reporting.brief.speech import Speech
from tup_sim.study.results import Key
from tup_sim.texts import LANGUAGES, say
from tup_sim.web.classroom.export import COLUMNS, replayed
from tup_sim.web.classroom.hour import hour_of
from tup_sim.web.classroom.limits import JOINING, REQUESTS, Limit
from tup_sim.web.classroom.outcomes import Hits, hits_in_words
from tup_sim.web.classroom.stories import Story
from tup_sim.web.lessons import Menu, load

MARKUP = "<script>alert(1)</script>"
PACKAGES = (
    ("coordinator", "thanks"), ("front_line",), ("coaching", "thanks"), ("peer",),
    ("mentors", "thanks"), ("fast_start",), ("recruiting",), ("coordinator", "coaching"),
)  # fmt: skip
TWO = {"said-core_met@late": "better", "said-volunteers@late": "worse"}


class Played:
    """A class with its devices.

    Args:
        folder: where it is kept.
        teams: how many join at once.
        lesson: its name.
    """

    def __init__(self, folder, teams=8, lesson=HOUR):
        self.folder, self.lesson, self.clock = folder, lesson, Clock()
        self.room, self.site = opened(folder, lesson, self.clock)
        self.teacher, self.screen = teacher_of(self.room, self.site), browser(self.site)
        self.devices = {}
        for number in range(teams):
            self.join("ABCDEFGH"[number])

    def join(self, letter, name=""):
        """A device that becomes a team."""
        device = self.devices[letter] = browser(self.site)
        page = device.post("/join", data={"name": name})
        assert page.status_code == 200 and f'<b class="letter">{letter}</b>' in page.text
        return page

    def killed(self):
        """Another server finds what the first one left; devices keep their cookies."""
        before = self.room.hour
        self.room, self.site = opened(self.folder, self.lesson, self.clock)
        for name in ("teacher", "screen"):
            setattr(self, name, self.again(getattr(self, name)))
        self.devices = {letter: self.again(each) for letter, each in self.devices.items()}
        assert self.room.hour == before

    def again(self, device):
        """The same device with the server that is there now."""
        other = browser(self.site)
        other.cookies = device.cookies
        return other

    def next(self, times=1):
        """What the one button does."""
        for _ in range(times):
            hour = self.room.hour
            sent = {"do": "next", "from": f"{hour.at}-{hour.open:d}"}
            page = self.teacher.post("/teacher/act", data=sent)
        return page

    def hand_in(self, team, /, **sent):
        """A team hands in what stands on its page."""
        shown = self.devices[team].get("/").text
        step = re.search(r'name="step" value="(\d+)"', shown)
        return self.devices[team].post("/hand-in", data={"step": step[1], **sent})

    def label(self, measure):
        """What a measure is called."""
        return next(each.label("en") for each in self.room.lesson.measures if each.key == measure)

    def choose(self, letter, package, **more):
        """A team chooses a package and predicts."""
        return self.hand_in(letter, take=list(package), **TWO, **more)


@pytest.fixture
def played(tmp_path):
    return Played(tmp_path)


def test_eight_teams_play_the_whole_hour_and_lose_nothing(tmp_path):
    played = Played(tmp_path, teams=7)
    played.next()  # what gets worse first?
    assert played.room.hour.kind == "predict"
    for letter in "ABCDEF":
        assert played.hand_in(letter, worse="core_met@late", why=f"because {letter}").status_code == 200
    for _ in range(2):  # B reloads twice
        assert "because B" in played.devices["B"].get("/").text
    played.next()  # G said nothing: this closes
    assert not played.room.hour.open and [each.letter for each in played.room.hour.missing()] == ["G"]
    played.next()
    assert played.room.hour.kind == "reveal"
    late = played.join("H")  # it comes in the middle of a reveal, and predicts before it sees anything
    assert "verdict" not in late.text and 'name="worse"' in late.text
    assert 'class="verdict"' in played.devices["A"].get("/").text
    played.hand_in("H", worse="volunteers@late")
    assert say("en", "class-not-counted") in played.devices["H"].get("/").text
    played.killed()
    played.next()
    assert played.room.hour.kind == "choose"
    for letter, package in zip("ABCDEFH", PACKAGES, strict=False):  # G has dropped out
        assert played.choose(letter, package, why="it is cheap").status_code == 200
    played.clock.now += 3600  # time is over, so a silent device blocks nothing
    played.next()
    assert played.room.hour.kind == "reveal"
    assert say("en", "class-nothing-chosen") in played.devices["G"].get("/").text
    board = played.screen.get("/screen").text
    assert board.count('class="dots"') == 7 * len(played.room.lesson.outcomes) and "it is cheap" not in board
    assert board.count(say("en", "class-chose-yet")) == 1  # G has a row without anything like a result
    assert board.count(played.label("peer")) == 1  # a class sees what the letters chose
    assert not re.search("[✓✗]", board) and say("en", "class-dots-how") in board  # no hits by letter
    played.next()
    drawn = played.room.hour.surprise
    assert played.room.hour.kind == "surprise" and drawn in {
        each.key for each in played.room.lesson.surprises
    }
    for letter in "ABCDEFH":
        played.choose(letter, ("thanks",))
    played.killed()
    assert played.room.hour.surprise == drawn
    played.next(2)
    assert played.room.hour.kind == "reveal"
    played.next()
    assert "&lt;b&gt;left" in played.screen.get("/screen").text
    debriefed(played)


def debriefed(played):
    """The end of the hour: what one team says is shown if the teacher wants it, and everything can be taken along."""
    played.next()
    assert played.room.hour.kind == "debrief"
    played.hand_in("A", paid="We paid with time.", letter=MARKUP)
    assert "We paid with time." not in played.screen.get("/screen").text
    told = {"do": "show", "team": "A", "number": "0", "step": str(played.room.hour.at)}
    played.teacher.post("/teacher/act", data=told)
    assert "We paid with time." in played.screen.get("/screen").text
    played.next(2)
    assert played.room.hour.kind == "end"
    page = played.teacher.get("/teacher/export/class.html?lang=nl").text
    assert "We paid with time." in page and MARKUP not in page and '<html lang="nl">' in page
    table = played.teacher.get("/teacher/export/class.csv").text.splitlines()
    # Three steps of eight teams; G has no line in the two rounds in which it chose nothing.
    assert len(table) == 1 + (3 * 8 - 2) * len(played.room.lesson.outcomes)


def test_the_story_is_begun_while_the_last_result_is_shown(played, monkeypatch):
    asked = []
    monkeypatch.setattr(NoStories, "ask", lambda self, worlds: asked.append(list(worlds)))
    played.next()
    played.hand_in("A", worse="core_met@late")
    played.next(3)
    for letter, package in zip("ABCDEFGH", PACKAGES, strict=True):
        played.choose(letter, package)
    played.next(2)
    assert played.room.hour.kind == "surprise" and not asked and not played.room.hour.pair
    for letter in "ABCDEFGH":
        played.choose(letter, PACKAGES[7] if letter == "H" else ("fast_start",))
    played.next()
    assert played.room.hour.kind == "reveal"
    played.teacher.get("/teacher")
    assert asked[-1] == list(played.room.hour.pair) == ["A", "H"]
    played.next()
    assert played.room.hour.kind == "story" and asked[-1] == ["A", "H"]
    monkeypatch.setattr(NoStories, "told", lambda self, worlds, lang: Story(part=33))
    stands = re.search(r"seen=([^\"&]+)", played.teacher.get("/teacher").text)[1]
    assert played.teacher.get(f"/teacher/part?seen={stands}").status_code == 204
    monkeypatch.setattr(NoStories, "told", lambda self, worlds, lang: Story(text="Julie left in week 90."))
    for page in (played.teacher.get(f"/teacher/part?seen={stands}"), played.screen.get("/screen/part?seen=")):
        assert "Julie left in week 90." in page.text, "who reads it aloud has it before them"
        for letter, package in (("A", "fast_start"), ("H", "coaching")):  # which worlds these are
            assert re.search(rf">{letter}</b> [^<]*{played.label(package)}", page.text)


def test_a_class_is_told_again_from_its_log(played, monkeypatch):
    played.next()
    played.hand_in("A", worse="core_met@late")
    played.next(3)
    played.choose("A", ("thanks",))
    played.next(2)
    monkeypatch.setattr(Menu, "of", classmethod(lambda cls, lesson: played.room.menu))
    log = played.teacher.get("/teacher/export/log.json").text
    assert replayed(log, "log.json").page("en") == played.teacher.get("/teacher/export/class.html").text
    assert all(each.key not in log for each in played.room.hour.teams.values())


def zipped(played, lang="en"):
    """The files of the zip, as text."""
    packed = ZipFile(BytesIO(played.teacher.get(f"/teacher/export/class.zip?lang={lang}").content))
    return {name: packed.read(name).decode("utf-8-sig") for name in packed.namelist()}


def test_equal_teams_and_one_with_nothing_are_one_world_each_on_the_command_line(tmp_path):
    played = Played(tmp_path / "class", teams=5)
    played.next()
    played.hand_in("A", worse="core_met@late")
    played.next(3)
    for letter, package in zip("ABC", (("thanks",), ("thanks",), ("coaching",)), strict=True):
        played.choose(letter, package)
    played.choose("D", ())
    played.next(2)  # E handed in nothing
    assert played.room.hour.kind == "reveal"
    files = zipped(played)
    for name, text in files.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    asked = load_experiment(str(tmp_path / "round_1.yaml"))
    levels = {each.name: each.label.in_language("nl") for each in asked.factors[0].levels}
    assert levels == {"nothing": "niets (team D, E)", "team_A_B": "team A, B", "team_C": "team C"}
    assert [each.reference for each in asked.points] == [None, 0, 0]
    assert files["round_1_team_E.yaml"] == files["round_1_team_D.yaml"] == files["round_1_nothing.yaml"]
    for name in ("README.txt", "LEESMIJ.txt"):
        assert "tup-sim experiment round_1.yaml\n" in files[name]


def unsure(lesson):
    """A menu in which the cut cannot be told, matters too little, changes nothing and is worse, an outcome each."""
    drawn = invented(lesson)
    (first, base), *rest = drawn.base.items()
    swings = tuple(each + 0.2 * (-1) ** number for number, each in enumerate(base))
    small, same = (
        (name, tuple(each + less for each in row))
        for (name, row), less in zip(rest[:2], (1e-5, 0.0), strict=True)
    )
    cut = drawn.cases["nothing"] | dict([(first, swings), small, same])
    return replace(drawn, cases=drawn.cases | {"nothing": cut})


WORDS = {
    "en": ["cannot tell", "too small to matter", "the same", "worse"],
    "nl": ["niet te zeggen", "te klein om ertoe te doen", "hetzelfde", "slechter"],
}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_cannot_be_told_and_what_matters_too_little_have_words_of_their_own(tmp_path, monkeypatch, lang):
    monkeypatch.setattr("tests.web.lesson.invented", unsure)
    played = Played(tmp_path, teams=1)
    played.next()
    played.hand_in("A", worse="core_met@late")
    while played.room.hour.kind != "reveal":
        played.next()
    pages = {
        "phone": played.devices["A"].get(f"/?lang={lang}").text,
        "projector": played.screen.get(f"/screen?lang={lang}").text,
        "report": played.teacher.get(f"/teacher/export/class.html?lang={lang}").text,
    }
    for page, text in pages.items():
        assert re.findall(r"<b>([a-z ]+)</b>", text.partition("<h1>")[2])[:4] == WORDS[lang], page
    table = played.teacher.get(f"/teacher/export/class.csv?lang={lang}").content.decode("utf-8-sig")
    rows = list(csv.reader(StringIO(table), delimiter="," if lang == "en" else ";"))[1:]
    assert [row[COLUMNS.index("came")] for row in rows] == WORDS[lang]


@pytest.mark.parametrize(("lang", "words"), [("en", "Expected by team"), ("nl", "Verwacht door team")])
def test_what_the_cut_does_stands_once_on_the_page_of_the_class_with_who_expected_it(tmp_path, lang, words):
    played = Played(tmp_path, teams=3)
    played.next()
    for letter, worse in (("A", "core_met@late"), ("B", "volunteers@late"), ("C", "core_met@late")):
        played.hand_in(letter, worse=worse)
    while played.room.hour.kind != "reveal":
        played.next()
    page = played.teacher.get(f"/teacher/export/class.html?lang={lang}").text
    assert page.count("<svg") == len(played.room.lesson.outcomes)
    assert re.findall(rf"{words} ([A-C, ]+)\. ✓", page) == ["A, C", "B"]


@pytest.mark.parametrize(("lang", "sep", "decimal"), [("en", ",", "."), ("nl", ";", ",")])
def test_the_table_is_written_as_a_spreadsheet_of_the_language_expects(played, lang, sep, decimal):
    played.next()
    played.hand_in("A", worse="core_met@late", why="=1+1")
    played.next(3)
    page = played.teacher.get(f"/teacher/export/class.csv?lang={lang}")
    assert page.content.startswith(b"\xef\xbb\xbf") == (lang == "nl")
    first, *lines = csv.reader(StringIO(page.content.decode("utf-8-sig")), delimiter=sep)
    assert first == [say(lang, f"class-column-{name}") for name in COLUMNS]
    row = dict(zip(COLUMNS, lines[0], strict=True))
    assert row["came"] == (say("nl", "class-say-worse") if lang == "nl" else "worse")
    shown = played.teacher.get(f"/teacher/export/class.html?lang={lang}").text
    assert row["mean"].startswith("-") and decimal in row["mean"] and row["mean"][1:] in shown
    assert row["text"] == "'=1+1"
    assert ("class.csv", page.text.lstrip("\ufeff")) in zipped(played, lang).items()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_team_that_finds_a_step_closed_is_told_what_comes(tmp_path, lang):
    played = Played(tmp_path, teams=2)
    played.next()
    played.hand_in("A", worse="core_met@late")
    played.next()
    assert not played.room.hour.open
    played.join("C")
    assert say(lang, "class-closed-late") in played.devices["C"].get(f"/?lang={lang}").text
    played.next(2)
    played.choose("A", ("thanks",))
    played.next()
    assert not played.room.hour.open
    assert say(lang, "class-closed-empty") in played.devices["C"].get(f"/?lang={lang}").text


def test_one_prediction_that_came_true_is_told_in_the_singular():
    assert hits_in_words(Hits(1, 4), "nl") == "Van 4 voorspellingen van deze klas is er 1 uitgekomen."
    assert hits_in_words(Hits(1, 1), "nl") == "Van 1 voorspelling van deze klas is er 1 uitgekomen."
    assert hits_in_words(Hits(2, 4), "nl") == "Van 4 voorspellingen van deze klas zijn er 2 uitgekomen."
    assert hits_in_words(Hits(1, 4), "en") == "1 of 4 predictions of this class has come true."


def test_predictions_that_cannot_be_told_are_counted_apart():
    told = "1 of 1 prediction of this class has come true."
    assert hits_in_words(Hits(1, 1, 2), "en") == f"{told} Of 2 other predictions these runs cannot tell."
    assert hits_in_words(Hits(0, 0, 1), "nl") == "Van 1 andere voorspelling kunnen deze runs het niet zeggen."
    assert hits_in_words(Hits(), "en") == ""


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_prediction_is_right_or_wrong_where_the_runs_cannot_tell(tmp_path, monkeypatch, lang):
    monkeypatch.setattr("tests.web.lesson.invented", unsure)
    played = Played(tmp_path, teams=3)
    unclear, small, _, worse = played.room.lesson.outcomes
    played.next()
    for letter, outcome in zip("ABC", (unclear, small, worse), strict=True):
        played.hand_in(letter, worse=outcome)
    played.next()
    assert played.room.hour.kind == "reveal"
    hits = hits_in_words(Hits(1, 2, 1), lang)
    page = played.teacher.get(f"/teacher?lang={lang}").text
    marks = [say(lang, f"class-mark-{each}") for each in ("untold", "miss", "hit")]
    assert hits in page and re.findall(r'<span class="whole">([^<]+)</span>', page) == marks
    for letter, mark in zip("ABC", ("untold", "miss", "hit"), strict=True):
        shown = played.devices[letter].get(f"/?lang={lang}").text
        assert hits in shown and f'class="said {mark}"' in shown and say(lang, f"class-{mark}") in shown
    for device, place in ((played.screen, "/screen"), (played.teacher, "/teacher/export/class.html")):
        assert hits in device.get(f"{place}?lang={lang}").text
    table = csv.DictReader(StringIO(played.teacher.get("/teacher/export/class.csv").text))
    assert [row["hit"] for row in table if row["predicted"]] == ["", "0", "1"]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_everybody_sees_that_an_earlier_package_goes_on(tmp_path, lang):
    played = Played(tmp_path, teams=2)
    played.next()
    played.hand_in("A", worse="core_met@late")
    played.next(3)
    for letter in "AB":
        played.choose(letter, ("thanks",))
    played.next(2)
    assert played.room.hour.kind == "surprise"
    played.choose("A", ("coaching",))
    earlier = f"({say(lang, 'class-goes-on')})"
    played.next(2)  # B has said nothing about the surprise
    assert played.room.hour.kind == "reveal"
    played.hand_in("B", **TWO)  # late: it predicts before it sees what came
    for device, place in (
        (played.devices["B"], "/"), (played.teacher, "/teacher"), (played.screen, "/screen"),
        (played.teacher, "/teacher/export/class.html"),
    ):  # fmt: skip
        assert device.get(f"{place}?lang={lang}").text.count(earlier) == 1, place
    assert earlier not in played.devices["A"].get(f"/?lang={lang}").text


@pytest.mark.parametrize(("lesson", "minutes"), [("council", 7), (HOUR, 12)])
def test_the_minutes_of_the_debrief_are_those_of_the_lesson(tmp_path, lesson, minutes):
    played = Played(tmp_path, teams=0, lesson=lesson)
    played.teacher.post("/teacher/act", data={"do": "demonstrate"})
    while played.room.hour.kind != "debrief":
        page = played.next()
    assert f"has {minutes} minutes in this lesson" in page.text


def test_the_projector_says_what_each_outcome_counts(played):
    played.next()
    played.hand_in("A", worse="core_met@late")
    played.next(2)
    for lang in LANGUAGES:
        shown = played.screen.get(f"/screen?lang={lang}").text
        for outcome in played.room.lesson.outcomes:
            name = Speech(lang, "late", plain=True).named(Key.of(outcome))
            assert name.endswith(")") and str(escape(name)) in shown


def test_a_round_in_which_nobody_chose_anything_is_no_experiment(tmp_path):
    played = Played(tmp_path, teams=2)
    played.next()
    played.hand_in("A", worse="core_met@late")
    played.next(3)
    played.choose("A", ())
    played.next(2)
    files = zipped(played)
    assert "round_1_team_A.yaml" in files and "round_1.yaml" not in files
    assert "tup-sim experiment" not in files["README.txt"]


def test_nothing_is_revealed_before_anybody_predicted(played):
    played.next(3)
    assert played.room.hour.kind == "predict"
    assert 'class="verdict"' not in played.devices["A"].get("/").text
    assert "is-worse" not in played.screen.get("/screen").text
    played.teacher.post("/teacher/act", data={"do": "reopen"})
    played.hand_in("A", worse="core_met@late")
    played.next(2)
    assert played.room.hour.kind == "reveal"


def test_a_prediction_stands_once_it_was_revealed(played):
    played.next()
    played.hand_in("A", worse="core_met@late")
    played.devices["A"].post("/undo")
    played.hand_in("A", worse="volunteers@late")  # before the reveal it may be changed
    played.next(2)
    before = played.room.hour.teams["A"].entries
    for device in (played.devices["A"], played.devices["B"]):
        page = device.post("/hand-in", data={"step": "1", "worse": "core_met@late"})
        assert page.status_code in (200, 409)
    played.devices["A"].post("/undo")
    for do in ("back", "reopen"):
        played.teacher.post("/teacher/act", data={"do": do})
    page = played.devices["A"].post("/hand-in", data={"step": "1", "worse": "core_met@late"})
    assert page.status_code == 409
    assert played.room.hour.teams["A"].entries == before
    assert dict(before[1].said) == {"volunteers@late": "worse"}
    assert played.room.hour.teams["B"].late == {1}  # who predicts after the reveal does not count


def test_what_is_too_dear_or_half_is_not_taken(played):
    played.next()
    played.hand_in("A", worse="core_met@late")
    played.next(3)
    dear = played.choose("A", ("coordinator", "front_line", "peer"))
    assert dear.status_code == 409 and "costs more points" in dear.text
    half = played.hand_in("A", take="thanks", **{"said-core_met@late": "worse"})
    assert half.status_code == 409 and 3 not in played.room.hour.teams["A"].entries


def test_a_draft_counts_when_time_is_over(played):
    played.next()
    played.devices["A"].post("/draft", data={"step": "1", "worse": "core_met@late"})
    played.clock.now += 3600
    assert 1 in played.room.hour.teams["A"].entries and 1 in played.room.hour.teams["A"].by_draft


def test_markup_in_a_name_is_text(tmp_path):
    played = Played(tmp_path, teams=0)
    played.join("A", MARKUP)
    played.teacher.post("/teacher/act", data={"do": "names"})
    for page in (
        played.devices["A"].get("/"), played.teacher.get("/teacher"), played.teacher.get("/teacher/teams"),
        played.screen.get("/screen"),
    ):  # fmt: skip
        assert MARKUP not in page.text
    assert "&lt;script&gt;" in played.devices["A"].get("/").text


def test_the_newest_device_of_a_team_goes_on(played):
    pin = played.room.hour.teams["A"].pin
    other = browser(played.site)
    assert other.post("/return", data={"letter": "A", "pin": "0000"}).status_code == 409
    assert '<b class="letter">A</b>' in other.post("/return", data={"letter": "a", "pin": pin}).text
    assert '<b class="letter">A</b>' not in played.devices["A"].get("/").text


def test_who_asks_too_often_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(Limit.__init__, "__defaults__", (lambda: 0.0,))  # a clock that stands still
    played = Played(tmp_path, teams=1)
    device, guess = browser(played.site), {"letter": "A", "pin": "0"}
    codes = [device.post("/return", data=guess).status_code for _ in range(int(JOINING[1]))]
    assert codes == [409] * (len(codes) - 1) + [429]  # one of them was the team that joined
    assert "tried too often" in device.post("/return", data=guess).text
    codes = {device.get("/static/class.js").status_code for _ in range(int(REQUESTS[1]))}
    assert codes == {200, 429}


def test_who_was_refused_is_heard_again_after_a_while():
    moments = iter([0.0, 0.0, 0.0, 0.5, 1.0, 1.0])
    limit = Limit((1.0, 2.0), lambda: next(moments))
    assert [limit.allows("a") for _ in range(6)] == [True, True, False, False, True, False]


def test_a_button_that_is_pressed_twice_goes_on_once(played):
    sent = {"do": "next", "from": "0-0"}
    for _ in range(2):
        played.teacher.post("/teacher/act", data=sent)
    assert played.room.hour.at == 1


def test_the_teacher_is_told_when_another_device_has_found_the_page(tmp_path):
    played = Played(tmp_path, teams=0)
    there, not_there = (say("en", f"class-{word}") for word in ("reached", "not-reached"))
    for own in ("127.0.0.1", "192.168.1.7"):  # this machine, by both of its addresses
        TestClient(played.site, base_url=HERE, client=(own, 50000)).get("/")
        page = played.teacher.get("/teacher").text
        assert not_there in page and there not in page
    seen = re.search(r"seen=([^\"&]+)", page)[1]
    assert played.teacher.get(f"/teacher/part?seen={seen}").status_code == 204
    TestClient(played.site, base_url=HERE, client=("192.168.1.8", 50000)).get("/")
    assert there in played.teacher.get(f"/teacher/part?seen={seen}").text
    kept = b"".join(each.read_bytes() for each in played.folder.glob("class.sqlite*"))
    assert b"192.168.1.8" not in kept


def test_a_class_that_is_deleted_is_gone(played):
    played.next()
    played.hand_in("A", worse="core_met@late", why="a word that nobody else says")
    name = played.room.kept.name
    played.teacher.post("/teacher/forget", data={})
    assert played.room.hour.teams
    played.teacher.post("/teacher/forget", data={"sure": "yes"})
    assert not played.room.hour.teams and not played.room.log.since(name)
    kept = b"".join(each.read_bytes() for each in played.folder.glob("class.sqlite*"))
    assert b"nobody else says" not in kept


def test_a_demonstration_plays_by_itself(tmp_path):
    played = Played(tmp_path, teams=0, lesson="council")
    played.teacher.post("/teacher/act", data={"do": "demonstrate"})
    played.next(len(played.room.hour.steps) - 1)
    assert played.room.hour.kind == "end"
    assert hour_of(played.room.hour.steps, played.room.log.since(played.room.kept.name)) == played.room.hour


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("lesson", ["council", HOUR])
def test_every_page_of_every_step_keeps_to_the_rules(tmp_path, lang, lesson):
    played = Played(tmp_path, teams=3, lesson=lesson)
    played.clock.now += 1
    for step, _ in enumerate(load(lesson).steps):
        pages = [
            played.teacher.get(f"{each}?lang={lang}")
            for each in ("/teacher", "/teacher/part", "/teacher/teams", "/teacher/cards", "/teacher/as/A")
        ]
        pages += [played.devices["A"].get(f"{each}?lang={lang}") for each in ("/", "/part")]
        pages += [browser(played.site).get(f"{each}?lang={lang}") for each in ("/", "/kept")]
        pages += [played.screen.get(f"{each}?lang={lang}") for each in ("/screen", "/screen/part")]
        for page in pages:
            keeps_to_the_rules(page)
        if played.room.hour.open:
            played.hand_in(
                "A", worse="core_met@late", paid="x", **({} if step < 2 else {"take": "thanks", **TWO})
            )
            for letter in "BC":
                played.hand_in(letter, worse="core_met@late", paid="x", take="thanks", **TWO)
        played.next()
    assert played.room.hour.kind == "end"


def keeps_to_the_rules(page):
    """Nothing in a page runs or is styled from within it, nothing comes from elsewhere, and every word is there."""
    assert page.status_code == 200, page.url
    policy = page.headers["content-security-policy"]
    assert "default-src 'self'" in policy and "unsafe" not in policy
    text = page.text
    assert not re.search(r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son[a-z]+=|javascript:", text)
    assert not re.search(r'(?:src|href|action)="(?:https?:)?//', text)
    ids = re.findall(r'\sid="([^"]*)"', text)
    assert len(ids) == len(set(ids)), page.url


@pytest.mark.parametrize("name", ["class.html", "class.csv", "class.zip", "log.json"])
def test_what_is_taken_home_is_the_teachers(played, name):
    assert played.teacher.get(f"/teacher/export/{name}").status_code == 200
    assert played.devices["A"].get(f"/teacher/export/{name}").status_code == 403


@pytest.mark.parametrize(
    "place", ["/teacher", "/teacher/part", "/teacher/teams", "/teacher/cards", "/enter/guess"]
)
def test_only_the_teacher_sees_the_teachers_pages(played, place):
    page = played.devices["A"].get(place)
    assert page.status_code == 403 and played.room.kept.teacher not in page.text


@pytest.mark.parametrize(
    "place", ["/join", "/return", "/hand-in", "/draft", "/undo", "/teacher/act", "/teacher/forget"]
)
def test_another_site_sends_nothing(played, place):
    page = played.teacher.post(place, data={"do": "next"}, headers={"origin": "http://elsewhere.example"})
    assert page.status_code == 403 and played.room.hour.at == 0


def test_another_name_of_this_machine_is_refused(played):
    assert played.screen.get("/", headers={"host": "elsewhere.example"}).status_code == 421
    assert played.screen.get("/", headers={"host": "192.168.1.7:8766"}).status_code == 200


def test_an_address_that_is_none_is_said(played):
    assert played.screen.get("/nothing").status_code == 404
    assert played.teacher.get("/teacher/export/other.txt").status_code == 404
