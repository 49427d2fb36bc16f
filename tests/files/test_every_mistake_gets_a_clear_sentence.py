"""One bad file per mistake; its first line tells the words the message must contain, apart by semicolons."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.files.shelf import BAD, GOOD, HOUSE, shelf
from tup_sim.errors import ScenarioError
from tup_sim.files import load_scenario
from tup_sim.files.load import load_any
from tup_sim.files.strict_yaml import LARGEST, read_text

FILES = sorted(BAD.glob("*.yaml"))


def message(name, *mixins, settings=(), weeks=None) -> str:
    with pytest.raises(ScenarioError) as caught:
        load_scenario(str(name), mixins, settings, weeks)
    return str(caught.value)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_mistake_is_told_with_file_line_and_what_to_write_instead(path):
    first = path.read_text(encoding="utf-8").splitlines()[0]
    told = message(path)
    assert [words for words in first.removeprefix("# says: ").split("; ") if words not in told] == [], told
    assert all(".yaml" in line for line in told.splitlines()), told


def test_there_is_a_bad_file_for_every_mistake():
    assert len(FILES) > 75
    assert all(path.read_text(encoding="utf-8").startswith("# says: ") for path in FILES)


def test_a_missing_file_names_the_closest_file(tmp_path):
    (tmp_path / "my_house.yaml").write_text("reserve: 3")
    assert "there is no file" in message(tmp_path / "my_hose.yaml")
    assert "did you mean 'my_house.yaml'?" in message(tmp_path / "my_hose.yaml")


def test_a_missing_name_names_the_closest_scenario():
    assert message("small_hous") == "there is no scenario 'small_hous' (did you mean 'small_house'?)"
    assert "tup-sim scenario list" in message("xyz")


def test_an_organisation_is_not_laid_over_another(tmp_path):
    folder = tmp_path / "organisations"
    folder.mkdir()
    (folder / "home.yaml").write_text("places: 30")
    (folder / "large_home.yaml").write_text("extends: home\nplaces: 60")
    with shelf(tmp_path):
        told = message("home", "large_home")
        assert told.startswith("--with: 'large_home' describes a whole organisation")
        assert "cannot be laid over 'home'" in told
        assert load_scenario("large_home").parameters.places == 60


def test_numbers_of_one_organisation_are_refused_in_another(tmp_path):
    for name, text in {
        "organisations/home": "places: 30",
        "organisations/house": "places: 60",
        "policies/half": "for: house\ncoordinators.fte: 0.4",
        "policies/both": "with: half\nfor: [house, home]",
    }.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / f"{name}.yaml").write_text(text)
    (tmp_path / "mine.yaml").write_text("extends: house\nplaces: 20")
    (tmp_path / "other_way_round.yaml").write_text("extends: half\nwith: ./organisations/home.yaml")
    with shelf(tmp_path):
        told = message("home", "half")
        assert told.startswith(
            "--with: 'half' is meant for house, not for 'home' (its numbers are those of house"
        )
        assert "policies/both.yaml:1: 'half' is meant for house, not for 'home'" in message("home", "both")
        assert "is meant for house, not for 'home'" in message(tmp_path / "other_way_round.yaml")
        for base in ("house", str(tmp_path / "mine.yaml")):
            assert load_scenario(base, ["both"]).parameters.coordinators.fte == 0.4
        assert load_any("half").scenario.parameters.coordinators.fte == 0.4


@pytest.mark.parametrize("name", ["", ".", "..", "/", "\x00.yaml"])
def test_a_name_that_can_be_no_file_is_refused(name):
    assert message(name)


def test_a_folder_is_no_scenario(tmp_path):
    assert "is a folder" in message(f"{tmp_path}/")
    (tmp_path / "x.yaml").mkdir()
    assert "is a folder" in message(tmp_path / "x.yaml")


def test_a_device_is_no_scenario():
    assert "not an ordinary file" in message("/dev/zero")


def test_an_empty_file_is_called_empty(tmp_path):
    path = tmp_path / "nothing.yaml"
    for text in ("", "\n\n", "---\n", "{}", "~"):
        path.write_text(text)
        assert message(path).endswith("nothing.yaml: the file is empty")


def test_a_huge_file_is_refused_before_it_is_read(tmp_path):
    path = tmp_path / "huge.yaml"
    with path.open("wb") as file:
        file.truncate(50 * LARGEST)
    assert "the file has 50.0 MB; no scenario is larger than 1 MB" in message(path)


def test_text_that_is_not_utf8_is_refused(tmp_path):
    path = tmp_path / "latin.yaml"
    path.write_bytes("about: één huis".encode("latin-1"))
    assert "not UTF-8 text" in message(path)


def test_a_byte_order_mark_and_windows_line_ends_are_welcome(tmp_path):
    path = tmp_path / "windows.yaml"
    path.write_bytes(b"\xef\xbb\xbfreserve: 3\r\ncut:\r\n  over: 4\r\n")
    assert load_any(str(path)).scenario.parameters.cut.over == 4


def test_a_sign_that_no_text_contains_is_refused(tmp_path):
    path = tmp_path / "bell.yaml"
    path.write_text("reserve: \x07")
    assert "not valid YAML" in message(path)


@pytest.mark.parametrize(
    "text", ["[" * 100_000, "{a: " * 50_000, "- " * 5_000 + "1", "reserve: " + "9" * 90_000]
)
def test_a_file_made_to_break_the_reader_gets_a_sentence_too(tmp_path, text):
    path = tmp_path / "deep.yaml"
    path.write_text(text)
    assert "deep.yaml:" in message(path)


@pytest.mark.parametrize(
    ("setting", "words"),
    [
        ("coordinators.fte", "'coordinators.fte' says no value"),
        ("=3", "says no value"),
        ("coordinators.ftee=1", "--set coordinators.ftee: unknown key 'coordinators.ftee' (did you mean"),
        ("coordinators.fte-=0.2", "a value says what will be; now it is 0.5; write: coordinators.fte=0.3"),
        ("coordinators.fte += 10%", "a value says what will be (write: coordinators.fte=0.55;"),
        ("vision_work-=3", "unknown key 'vision_work-'"),
        ("coordinators.fte=", "--set coordinators.fte: coordinators.fte has no value"),
        (
            "coordinators.fte=3",
            "--set coordinators.fte: coordinators.fte = 3 is out of range (allowed: 0 to 1",
        ),
        ("coordinators={fte: 1}", "'coordinators' is a group"),
        ("coordinators.fte=yes", "cannot be the text 'yes'"),
        ("coordinators.fte={value: 1", "--set coordinators.fte: not valid YAML"),
        ("open_dayparts=Mon", "is a list"),
        ("pattern=*x", "not understood"),
        ("about=x", "unknown key 'about'"),
        (
            "population.availability.retired=50 %",
            "--set population.availability.retired: population.availability: ",
        ),
        ("cut.size=20 % of income", "cannot be the text '20 % of income'"),
    ],
)
def test_a_mistake_on_the_command_line_names_the_setting(setting, words):
    assert words in message(HOUSE, settings=[setting])


def test_a_horizon_on_the_command_line_is_checked_like_any_other():
    assert message(HOUSE, weeks=0).startswith("--weeks: horizon = 0 is out of range")
    assert "the horizon of 80 weeks (horizon set at --weeks" in message(HOUSE, "peer_help", weeks=80)


def test_a_mixin_on_the_command_line_that_does_not_exist_is_named():
    assert (
        message(HOUSE, "peer_halp") == "--with: there is no scenario 'peer_halp' (did you mean 'peer_help'?)"
    )


def test_a_source_without_registry_is_unknown(tmp_path):
    from tests.files.shelf import shelf

    with shelf(tmp_path):
        assert "unknown source 'ND05'" in message(GOOD / "organisations/small_house.yaml")


@pytest.mark.parametrize(
    "text",
    [
        '"a\\nb": 3',
        f"{'k' * 5000}: 3",
        '"\\e[2J": 3',
        'pattern: "x\\n\\e[2Jy"',
        'extends: "a\\nb"',
        'staff_quit: {value: 1, source: "a\\nb"}',
        "&" + "a" * 900 + " {}",
        "? [a, b]\n: 3",
        "reserve: @x",
    ],
)
def test_a_message_is_one_line_that_no_terminal_obeys(tmp_path, text):
    path = tmp_path / "odd.yaml"
    path.write_text(text)
    told = message(path)
    assert all(line.isprintable() and len(line) < 400 for line in told.splitlines()), told


@given(st.text(max_size=60) | st.text("{}[]:-,&*!|>'\"%@`#? \n\t01ae.~", max_size=40))
def test_whatever_stands_in_a_file_is_read_or_refused_in_one_line(text):
    try:
        read_text(text, "x.yaml")
    except ScenarioError as error:
        assert all(line.isprintable() for line in str(error).splitlines())
