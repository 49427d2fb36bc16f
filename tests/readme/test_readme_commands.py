"""What README.md and the documents beside it show can be typed: commands, Python, links, names and sources."""

from __future__ import annotations

import os
import random
import re
import shlex
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import click
import pytest

from docs import older_models
from tests.rooms.source import ROOT
from tests.rows import on_each
from tup_sim import measures
from tup_sim.cli import documents, main, runs, tup_sim
from tup_sim.files import load_scenario
from tup_sim.files.experiments import list_experiments
from tup_sim.files.sources import source_ids
from tup_sim.measures import Observation
from tup_sim.measures.outcomes import ALL, OUTCOMES
from tup_sim.measures.windows import HORIZON
from tup_sim.model.parameters import Parameters, declarations
from tup_sim.study.store import identity_of_scenario
from validation.__main__ import validation

README = (ROOT / "README.md").read_text(encoding="utf-8")
GENERATED = sorted((ROOT / "docs/generated").glob("*.md"))
DOCUMENTS = [ROOT / "README.md", ROOT / "README.nl.md", *sorted((ROOT / "docs").glob("*.md")), *GENERATED]
# A small house for a short time; the cut falls in the horizon, and where nobody asks for late weeks it comes soon.
HOUSE = ["warmup=0", "places=12", "professionals.posts=2", "volunteers_initial=8", "occasional_stock=0"]
SMALL, WEEKS, LATE_WEEKS = [*HOUSE, "cut.at=4", "cut.announced=2"], 12, 54
FEW = ["--weeks", str(WEEKS), "-n", "2", "-j", "1", *(part for each in SMALL for part in ("--set", each))]
DRAWN = [
    "--weeks",
    str(LATE_WEEKS),
    "--draws",
    "2",
    "-j",
    "1",
    *(part for each in HOUSE for part in ("--set", each)),
]
LATE = ["--weeks", str(LATE_WEEKS), *FEW[2:6], *(part for each in HOUSE for part in ("--set", each))]
OWN_TESTS = {"make demo"}  # it is "tup-sim demo"


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", README, re.DOTALL | re.MULTILINE)


COMMANDS = [line for block in blocks("sh") for line in block.splitlines()]
OURS = [line for line in COMMANDS if line.startswith("tup-sim ")]
VALIDATING = [
    line.removeprefix("python -m ") for line in COMMANDS if line.startswith("python -m validation ")
]
ABOUT_EXPERIMENTS = {"plan", "experiment", "results", "report", "reproduce", "archive", "robust"}
SLOW = {
    "run",
    "compare",
    "demo",
    "story",
    "twins",
    "explain-difference",
    "sweep",
    "robust",
} | ABOUT_EXPERIMENTS


def typed(arguments: list[str], folder: Path) -> str:
    """What the program prints in an interpreter of its own, as for somebody who types it."""
    script = "import sys; from tup_sim.cli import main; sys.argv = ['tup-sim', *sys.argv[1:]]; main()"
    return python(["-c", script, *arguments], folder)


def python(arguments: list[str], folder: Path) -> str:
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"}
    done = subprocess.run(
        [sys.executable, *arguments], cwd=folder, env=environment, capture_output=True, check=False
    )
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout.decode()


def command_of(program: str, arguments: list[str]) -> tuple[click.Command, list[str]]:
    """The command that is meant, and what is left for it."""
    *_, command, rest = way_to(program, arguments)
    return command, rest


def way_to(program: str, arguments: list[str]) -> list[Any]:
    """The groups that lead to the command that is meant, the command, and what is left for it."""
    command: click.Command = validation if program == "validation" else tup_sim
    way: list[Any] = []
    while isinstance(command, click.Group):
        context = click.Context(command)
        if getattr(command, "otherwise", "") and arguments[0] not in command.list_commands(context):
            arguments = [command.otherwise, *arguments]
        found = command.get_command(context, arguments[0])
        assert found is not None, f"no command {arguments[0]}"
        command, arguments = found, arguments[1:]
        way.append(command)
    return [*way, arguments]


def names_in(line: str) -> set[str | None]:
    """The names of a command of ours and of the groups it is in."""
    program, *words = shlex.split(line)
    return {each.name for each in way_to(program, words)[:-1]}


FAST = [line for line in OURS if not SLOW & names_in(line)]


def parsed(line: str) -> click.Context:
    """The options of a command as the program understands them; fails on one it does not know."""
    program, *words = shlex.split(line)
    command, rest = command_of(program, words)
    return command.make_context(command.name, list(rest))


def test_every_command_is_ours_or_has_a_test_of_its_own():
    assert len(OURS) >= 10
    assert set(COMMANDS) - {*OURS, *(f"python -m {line}" for line in VALIDATING)} <= OWN_TESTS


def test_make_knows_the_targets():
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    assert {line.split()[1] for line in COMMANDS if line.startswith("make ")} <= targets
    assert "tup-sim demo" in (ROOT / "Makefile").read_text(encoding="utf-8")


def test_the_ways_without_make_are_those_of_make():
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    ways = [block for block in blocks("(?:bat|bash)") if "venv" in block]
    assert len(ways) == 2
    for way in ways:
        lines = way.splitlines()
        installs = [line for line in lines if line.startswith("pip install ")]
        assert installs == ["pip install -r requirements-user.lock", "pip install --no-deps -e ."]
        for line in installs:
            assert line.removeprefix("pip install ") in makefile
        assert lines[0] == "python -m venv .venv"
        assert lines[-1] == "tup-sim demo"
    assert (ROOT / "tests/check.py").is_file()


def test_who_uses_it_installs_nothing_that_only_serves_who_changes_it():
    locks = [
        (ROOT / name).read_text(encoding="utf-8") for name in ("requirements-user.lock", "requirements.lock")
    ]
    to_use, to_change = (set(re.findall(r"^(\S+)==(\S+)", lock, re.MULTILINE)) for lock in locks)
    assert to_use < to_change  # and the versions are the same
    assert not {"pytest", "ruff", "mypy", "hypothesis", "distributed"} & {name for name, _ in to_use}


def test_the_first_screen_has_two_commands_a_picture_and_a_brief():
    top = README.partition("## First run")[0]
    two, *_ = re.findall(r"^```bash\n(.*?)^```", top, re.DOTALL | re.MULTILINE)
    assert two.splitlines() == ['pip install ".[web]"', "tup-sim demo"]
    for kind, shown in re.findall(r"(!?)\[[^\]]*\]\(([^)]+)\)", top):
        assert (ROOT / shown).is_file()
        assert not kind or (ROOT / shown).read_text(encoding="utf-8").lstrip().startswith("<?xml")
    assert "![" in top and "docs/generated/briefs/" in top


@on_each("line", OURS)
def test_every_option_exists(line):
    parsed(line)


@pytest.mark.parametrize("document", GENERATED, ids=lambda path: path.name)
def test_a_generated_document_begins_with_the_command_that_writes_it(document, monkeypatch):
    monkeypatch.chdir(ROOT)
    first = document.read_text(encoding="utf-8").partition("\n")[0]
    said = re.fullmatch(r"<!-- Written by: (?:python -m )?(.*) -->", first)
    assert said, first
    parsed(said[1])


def test_every_generated_document_is_fresh_or_says_that_its_model_is_older():
    older = {Path(name).name for name in older_models.DOCUMENTS}
    assert {path.name for path in GENERATED} <= older | {f"{name}.md" for name in documents.NAMES}


def said(words: list[str], capsys: pytest.CaptureFixture[str]) -> str:
    """What the program prints in this process, where it costs no start of another."""
    with pytest.raises(SystemExit) as end:
        main(words)
    printed, wrong = capsys.readouterr()
    assert end.value.code == 0, wrong
    return printed


@pytest.mark.parametrize("line", FAST)
def test_a_fast_command_prints_something(line, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    assert said(shlex.split(line)[1:], capsys).strip()


@pytest.mark.parametrize(
    "line",
    [line for line in OURS if (SLOW - {"demo"}) & names_in(line) and not ABOUT_EXPERIMENTS & names_in(line)],
)
def test_the_scenarios_of_a_slow_command_exist(line):
    from tup_sim.cli.runs import named

    options = parsed(line).params
    many = options.get("scenarios") or (options.get("scenario") or options["base"],)
    base = many[0]
    others = (*options.get("others", ()), options.get("other"), options.get("against"))
    for text in (*many, *(each for each in others if each)):
        name, mixins = named(text, base)
        load_scenario(name, (*options["mixins"], *mixins), options["settings"])


def test_the_experiments_of_a_command_exist():
    lines = [line for line in OURS if ABOUT_EXPERIMENTS & names_in(line)]
    planned = [parsed(line).params["experiment"] for line in lines if line.startswith("tup-sim plan")]
    known = [name for name, _ in list_experiments()]
    assert "" in planned and len(planned) > 1
    assert [line for line in lines if line != "tup-sim plan" and not set(line.split()) & set(known)] == []


def observed(scenario, seed, replication, windows, only=(), weekly=None):
    """The stand-in: some number for every outcome of every window, without a run."""
    luck = random.Random(f"{identity_of_scenario(scenario)} {seed} {replication}")
    spans = ["" if window == HORIZON else f"@{window}" for window in windows]
    weeks = scenario.parameters.horizon
    return Observation(
        {f"{name}{span}": luck.random() for name in sorted(only or ALL) for span in spans},
        {name: [luck.random()] * weeks for name in sorted(OUTCOMES)},
    )


def first(words: str) -> list[str]:
    """The first command of README.md that has these words, without the name of the program."""
    return shlex.split(next(line for line in OURS if words in line))[1:]


AS_WRITTEN = {
    "tup-sim run": "Core requests met",
    "+cut_20 --window late": "open_house + peer + cut_20",
    "+half_coordinator --set": "open_house + half_coordinator",
    "explain-difference": "everything else (not switched)",
    "tup-sim sensitivity sweep": "2 of 2 draws",
}


@pytest.mark.parametrize("words", AS_WRITTEN)
def test_a_command_that_makes_runs_says_what_it_should_whatever_they_find(words, monkeypatch, capsys):
    monkeypatch.setattr(measures, "observe", observed)
    monkeypatch.setenv("COLUMNS", "200")
    few = ["--draws", "2", "--unmoved", "1"] if "sweep" in words else ["-n", "2"]
    assert AS_WRITTEN[words] in said([*first(words), *few, "-j", "1"], capsys)


def test_run_works_as_written_in_few_weeks(tmp_path):
    assert "Core requests met" in typed([*first("tup-sim run"), *FEW], tmp_path)


@pytest.mark.verify
def test_compare_works_as_written_in_few_weeks(tmp_path):
    assert "open_house + peer + cut_20" in typed([*first("+cut_20 --window late"), *LATE], tmp_path)


@pytest.mark.verify
def test_the_causes_of_a_difference_are_shown_as_written_in_few_weeks(tmp_path):
    printed = typed([*first("explain-difference"), *LATE, "--mechanisms", "coaching"], tmp_path)
    assert "everything else (not switched)" in printed
    assert "2 of 2 draws" in typed([*first("tup-sim sensitivity sweep"), *DRAWN, "--unmoved", "1"], tmp_path)


def test_the_quick_demonstration_leaves_its_figure_and_table(tmp_path, monkeypatch, capsys):
    load = runs.Asked.load
    smaller = lambda asked, *named: load(replace(asked, settings=SMALL), *named)  # noqa: E731
    monkeypatch.setattr(runs.Asked, "load", smaller)
    monkeypatch.setattr(runs, "DEMO_WEEKS", WEEKS)
    monkeypatch.chdir(tmp_path)
    printed = said(["demo", "--quick", "--jobs", "1"], capsys)
    for title in re.findall(r"^== (.*)$", README, re.MULTILINE):
        assert title in printed
    assert {"demo.png", "demo_runs.csv"} <= {path.name for path in (tmp_path / "demo_output").iterdir()}


def test_the_organisation_that_is_held_against_figures_exists():
    presets = [preset for line in VALIDATING for preset in parsed(line).params["presets"]]
    assert presets
    for preset in presets:
        load_scenario(preset)


@pytest.mark.parametrize("number", range(len(blocks("python"))))
def test_python_runs_as_written_in_few_weeks(number, tmp_path):
    script = blocks("python")[number].replace("replications=20", "replications=2, jobs=1")
    shorter = f"weeks={WEEKS}, settings={SMALL}"
    script = script.replace('load_scenario("open_house")', f'load_scenario("open_house", {shorter})')
    script = script.replace('settings={"coordinators.fte": 1.0}', f'{shorter} + ["coordinators.fte=1.0"]')
    assert script.count(shorter) == 2
    (tmp_path / "shown.py").write_text(script, encoding="utf-8")
    printed = python(["shown.py"], tmp_path)
    assert "core_met" in printed
    assert "open_house + cut_20" in printed


@pytest.mark.parametrize("number", range(len(blocks("yaml"))))
def test_a_file_shown_can_be_loaded(number, tmp_path):
    (tmp_path / "mine.yaml").write_text(blocks("yaml")[number], encoding="utf-8")
    load_scenario(str(tmp_path / "mine.yaml"))


@on_each("document", DOCUMENTS, ids=lambda path: path.name)
def test_links_lead_somewhere(document):
    text = document.read_text(encoding="utf-8")
    for link in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", text):
        assert (document.parent / link).exists(), link


def test_the_model_document_names_parameters_outcomes_and_sources_that_exist():
    text = re.sub(
        r"^```.*?^```",
        "",
        (ROOT / "docs/model.md").read_text(encoding="utf-8"),
        flags=re.DOTALL | re.MULTILINE,
    )
    paths = [each.path for each in declarations(Parameters)]
    known = {part for path in paths for part in path.split(".")} | set(ALL)
    for path in paths:
        pieces = path.split(".")
        known |= {".".join(pieces[:end]) for end in range(1, len(pieces) + 1)}
    known |= {"always"}  # a value of ``staff``
    names = re.findall(r"`([a-z_]+(?:\.[a-z_]+)*)(?:\.\*)?`", text)
    assert len(names) > 100
    assert sorted({name for name in names if name not in known}) == []
    cited = set(re.findall(r"\b(?:C\d{3}|N[A-K]\d{2}|OWN\d)\b", text))
    assert sorted(cited - source_ids()) == []
