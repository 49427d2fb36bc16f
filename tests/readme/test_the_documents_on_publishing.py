"""The commands in beyond_one_machine.md and researchers_guide.md exist, with their options, and its Python runs."""

from __future__ import annotations

import re
import shlex

import click
import pytest
from click.testing import CliRunner

from tests.rooms.source import ROOT
from tup_sim.cli import tup_sim
from tup_sim.files.experiments import load_experiment
from tup_sim.study.shards import shard_of

TEXTS = {
    name: (ROOT / f"docs/{name}.md").read_text(encoding="utf-8")
    for name in ("beyond_one_machine", "researchers_guide")
}
BLOCKS = [
    block for text in TEXTS.values() for block in re.findall(r"```(?:sh|bash)\n(.*?)```", text, re.DOTALL)
]
LINES = sorted(
    {
        line
        for block in BLOCKS
        for line in block.splitlines()
        if line.startswith("tup-sim ") and "--version" not in line
    }
)


@pytest.mark.parametrize("line", LINES)
def test_every_command_and_its_options_exist(line: str) -> None:
    command: click.Command = tup_sim
    words, context = shlex.split(line)[1:], click.Context(tup_sim)
    names = []
    while isinstance(command, click.Group):
        names.append(words.pop(0))
        found = command.get_command(context, names[-1])
        assert found is not None, names
        command = found
    shown = CliRunner().invoke(tup_sim, [*names, "--help"]).output
    options = [word for word in words if word.startswith("-")]
    assert [each for each in options if not re.search(rf"(?<![\w-]){each}(?![\w-])", shown)] == []


def test_the_example_of_the_array_adds_up() -> None:
    (line,) = [line for line in LINES if "--shard" in line]
    words = shlex.split(line)
    points, runs = len(load_experiment(words[2]).points), int(words[words.index("-n") + 1])
    shards = shard_of(words[words.index("--shard") + 1].replace("$SLURM_ARRAY_TASK_ID", "7")).of
    text = TEXTS["beyond_one_machine"]
    assert f"with {runs} replications that is {points * runs} runs, and {shards} jobs make eight each" in text
    assert points * runs == 8 * shards
    assert f"#SBATCH --array=1-{shards}" in text
