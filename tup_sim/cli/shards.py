"""``--shard`` of ``tup-sim experiment``, and ``tup-sim results merge``: an experiment in parts, and put together."""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from tup_sim.cli.runs import FAILED, report_failures
from tup_sim.cli.speaking import LANG, show

if TYPE_CHECKING:
    from tup_sim.files.merging import Merged
    from tup_sim.study.experiment import Run
    from tup_sim.study.findings import Findings
    from tup_sim.study.shards import Shard

FOLDER = click.Path(path_type=Path, file_okay=False)
NAMED = 20  # shards that are named; of more the first


class Part(click.ParamType):
    """A shard: ``3/200``."""

    name = "shard"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Shard:
        """The shard."""
        from tup_sim.study.shards import shard_of

        return shard_of(value)


SHARD = click.option(
    "--shard",
    type=Part(),
    metavar="K/N",
    help="Run the K-th of N parts, in a folder of its own in that of --results.",
)


def deliver_shard(found: Findings, shard: Shard, path: Path, out: Path, lang: str, verbose: bool) -> None:
    """Say what a shard has made, and how the parts are put together; no answer stands in one part.

    Args:
        found: what the shard has.
        shard: which.
        path: of the file it keeps its runs in.
        out: folder that has the folders of all shards.
        lang: language.
        verbose: whether tracebacks of failed runs are shown.
    """
    from tup_sim.texts import say

    asked = found.experiment
    where = f" --results {shlex.quote(str(out))}"
    lines = [say(lang, "shard-done", shard=shard, name=asked.name, runs=found.there, path=path)]
    if asked.at_least < asked.at_most:
        lines.append(say(lang, "shard-fewest", least=asked.at_least, most=asked.at_most))
    command = f"tup-sim results merge {shlex.quote(str(out))}{where}"
    show("\n".join([*lines, say(lang, "shard-merge"), f"  {command}"]))
    report_failures([found], verbose)


@click.command()
@click.argument("folders", nargs=-1, required=True, type=FOLDER, metavar="FOLDER...")
@click.option(
    "--results", "out", type=FOLDER, default="results", show_default=True, help="Folder that gets all of it."
)
@LANG
def merge(folders: Sequence[Path], out: Path, lang: str) -> None:
    """Put the results of each FOLDER, and of the shards in it, into one folder; code 1 if runs are missing.

    Results of another model, or of another experiment of the same name, are refused. Merging twice is the same as
    once.
    """
    from tup_sim.files.merging import merge as put_together

    found = put_together(folders, out)
    for each in found:
        show(_told(each, out, lang))
    raise click.exceptions.Exit(FAILED * any(each.missing for each in found))


def _told(found: Merged, out: Path, lang: str) -> str:
    """What is there of an experiment, what is missing, and what goes on."""
    from tup_sim.texts import say

    counted = {"name": found.name, "there": found.there, "asked": found.asked}
    lines = [say(lang, "merged", **counted, added=found.added, folders=found.folders)]
    lines += [say(lang, "merged-failed", n=found.failed)] * bool(found.failed)
    lines += [say(lang, "merged-differing", n=found.differing)] * bool(found.differing)
    lines += _missing(found, lang)
    where = "" if str(out) == "results" else f" --results {shlex.quote(str(out))}"
    if found.missing:
        return "\n".join(lines)
    if found.goes_on:
        return "\n".join([*lines, say(lang, "merged-goes-on", where=where)])
    command = f"tup-sim results show {shlex.quote(found.name)}{where}"
    return "\n".join([*lines, say(lang, "merged-whole"), f"  {command}"])


def _missing(found: Merged, lang: str) -> list[str]:
    """A line for each shard that has to be run again."""
    from tup_sim.texts import say

    lines = []
    for shard, runs in list(found.missing.items())[:NAMED]:
        word = "merged-missing" if shard else "merged-missing-anywhere"
        lines.append(say(lang, word, shard=shard, n=len(runs), runs=_in_short(runs, lang)))
    if (more := len(found.missing) - NAMED) > 0:
        lines.append(say(lang, "merged-missing-more", n=more))
    return lines


def _in_short(runs: Sequence[Run], lang: str) -> str:
    """The first runs, as point, world and replication."""
    from tup_sim.texts import say

    few = [say(lang, "merged-run", point=point, world=world, luck=luck) for point, world, luck in runs[:3]]
    return "; ".join([*few, *(["..."] if len(runs) > 3 else [])])
