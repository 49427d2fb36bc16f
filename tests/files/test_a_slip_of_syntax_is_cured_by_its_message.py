"""Every slip of the list leads to a message with the line to write; pasted in its place it says what was meant."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.files.slips import after_the_message, mended, slips
from tests.rows import on_each
from tup_sim.errors import ScenarioError
from tup_sim.files import load_scenario

SLIPS = slips("slips_syntax.yaml")


@pytest.mark.slow
@on_each("slip", SLIPS, ids=lambda slip: repr(slip.wrong))
def test_the_line_of_the_message_says_what_was_meant(slip, tmp_path):
    found, told = after_the_message(slip, tmp_path / "mine.yaml")
    assert told, "nothing was said"
    assert {path: found.get(path) for path in slip.meant} == slip.meant, told


def test_there_are_several_slips_of_every_kind():
    kinds = Counter(slip.kind for slip in SLIPS)
    assert len(kinds) >= 20 and min(kinds.values()) >= 4


@pytest.mark.parametrize(
    ("sign", "name"),
    [("\u00a0", "no-break space (U+00A0)"), ("\u2007", "figure space (U+2007)"),
     ("\u200b", "zero-width space (U+200B)"), ("\ufeff", "byte order mark (U+FEFF)"),
     ("\u00ad", "soft hyphen (U+00AD)")],
)  # fmt: skip
def test_a_sign_that_is_not_what_it_looks_like_is_named(sign, name, tmp_path):
    assert name in told_by(f"extends: small_house\nplaces: {sign}60\n", tmp_path)
    assert name in told_by(f"extends: small_house\ncoordinators: {{fte:{sign} 0.6}}\n", tmp_path)


@pytest.mark.parametrize(("sign", "name"), [("\u2013", "en dash (U+2013)"), ("\u2212", "minus sign")])
def test_a_dash_that_is_no_minus_is_named(sign, name, tmp_path):
    assert name in told_by(f"extends: small_house\ncut: {{size: 20 %, restored: {sign}1}}\n", tmp_path)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        # What is wrong has nothing to do with the signs that could be changed.
        ("placess: 60\nabout: 'a: b'", "unknown key 'placess'"),
        ("pattern: peers", "pattern cannot be the text 'peers'"),
        ("places: 60\nplaces: 70", "'places' stands here twice"),
        ("about: {fr: Notre maison}", "unknown language 'fr'"),
        ("coordinators: {fte: 3}", "coordinators.fte = 3 is out of range"),
        ("with: nothing", "there is no scenario 'nothing'"),
        ("hello", "a scenario consists of 'key: value' lines"),
        ("places: = 60 = 70", "places cannot be the text '= 60 = 70'"),
    ],
)
def test_no_line_is_written_where_none_would_cure(text, words, tmp_path):
    told = told_by(text, tmp_path)
    assert words in told and "(write: " not in told


def test_two_keys_that_are_one_say_what_to_do_with_them(tmp_path):
    assert "leave one of them out" in told_by("places: 60\nplaces: 60", tmp_path)
    groups = "coordinators: {fte: 0.5}\nreserve: 3\ncoordinators: {posts: 2}"
    assert "put the lines of both under one of them" in told_by(groups, tmp_path)


def test_a_line_that_is_too_long_to_show_is_not_written(tmp_path):
    told = told_by(f"about: the house: {'a' * 300}\n", tmp_path)
    assert "not valid YAML" in told and len(told) < 300


def test_a_slip_in_a_file_below_is_cured_there(tmp_path):
    (tmp_path / "base.yaml").write_text("extends: small_house\nplaces = 60\n")
    told = told_by("extends: ./base.yaml\nreserve:3\n", tmp_path)
    assert "base.yaml:2: '=' stands here instead of a colon (write: places: 60)" in told
    assert "mine.yaml:2: a space is missing after the colon (write: reserve: 3)" in told


def test_a_large_file_is_not_tried_again_and_again(tmp_path, monkeypatch):
    from tup_sim.files import cures

    read = []
    monkeypatch.setattr(cures, "Reading", lambda *known: read.append(known) or Reading(*known))
    from tup_sim.files.reading import Reading

    told = told_by("# a remark\n" * 5000 + "places = 60\nreserve: x\n", tmp_path)
    assert "unknown key" in told or "not valid YAML" in told
    assert read == []  # whoever loads makes the first reading; nothing is read for a trial


def told_by(text: str, folder) -> str:
    path = folder / "mine.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ScenarioError) as caught:
        load_scenario(str(path))
    return str(caught.value)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            ["places:60", "places = 60", "places 60", "coordinators:", "fte: 0,6", "  fte:0.6", "\tposts: 2", "- at: 3",
             "about: 'a", "about: a: b", "with: [peer_help", "}", "changes:", "  -at: 3", "reserve: \u2013 3"]
        ),
        max_size=6,
    )
)  # fmt: skip
def test_what_is_written_is_read_whatever_else_is_wrong(tmp_path_factory, lines):
    """A line that a message writes leaves fewer mistakes than there were."""
    path = tmp_path_factory.mktemp("slips") / "mine.yaml"
    text = "\n".join(lines)
    path.write_text(text, encoding="utf-8")
    try:
        load_scenario(str(path))
    except ScenarioError as error:
        told = str(error)
        assert all(line.isprintable() for line in told.splitlines())
        if "(write: " in told:
            assert mended(text, told) != text
