"""The documents for policy makers, teachers and researchers: commands that exist, and one word per thing."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
from click import Context
from click.testing import CliRunner

from tests.rooms.source import ROOT
from tup_sim.cli import COMMANDS, tup_sim
from tup_sim.cli.groups import Branch, fetched
from tup_sim.cli.runs import named
from tup_sim.files import load_scenario
from tup_sim.files.experiments import list_experiments, load_experiment
from tup_sim.measures.outcomes import ALL

DOCS = ROOT / "docs"
NAMES = (
    "story", "verhaal", "lesson", "les", "reading_results", "resultaten_lezen", "researchers_guide", "own_house",
    "eigen_huis",
)  # fmt: skip
TEXTS = {name: (DOCS / f"{name}.md").read_text(encoding="utf-8") for name in NAMES}
TRANSLATED = {
    "story": "verhaal",
    "lesson": "les",
    "reading_results": "resultaten_lezen",
    "own_house": "eigen_huis",
}
BLOCKS = [block for text in TEXTS.values() for block in re.findall(r"```sh\n(.*?)```", text, re.DOTALL)]
LINES = sorted(
    {
        line
        for block in BLOCKS
        for line in block.splitlines()
        if line.startswith("tup-sim ") and "--version" not in line
    }
)
FILE = "my_question"  # of the researcher's guide
PLAN = "my_house_plan"  # that tup-sim house writes
OWN_WORDS = r"\b(?:partners|professionals?|subsidiegever|vorming|geluk)\b"
CATALOGUE = ROOT / "tup_sim/reporting/locale/nl/LC_MESSAGES/words.po"


def experiment_words() -> list[str]:
    lines = (line.replace("results reproduce", "reproduce").split() for line in LINES)
    return [words[2] for words in lines if words[1] in ("plan", "experiment", "report", "reproduce")]


@pytest.mark.parametrize("line", LINES)
def test_every_command_and_its_options_exist(line: str) -> None:
    """An option that is not there is refused before ``--help`` is seen only if it stands in front."""
    command, *words = shlex.split(line)[1:]
    group = fetched(COMMANDS[command].place)
    if isinstance(group, Branch):
        inside = words[0] in group.list_commands(Context(group))
        words = words if inside else [group.otherwise, *words]
    shown = CliRunner().invoke(tup_sim, [command, *words[: isinstance(group, Branch)], "--help"])
    assert shown.exit_code == 0, shown.output
    options = {word for word in words if word.startswith("-")}
    assert [each for each in options if not re.search(rf"(?<![\w-]){each}(?![\w-])", shown.output)] == []


def test_the_experiments_exist() -> None:
    known = {name for name, _ in list_experiments()}
    named_there = {word.removesuffix(".yaml") for word in experiment_words()} - {FILE, PLAN}
    assert named_there and named_there <= known


def test_the_scenarios_exist() -> None:
    lines = (shlex.split(line.replace("tup-sim sensitivity", "tup-sim")) for line in LINES)
    compared = [words for words in lines if words[1] in ("compare", "sweep", "explain-difference")]
    assert compared
    for words in compared:
        base = words[2]
        for word in (each for each in words[2:] if each.startswith(("open_house", "+"))):
            name, mixins = named(word, base)
            load_scenario(name, mixins)


def test_the_experiment_of_the_guide_is_one_and_asks_for_outcomes_that_exist(tmp_path: Path) -> None:
    (text,) = re.findall(r"```yaml\n(.*?)```", TEXTS["researchers_guide"], re.DOTALL)
    (tmp_path / f"{FILE}.yaml").write_text(text, encoding="utf-8")
    experiment = load_experiment(str(tmp_path / f"{FILE}.yaml"))
    assert len(experiment.points) == 2
    assert [key.text for key in experiment.outcomes if key.outcome not in ALL] == []


@pytest.mark.parametrize("english", TRANSLATED)
def test_the_two_languages_have_the_same_parts_and_point_to_each_other(english: str) -> None:
    first, second = TEXTS[english], TEXTS[TRANSLATED[english]]
    assert f"]({TRANSLATED[english]}.md)" in first and f"]({english}.md)" in second
    assert first.count("\n## ") == second.count("\n## ")
    assert [re.sub(r" --lang \w+", "", line) for line in _commands(first)] == [
        re.sub(r" --lang \w+", "", line) for line in _commands(second)
    ]


@pytest.mark.parametrize("dutch", TRANSLATED.values())
def test_a_dutch_text_points_to_dutch_texts_where_they_exist(dutch: str) -> None:
    links = set(re.findall(r"\]\((\w+)\.md\)", TEXTS[dutch]))
    mate = {second: first for first, second in TRANSLATED.items()}[dutch]
    assert links & set(TRANSLATED) <= {mate}


def test_dutch_has_one_word_for_a_thing() -> None:
    """Gelijke, beroepskracht, financier, opleiding, toeval: as in the glossary."""
    texts = [TEXTS[name] for name in TRANSLATED.values()]
    texts += re.findall(r'^msgstr.*"(.*)"$', CATALOGUE.read_text(encoding="utf-8"), re.MULTILINE)
    for folder in ("scenarios", "experiments"):
        for path in sorted((ROOT / folder).rglob("*.yaml")):
            texts += re.findall(r"\bnl: (.*)$", path.read_text(encoding="utf-8"), re.MULTILINE)
    assert len(texts) > 200
    assert [text for text in texts if re.search(OWN_WORDS, text, re.IGNORECASE)] == []


def test_the_answers_that_the_how_to_shows_make_an_organisation(tmp_path: Path) -> None:
    """In either language, and the same one."""
    made = []
    for name in ("own_house", "eigen_huis"):
        (answers,) = re.findall(r"```text\n(.*?)```", TEXTS[name], re.DOTALL)
        (tmp_path / "answers.yaml").write_text(answers, encoding="utf-8")
        out = tmp_path / f"{name}.yaml"
        words = ["house", "--answers", str(tmp_path / "answers.yaml"), "--out", str(out)]
        done = CliRunner().invoke(tup_sim, words)
        assert done.exit_code == 0, done.output
        made.append(load_scenario(str(out)).parameters)
    assert made[0] == made[1] and made[0].places == 80


def _commands(text: str) -> list[str]:
    found = re.findall(r"```sh\n(.*?)```", text, re.DOTALL)
    return [line for block in found for line in block.splitlines()]
