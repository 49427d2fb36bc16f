"""``tup-sim mechanism``: begin one of your own, look into one, and see what reaches which outcome."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from tup_sim.cli.amounts import Weeks
from tup_sim.cli.groups import Branch, Member
from tup_sim.cli.plugging import PLUGIN, speak_of
from tup_sim.cli.runs import JOBS, JSON, SEED, named, report_failures, with_progress
from tup_sim.cli.scenarios import say
from tup_sim.cli.speaking import LANG

if TYPE_CHECKING:
    from tup_sim.study.reach import Reach

WORLD, WEEKS = ("units=1",), 26


MEMBERS = {
    "document": Member(
        "tup_sim.cli.documents:document", "Write ODD, STRESS-DES, RAT-RS, TRACE, parameters or glossary."
    ),
}


@click.group(cls=Branch, members=MEMBERS)
def mechanism() -> None:
    """Begin a mechanism of your own, look into one, see what reaches which outcome, and document the model."""


@mechanism.command()
@click.argument("name")
@click.option(
    "--out", type=click.Path(path_type=Path, file_okay=False, exists=True), default=".", help="Folder."
)
@LANG
def new(name: str, out: Path, lang: str) -> None:
    """Write NAME.py, a mechanism that runs, and test_NAME.py, its tests."""
    from tup_sim.files.new_mechanism import write_new
    from tup_sim.texts import say as word

    file, tests = write_new(name, out)
    say(word(lang, "mechanism-written", file=file, tests=tests))
    say(word(lang, "mechanism-run-it"))
    say(f"  tup-sim run open_house --plugin {file} --outcome {name}_times")
    say(word(lang, "mechanism-try-it"))
    say(f"  pytest {tests}")


@mechanism.command()
@click.argument("name")
@LANG
@PLUGIN
def show(name: str, lang: str) -> None:
    """Print what the mechanism NAME answers, reads, moves, tells and cites; or, for the name of a subject such as
    clients or role_clarity, what moves its states and who does.
    """
    from tup_sim.files.layout import terminal_width
    from tup_sim.files.mechanism_facts import facts_text

    say(facts_text(name, terminal_width(), lang))


@mechanism.command()
@click.argument("scenario", default="open_house")
@click.option("--with", "mixins", multiple=True, metavar="NAME", help="Lay a scenario over it; repeatable.")
@click.option("--set", "settings", multiple=True, metavar="PATH=VALUE", help="Set one value; repeatable.")
@click.option("--weeks", type=Weeks(), default=WEEKS, show_default=True, help="Weeks that are looked at.")
@click.option("--levers", is_flag=True, help="Move every lever too: some hundreds of runs.")
@click.option("--outcome", default="", metavar="NAME", help="Only this outcome and its subgroups.")
@SEED
@JOBS
@JSON
@LANG
@PLUGIN
def reach(
    scenario: str,
    mixins: tuple[str, ...],
    settings: tuple[str, ...],
    weeks: int,
    levers: bool,
    outcome: str,
    seed: int,
    jobs: int | None,
    as_json: bool,
    lang: str,
) -> None:
    """Say which mechanisms (and levers) reach which outcome and subgroup, and which outcomes nothing reaches.

    Each is moved alone in one unit of SCENARIO, with the same luck; whatever differs is reached.
    """
    import json

    from tup_sim.files.load import load_scenario
    from tup_sim.measures import outcome_of
    from tup_sim.study.reach import reach as reached

    name, over = named(scenario)
    (chosen,) = speak_of([load_scenario(name, (*mixins, *over), (*WORLD, *settings), weeks)])
    wanted = outcome_of(outcome).name if outcome else ""
    found, code = with_progress(lambda told: reached(chosen, levers, seed, jobs, told))
    if found is None:
        raise click.exceptions.Exit(code)
    shown = {key: paths for key, paths in found.outcomes.items() if _is_of(key, wanted)}
    say(json.dumps(shown, indent=2) if as_json else _text(found, shown, weeks, lang))
    report_failures([found])
    raise click.exceptions.Exit(int(bool(found.failures)))


def _is_of(key: str, wanted: str) -> bool:
    from tup_sim.measures import outcome_of

    return not wanted or wanted in (key, outcome_of(key).base)


def _text(found: Reach, shown: dict[str, tuple[str, ...]], weeks: int, lang: str) -> str:
    from tup_sim.files.layout import paragraph, table, terminal_width
    from tup_sim.texts import say as word

    width = terminal_width()
    rows = [
        (key, ", ".join(path.removeprefix("mechanisms.") for path in paths)) for key, paths in shown.items()
    ]
    header = (word(lang, "mechanism-outcome"), word(lang, "mechanism-reached-by"))
    parts = [table(header, [row for row in rows if row[1]], width)]
    if alone := [_with_owner(key) for key, paths in shown.items() if not paths]:
        said = word(lang, "mechanism-unreached", weeks=weeks, names=", ".join(alone))
        parts.append(paragraph(said, width))
    moves = [word(lang, "mechanism-moved", n=len(found.moved))]
    if found.not_moved:
        moves.append(word(lang, "mechanism-not-moved", names=", ".join(found.not_moved)))
    parts.append(paragraph("; ".join(moves), width))
    return "\n\n".join(parts)


def _with_owner(outcome: str) -> str:
    """An outcome, with the mechanism that declares it: that one did nothing in this world, or is off."""
    from tup_sim.model.catalogue import current

    declared = (kind.declared for kind in current().mechanisms)
    owner = {each.name: one.key for one in declared for each in one.outcomes}.get(outcome)
    return f"{outcome} ({owner})" if owner else outcome
