"""The commands ``story`` and ``twins``, from what is typed to what is printed."""

from __future__ import annotations

import json

import pytest

from tup_sim.cli import main

SMALL = ["warmup=0", "places=10", "professionals.posts=2", "volunteers_initial=6", "occasional_stock=0"]
AS_WRITTEN = "submodels.at_rest=written"  # nothing is measured, and nothing said about it
FEW = ["--weeks", "14", *(part for each in [*SMALL, AS_WRITTEN] for part in ("--set", each))]


def ask(capsys, *words):
    """Exit code, output and errors of a command."""
    with pytest.raises(SystemExit) as end:
        main([str(word) for word in words])
    out, err = capsys.readouterr()
    return end.value.code, out, err


def test_a_story_is_told_in_two_languages(capsys):
    code, out, err = ask(capsys, "story", "open_house", "--person", "volunteer-2", *FEW)
    assert (code, err) == (0, "")
    assert out.startswith("Griet Verhoeven (volunteer-initial-0-2) in open_house (seed 1, run 0)")
    assert "Weeks 0-1" in out
    bare = ask(capsys, "story", "open_house", "--person", "volunteer-2", "--ids", *FEW)[1]
    assert bare.startswith("volunteer-initial-0-2 in open_house (seed 1, run 0)")
    assert (
        ask(capsys, "story", "open_house", "--person", "griet verhoeven", *FEW)[1]
        == out.partition("\n\n'volunteer-2'")[0] + "\n"
    )
    dutch = ask(capsys, "story", "open_house", "--professional", "0", "--lang", "nl", *FEW)[1]
    assert "Week 0-1" in dutch
    assert "Een beroepskracht, 0,75 VTE" in dutch


def test_a_story_as_data(capsys):
    _, out, _ = ask(capsys, "story", "open_house", "--client", "1", "--json", "--events", *FEW)
    data = json.loads(out)
    assert set(data) == {
        "scenario", "seed", "replication", "lang", "person", "kind", "portrait", "periods", "untold", "others",
    }  # fmt: skip
    assert (data["person"], data["kind"], data["untold"]) == ("client-0-1", "client", {})
    first = data["periods"][0]["sentences"][0]
    assert set(first) == {"week", "text", "events", "journal"}
    assert first["events"] == len(first["journal"])


def test_an_exit_is_looked_for_after_the_change_and_the_very_first_on_request(capsys, monkeypatch):
    asked, others = [], [f"volunteer-{n}" for n in range(12)]

    def find_exit(trace, reason, last, since):
        asked.append((last, since))
        return "volunteer-initial-0-2", others

    monkeypatch.setattr("tup_sim.study.why.find_exit", find_exit)
    words = ["story", "open_house", "--exit", "disappointed", "--lang", "nl", *FEW]
    cut = ["--set", "cut.size=0.2", "--set", "cut.at=5", "--set", "cut.announced=2"]
    code, out, _ = ask(capsys, *words, *cut)
    assert code == 0
    assert "(teleurgesteld in hoe het hier ging)" in out
    assert out.endswith("(volunteer-7) en nog 4.\n")
    bare = ask(capsys, *words, *cut, "--ids")[1]
    assert bare.endswith("volunteer-6, volunteer-7 en nog 4.\n")
    asked.pop()
    for more in ([*cut, "--first"], [*cut, "--last"], []):
        ask(capsys, *words, *more)
    assert asked == [(False, 5.0), (False, 0.0), (True, 0.0), (False, 0.0)]


def test_whose_story_must_be_said_once(capsys):
    for words in ([], ["--client", "1", "--exit", "life"]):
        code, _, err = ask(capsys, "story", "open_house", *words)
        assert code == 2
        assert "say whose story" in err


def test_nobody_of_that_name_is_one_line(capsys):
    code, _, err = ask(capsys, "story", "open_house", "--person", "volunter-2", *FEW)
    assert code == 2
    assert err.count("\n") == 1
    assert "nobody is called 'volunter-2'" in err
    code, _, err = ask(capsys, "story", "open_house", "--person", "Wannes Aerts", *FEW)
    assert code == 2
    assert err.count("\n") == 1
    assert "nobody is called 'Wannes Aerts' in this run" in err
    code, _, err = ask(capsys, "story", "open_house", "--exit", "boredom", *FEW)
    assert code == 2
    assert "nobody leaves for 'boredom'" in err


def test_twins_name_the_worlds_as_compare_does(capsys):
    code, out, err = ask(capsys, "story", "twins", "open_house", "+half_coordinator", "--top", "1", *FEW)
    assert (code, err) == (0, "")
    assert out.startswith(
        "The same people in open_house and in open_house + half_coordinator (seed 1, run 0;"
    )
    assert "How much is luck?" in out


def test_twins_as_data(capsys):
    _, out, _ = ask(
        capsys, "story", "twins", "open_house", "+cut_0", "--json", "-n", "2", *FEW, "--set", "cut.at=4"
    )
    data = json.loads(out)
    assert set(data) == {"base", "other", "seed", "window", "lang", "runs"}
    assert [run["identical"] for run in data["runs"]] == [True, True]
