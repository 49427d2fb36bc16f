"""A scenario file that comes from a browser is read as on the command line, and lets nothing in with it."""

from __future__ import annotations

import json
import re
from pathlib import Path
from urllib.parse import parse_qs, unquote_plus, urlsplit

import pytest

from tests.web.pages import client_of
from tup_sim.files import disk
from tup_sim.files.load import load_any, load_scenario
from tup_sim.files.places import scenario_folder
from tup_sim.study.store import identity_of_scenario
from tup_sim.texts import LANGUAGES
from tup_sim.web.forms import MOST
from tup_sim.web.own_files import FOLDER
from tup_sim.web.sent_file import LARGEST, opened
from tup_sim.web.state import State

ANSWERS = "q-people=8&q-fte=5.2&q-volunteers=40&q-clients=60&q-budget=480000%20of%20which%20400000%20subsidy"
OWN = 'about: {en: "Our <b>house</b>"}\nextends: open_house\nthanks: 3 per month\n'
MARKUP = "<script>alert(1)</script>"


@pytest.fixture
def client(tmp_path):
    return client_of(tmp_path)


def send(client, data, name="house.yaml", lang="en", **besides):
    """Send a file as the form of the page does."""
    secret = re.search('name="secret" value="([^"]*)"', client.get("/own").text)[1]
    text = data if isinstance(data, bytes) else data.encode()
    fields = {"secret": (None, secret), **{key: (None, each) for key, each in besides.items()}}
    file = {"sent": (name, text, "application/yaml")}
    return client.post(f"/own/file?lang={lang}", files=fields | file)


def said(answer):
    """What the page complains of."""
    alarm = re.search('role="alert"[^>]*>(.*?)</div>', answer.text, re.DOTALL)
    return re.findall('<li>(?:<a href="#sent">)?(.*?)(?:</a>)?</li>', alarm[1]) if alarm else []


def asked(answer):
    assert answer.status_code == 303, said(answer)
    return parse_qs(urlsplit(answer.headers["location"]).query)


def test_what_the_page_wrote_is_read_back_into_the_answers(client):
    written = client.get(f"/own_house.yaml?v=1&house=own&{ANSWERS}&lang=en").text
    found = asked(send(client, written))
    assert (found["q-people"], found["q-fte"], found["q-volunteers"]) == (["8"], ["5.2"], ["40"])
    assert "file" not in found
    address = send(client, written).headers["location"].replace("/explore?", "/own_house.yaml?")
    again = client.get(address).text
    lines = [[line for line in text.splitlines() if line[:1] not in "#"] for text in (written, again)]
    assert lines[0] == lines[1]


def test_a_file_of_ones_own_is_kept_and_asked_as_it_stands(client, tmp_path):
    answer = send(client, OWN)
    found = asked(answer)
    (sign,) = found["file"]
    (kept,) = (tmp_path / FOLDER).glob("own_*.yaml")
    assert sign in kept.name and kept.read_text("utf-8") == OWN
    page = client.get(client.get(answer.headers["location"]).headers["location"])
    assert page.status_code == 200 and "Our &lt;b&gt;house&lt;/b&gt;" in page.text
    assert 'name="thanks" value="3"' in page.text
    assert f'name="file" value="{sign}"' in page.text
    file = client.get(answer.headers["location"].replace("/explore?", "/own_house.yaml?"))
    assert file.text == OWN
    text = client.get(answer.headers["location"].replace("/explore?", "/explore.yaml?")).text
    head = [line for line in text.splitlines() if line.startswith("#")]
    assert "own_house.yaml" in " ".join(head)
    question = json.loads("\n".join(text.splitlines()[len(head) :]))
    assert question["base"] == "./own_house.yaml"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_is_wrong_is_said_with_its_line_and_nothing_that_was_filled_in_is_lost(client, lang):
    wrong = "extends: open_house\nthanks: 3 per month\nvoluntears: 12\nwarmup: never\n"
    answer = send(client, wrong, "C:\\mine\\my house.yaml", lang, **{"q-people": "8", "q-fte": MARKUP})
    assert answer.status_code == 400
    faults = said(answer)
    assert any(each.startswith("my house.yaml:3: ") and "volunteers" in each for each in faults)
    assert any(each.startswith("my house.yaml:4: ") for each in faults)
    assert 'name="q-people" value="8"' in answer.text and MARKUP not in answer.text
    assert "&lt;script&gt;" in answer.text and f'<html lang="{lang}">' in answer.text
    other = "nl" if lang == "en" else "en"
    assert re.search(f'id="language" href="/own\\?[^"]*q-people=8[^"]*lang={other}', answer.text)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("extends: ../../secret.yaml\n", "house.yaml:1: &#39;../../secret.yaml&#39; is another file"),
        ("extends: open_house\nwith: [peer, ./secret.yaml]\n", "house.yaml:2: &#39;./secret.yaml&#39;"),
        ("extends: /etc/hostname\n", "house.yaml:1: "),
        ("extends: secret\n", "there is no scenario &#39;secret&#39;"),
        ("extends: open_house\nplugins: [mine.py]\n", "house.yaml:2: a plug-in is a program"),
        ("extends: open_house\nplugins: [installed_one]\n", "house.yaml:2: a plug-in is a program"),
        ("extends: open_house\nbase: ../secret.yaml\n", "house.yaml:2: this is an experiment"),
        ("title: x\nbase: open_house\nfactors: []\n", "this is an experiment"),
        ("kind: policy\nthanks: 3 per month\n", "this file describes no organisation"),
        ("thanks: 3 per month\n", "this file describes no organisation"),
        ("extends: open_house\ncut: {size: 10 %, at: week 52}\n", "house.yaml:2: this organisation has a cut"),
        ("extends: open_house\nwith: [cut_20]\n", "house.yaml: this organisation has a cut"),
        ("extends: open_house\nthanks: &a 3 per month\n", "anchors and aliases (&amp;a) are not understood"),
        ("extends: !!python/object:os.system open_house\n", "tags (!!python/object:os.system)"),
        ("extends: open_house\nthanks: [" + "[" * 40 + "]" * 41, "nested more than 20 levels deep"),
        ("", "the file is empty"),
        ("- open_house\n", "house.yaml:1: a scenario consists of"),
        ("<html><body>no</body></html>", "house.yaml:1: "),
        ("extends: open_house\nthanks: 3 per month\x07\n", "house.yaml:2: not valid YAML"),
        ("extends: open_house\n", ""),
    ],
)  # fmt: skip
def test_what_may_not_come_in_is_refused_in_words(client, tmp_path, text, words):
    """The last one is in order, so that the others are refused for what they say."""
    (tmp_path / "secret.yaml").write_text("extends: open_house\nabout: {en: a secret}\n")
    answer = send(client, text)
    if not words:
        assert answer.status_code == 303
        return
    assert answer.status_code == 400 and any(words in each for each in said(answer)), said(answer)
    assert "a secret" not in answer.text and not (tmp_path / FOLDER).exists()


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ("extends: open_house\n".encode("utf-16"), "not UTF-8 text but UTF-16"),
        (b"extends: open_house\n# caf\xe9\n", "house.yaml:2: not UTF-8 text: byte 26 is 0xe9"),
        (b"extends: open_house\n\x00", "house.yaml:2: not UTF-8 text: a byte 0"),
        (b"#" * (LARGEST + 1), f"larger than {LARGEST // 1000} KB"),
        (b"x: &x [1]\n" + b"y: [*x, *x, *x, *x, *x, *x, *x, *x]\n" * 1000, "anchors and aliases"),
        (b"\xef\xbb\xbfextends: open_house\r\n", ""),
    ],
)
def test_bytes_that_are_no_text_and_bombs_are_refused(client, data, words):
    answer = send(client, data)
    assert (answer.status_code == 303) if not words else any(words in each for each in said(answer))


@pytest.mark.parametrize(
    "text",
    [
        "extends: {path}\n",
        "extends: open_house\nwith: [{path}]\n",
        "extends: open_house\nwith: [{path}]\nvoluntears: 3\n",  # hints want to know what is around
        "extends: {path}\nthanks 3\nfoo: [\n",  # a cure is tried on a text that could not be read
        "extends: {path}\nbase: {path}\nplugins: {path}\n",
        "extends: open_house+{path}\n",
    ],
)
def test_no_other_file_of_this_machine_is_opened(tmp_path, monkeypatch, text):
    secret = tmp_path / "secret.yaml"
    secret.write_text("extends: open_house\nabout: {en: a secret}\n")
    seen: list[Path] = []
    read = disk._bytes_of
    monkeypatch.setattr(disk, "_bytes_of", lambda path, *rest: seen.append(path) or read(path, *rest))
    with pytest.raises(Exception, match="house"):
        opened(text.format(path=secret).encode(), "house.yaml", tmp_path / "results")
    strangers = [each for each in seen if not each.is_relative_to(scenario_folder())]
    assert {each.name for each in strangers} <= {"own_house.yaml"}, strangers


def test_once_it_was_read_other_files_are_found_again(tmp_path):
    opened(OWN.encode(), "house.yaml", tmp_path)
    mine = tmp_path / "mine.yaml"
    mine.write_text("extends: open_house\n")
    assert load_scenario(str(mine)).name == "mine"


def test_a_file_says_the_same_here_as_on_the_command_line(tmp_path):
    state = opened(OWN.encode(), "house.yaml", tmp_path)
    assert state == State("own", file=state.file)
    (tmp_path / "mine.yaml").write_text(OWN)
    kept = tmp_path / FOLDER / f"own_{state.file}.yaml"
    keys = [identity_of_scenario(load_any(str(path)).scenario) for path in (kept, tmp_path / "mine.yaml")]
    assert keys[0] == keys[1]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_file_that_is_not_kept_here_or_was_changed_is_said_and_asked_for(client, tmp_path, lang):
    where = send(client, OWN, lang=lang).headers["location"]
    (kept,) = (tmp_path / FOLDER).glob("own_*.yaml")
    for change in (lambda: kept.write_text(OWN + "# changed\n"), kept.unlink):
        change()
        there = client.get(client.get(where).headers["location"])
        assert there.status_code == 303 and there.headers["location"].startswith("/own?")
        page = client.get(there.headers["location"])
        words = {"en": "is not kept on this machine", "nl": "op deze computer niet bewaard"}[lang]
        assert page.status_code == 200 and words in page.text
        for path in ("/why?", "/compare?", "/own_house.yaml?", "/explore.yaml?"):
            assert words in client.get(where.replace("/explore?", path)).text


@pytest.mark.parametrize("sign", ["../../etc/pass", "0" * 11, "0" * 13, "ABCDEFABCDEF", "x" * 12, MARKUP])
def test_a_sign_that_can_be_none_is_named(client, sign):
    page = client.get("/explore", params={"v": "1", "house": "own", "file": sign, "lang": "en"})
    assert page.status_code == 200 and "file: there is no" in page.text and MARKUP not in page.text


def test_answers_beside_a_file_are_named(client):
    where = send(client, OWN).headers["location"]
    page = client.get(f"{where}&q-people=8")
    assert page.status_code == 200 and "the answers beside it are left out" in page.text


def test_no_file_is_said(client):
    answer = send(client, b"", "", **{"q-people": "9"})
    assert answer.status_code == 400 and said(answer) == ["no file was chosen"]
    assert 'name="q-people" value="9"' in answer.text


def test_a_form_of_another_page_and_what_is_no_form_are_refused(client):
    secret = re.search('name="secret" value="([^"]*)"', client.get("/own").text)[1]
    files = {"secret": (None, secret), "sent": ("house.yaml", OWN)}
    assert client.post("/own/file", files=files).status_code == 303
    assert client.post("/own/file", files=files | {"secret": (None, "guessed")}).status_code == 403
    for header in ({"origin": "http://evil.example"}, {"sec-fetch-site": "cross-site"}):
        assert client.post("/own/file", files=files, headers=header).status_code == 403
    assert client.post("/own/file", data={"secret": secret}).status_code == 400
    many = {f"q{number}": (None, "x") for number in range(MOST + 1)}
    for kind, body in (
        ("multipart/form-data; boundary=x", b"--x\r\nno headers"),
        ("multipart/form-data; boundary=x", b"--x\r\n\r\n\r\nno name\r\n--x--"),
        ("multipart/form-data; boundary=x", b""),
        ("multipart/form-data; boundary=", b"--"),
        ("text/plain", b"x"),
    ):
        assert client.post("/own/file", content=body, headers={"content-type": kind}).status_code == 400
    assert client.post("/own/file", files=files | many).status_code == 400
    assert client.post("/own/file", content=b"x" * 2_000_001).status_code == 413
    assert client.get("/own/file").status_code == 405


def test_the_name_of_the_file_in_an_address_is_no_trouble(client):
    """Where the questions are checked, a browser puts the name of the chosen file into the address."""
    page = client.get("/own?lang=en&house=own&sent=house.yaml&q-people=8")
    assert page.status_code == 200 and said(page) == []


def test_what_is_refused_in_such_a_file_is_not_proposed(client):
    page = send(client, "extends: open_house\nplug: 3\n").text
    assert "plug" in page and "plugins" not in page


def test_a_budget_of_a_file_is_shown_in_the_language_of_the_page(client):
    written = client.get(f"/own_house.yaml?v=1&house=own&{ANSWERS}&lang=en").text
    there = unquote_plus(send(client, written, lang="nl").headers["location"])
    assert "waarvan EUR" in there and "of which" not in there
