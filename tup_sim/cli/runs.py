"""``tup-sim run``, ``compare`` and ``demo``: run scenarios and say what came out."""

from __future__ import annotations

import shlex
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from tup_sim.cli.amounts import Duration, Weeks
from tup_sim.cli.asking import YES, ask_if_large
from tup_sim.cli.at_rest import at_rest
from tup_sim.cli.memory import refuse_too_little
from tup_sim.cli.plugging import PLUGIN, plugged, speak_of
from tup_sim.cli.progress import ProgressLine
from tup_sim.cli.speaking import LANG, show, show_views, tell, tell_error
from tup_sim.errors import Message, RunFailed, TupSimError

if TYPE_CHECKING:
    from pandas import DataFrame

    from tup_sim.model.parameters import Scenario
    from tup_sim.reporting.plain import Fallible
    from tup_sim.reporting.view import View
    from tup_sim.study import Comparison, Replications

    Found = TypeVar("Found")

REPLICATIONS, QUICK_REPLICATIONS, QUICK_WEEKS = 20, 5, 104
DEMO_REPLICATIONS, DEMO_QUICK, DEMO_WEEKS = 4, 2, 104  # what two processors can do while somebody waits
WINDOWS = ("horizon", "before", "year1", "year2", "late")
DEMO_SCENARIO, DEMO_CUT = "open_house", "cut_20"
PATTERNS = ("extra", "peer", "owner")
DEMO_FIGURE = ("core_met", "surplus_met", "work_pressure", "volunteers", "contact_ratio", "client_isolation")
DEMO_TABLE = (
    "core_met", "surplus_met", "core_wait_hours", "care_quality", "work_pressure", "professional_strain",
    "volunteers", "belonging", "contact_ratio", "cost", "task_shift",
)  # fmt: skip
FAILED, BROKEN_OFF = 1, 130
AT_LEAST_ONE = click.IntRange(min=1)


@dataclass(frozen=True)
class Asked:
    """What the options say, the same for every command."""

    replications: int | None = None
    seed: int = 1
    weeks: int | None = None
    jobs: int | None = None
    mixins: tuple[str, ...] = ()
    settings: tuple[str, ...] = ()
    as_json: bool = False
    csv: Path | None = None
    quick: bool = False
    lang: str = "en"
    everything: bool = False
    window: str | None = None
    prosthesis: bool = False
    outcomes: tuple[str, ...] = ()
    lags: tuple[str, ...] = ()
    verbose: bool = False
    limit: float | None = None
    alone: bool = False
    yes: bool = False
    scenario: str = ""

    def show(self, data: Callable[[], Mapping[str, Any]], views: Callable[[], Sequence[View]]) -> None:
        """Print a result for a program or for people; what is not asked for is not made."""
        if not self.as_json:
            return show_views(*views())
        import json

        text = json.dumps({**data(), "quick": self.quick}, indent=2, allow_nan=False)
        show(text, as_it_is=True)

    @property
    def replay(self) -> tuple[str, ...]:
        """Windows to replay without volunteers."""
        return (self.window or "horizon",) if self.prosthesis else ()

    @property
    def runs(self) -> int:
        """Replications to run."""
        return self.replications or (QUICK_REPLICATIONS if self.quick else REPLICATIONS)

    @property
    def typed(self) -> str:
        """The scenario and what is laid over it, to type it again."""
        over = [*(("--with", each) for each in self.mixins), *(("--set", each) for each in self.settings)]
        return shlex.join([self.scenario, *(word for pair in [*over, *plugged()] for word in pair)])

    def load(self, name: str, mixins: Sequence[str] = ()) -> Scenario:
        """The scenario with all mix-ins and settings; a quick look shortens a long horizon."""
        from tup_sim.files import load_scenario

        laid_over = (*self.mixins, *mixins)
        found = load_scenario(name, laid_over, self.settings, self.weeks)
        if self.quick and self.weeks is None and found.parameters.horizon > QUICK_WEEKS:
            return load_scenario(name, laid_over, self.settings, QUICK_WEEKS)
        return found


def options(*wanted: Callable[..., Any]) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Several options at once, shown in this order."""

    def add(command: Callable[..., Any]) -> Callable[..., Any]:
        for option in reversed(wanted):
            command = option(command)
        return command

    return add


SEED = click.option(
    "--seed", type=click.IntRange(min=0), default=1, show_default=True, help="Seed of all luck."
)
JOBS = click.option(
    "--jobs", "-j", type=AT_LEAST_ONE, help="Processes; default: one per processor it may use."
)
LIMIT = click.option(
    "--limit", type=Duration(), metavar="TIME",
    help="End a run that takes longer, as 90s or 10m; it is a failed run, the others go on.",
)  # fmt: skip
ALONE = click.option(
    "--alone", is_flag=True,
    help="Live every run from its beginning, also where scenarios share their past: slower, to check.",
)  # fmt: skip
RUNS = click.option(
    "--replications", "-n", type=AT_LEAST_ONE,
    help=f"Runs of each scenario; default {REPLICATIONS}. An interval needs 2.",
)  # fmt: skip
WEEKS = click.option("--weeks", type=Weeks(), help="Weeks to report instead of the scenario's own.")
CHANGED = options(
    click.option(
        "--with", "mixins", multiple=True, metavar="NAME", help="Lay a scenario over it; repeatable."
    ),
    click.option("--set", "settings", multiple=True, metavar="PATH=VALUE", help="Set one value; repeatable."),
    PLUGIN,
)
QUICK = click.option("--quick", is_flag=True, help=f"{QUICK_REPLICATIONS} runs of {QUICK_WEEKS} weeks.")
JSON = click.option("--json", "as_json", is_flag=True, help="JSON instead of tables.")
CSV = click.option(
    "--csv", type=click.Path(path_type=Path),
    help="Save every run's outcomes as CSV; with --lang nl for a Belgian spreadsheet.",
)  # fmt: skip
VERBOSE = click.option("--verbose", "-v", is_flag=True, help="Of runs that failed, show the traceback too.")
SHARED = options(
    RUNS, SEED, WEEKS, JOBS, CHANGED, QUICK,
    click.option("--window", type=click.Choice(WINDOWS), help="Weeks the table is about; default horizon."),
    click.option("--all", "everything", is_flag=True, help="All outcomes instead of the headlines."),
    click.option("--outcome", "outcomes", metavar="NAME,...", default="", help="Only these in the table, as core_met."),
    click.option(
        "--prosthesis", is_flag=True,
        help="Repeat every run without volunteers from the middle of the window: what core work would be lost?",
    ),
    LANG, JSON, CSV, LIMIT, YES, VERBOSE,
)  # fmt: skip


@click.command()
@click.argument("scenario")
@SHARED
def run(scenario: str, outcomes: str, **rest: Any) -> None:
    """Run SCENARIO several times and show its outcomes.

    SCENARIO is a name, a file, or NAME+MIXIN+MIXIN.
    """
    asked = Asked(**rest, scenario=scenario)
    (chosen,) = speak_of([asked.load(*named(scenario))])
    asked = replace(asked, outcomes=shown_only(outcomes))
    check_csv(asked.csv)
    warn_of_money([chosen])
    check_window(asked.window, chosen)
    ask_if_large([chosen], asked.runs, asked.jobs, asked.yes)
    (chosen,) = at_rest([chosen], asked.jobs, asked.lang)
    from tup_sim.study import replicate

    found, code = with_progress(
        lambda told: replicate(
            chosen, asked.runs, asked.seed, asked.jobs, told, replay=asked.replay, limit=asked.limit
        ),
        asked.verbose,
    )
    if found:
        _show_run(asked, found)
        _deliver(asked, found, code)
    raise click.exceptions.Exit(code)


@click.command()
@click.argument("base")
@click.argument("others", metavar="OTHER...", nargs=-1, required=True)
@SHARED
@click.option(
    "--lags", metavar="OUTCOME,...", default="", help="Weeks until a dated change shows in these outcomes."
)
@ALONE
def compare(base: str, others: tuple[str, ...], outcomes: str, lags: str, **rest: Any) -> None:
    """Show what each OTHER differs in from BASE, in runs with the same luck.

    A scenario is a name, a file, or NAME+MIXIN+MIXIN; an OTHER of the form +MIXIN is BASE with that mix-in:
    "tup-sim compare open_house +cut_20 +peer+cut_20". --with and --set hold for all.
    """
    asked = Asked(**rest)
    chosen = speak_of([asked.load(*named(each, base)) for each in (base, *others)])
    asked = replace(asked, outcomes=shown_only(outcomes), lags=outcome_list(lags, weekly=True))
    tell_of_two_houses(chosen, asked.lang)
    check_csv(asked.csv)
    warn_of_money(chosen)
    check_window(asked.window, *chosen)
    ask_if_large(chosen, asked.runs, asked.jobs, asked.yes)
    chosen = at_rest(chosen, asked.jobs, asked.lang)
    from tup_sim.study import compare as compare_scenarios
    from tup_sim.study.design import same_scenarios

    for note in same_scenarios(chosen):
        tell(Message("note: {note}", note=note))
    tell_what_cannot_act(chosen, asked.lang)
    found, code = with_progress(
        lambda told: compare_scenarios(
            chosen[0],
            chosen[1:],
            asked.runs,
            asked.seed,
            asked.jobs,
            told,
            replay=asked.replay,
            limit=asked.limit,
            alone=asked.alone,
        ),
        asked.verbose,
    )
    if found:
        _show_comparison(asked, found)
        _deliver(asked, found, code)
    raise click.exceptions.Exit(code)


def warn_of_money(scenarios: Sequence[Scenario]) -> None:
    """Say on standard error, once each, whose money at rest is far from balanced."""
    from tup_sim.files.at_rest import money_warning

    found = {money_warning(each): each.name for each in scenarios}
    for warning, name in found.items():
        if warning:
            what = "Warning: {name}: {warning} (tup-sim scenario check says more)"
            tell(Message(what, name=name, warning=warning))


@click.command()
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    default="demo_output",
    show_default=True,
    help="Folder of results.",
)
@click.option("--quick", is_flag=True, help=f"{DEMO_QUICK} runs of each arm instead of {DEMO_REPLICATIONS}.")
@SEED
@JOBS
@LANG
def demo(out: Path, quick: bool, seed: int, jobs: int | None, lang: str) -> None:
    """See what a cut of 20 % does when volunteers are extra hands, peers or owners of the work.

    Each pattern is compared with itself without the cut. Saves a figure and a table of all runs.
    """
    from tup_sim.reporting.saving import check_place, make_folder
    from tup_sim.study import compare_each

    make_folder(out)
    check_place(out / "demo_runs.csv")
    replications = DEMO_QUICK if quick else DEMO_REPLICATIONS
    asked = Asked(replications, seed, DEMO_WEEKS, jobs, quick=quick, lang=lang)
    groups = [
        (asked.load(DEMO_SCENARIO, [pattern]), [asked.load(DEMO_SCENARIO, [pattern, DEMO_CUT])])
        for pattern in PATTERNS
    ]
    found, code = with_progress(lambda told: compare_each(groups, asked.runs, seed, jobs, told))
    if found:
        show_views(_demo_view(asked, found))
        report_failures(found)
        _save_demo(asked, found, out)
        code = code or FAILED * any(each.failures for each in found)
    raise click.exceptions.Exit(code)


def named(text: str, base: str = "") -> tuple[str, tuple[str, ...]]:
    """Name and mix-ins of ``NAME+MIXIN``; ``+MIXIN`` stands for the base with it. A file keeps its plus signs.

    Raises:
        click.UsageError: it is neither.
    """
    from tup_sim.files.places import split

    name, *mixins = split(text)
    if not all(mixins) or not (name or (base and mixins)):
        what = "'{text}' is no scenario: write NAME, NAME+MIXIN or +MIXIN"
        raise click.UsageError(Message(what, text=text))
    if name:
        return name, tuple(mixins)
    front, behind = named(base)
    return front, (*behind, *mixins)


def tell_of_two_houses(scenarios: Sequence[Scenario], lang: str) -> None:
    """Say before the runs that whole organisations are compared, not what a policy does in one of them."""
    from tup_sim.texts import say

    houses = list(dict.fromkeys(each.house for each in scenarios if each.house))
    if len(houses) > 1:
        click.echo(say(lang, "two-houses", names=", ".join(houses)), err=True)


def tell_what_cannot_act(scenarios: Sequence[Scenario], lang: str) -> None:
    """Say before the runs which differences from the first scenario cannot act, and which are beyond a limit."""
    from tup_sim.reporting.realised import idle_notes

    base, *others = scenarios
    for other in others:
        for note in idle_notes(base, other, lang):
            click.echo(note, err=True)


def outcome_list(text: str, weekly: bool = False) -> tuple[str, ...]:
    """Names of outcomes with commas between them, each known; ``weekly``: each with a figure for every week.

    Raises:
        TupSimError: there is no such outcome, or it has no figure for every week.
    """
    from tup_sim.measures import OUTCOMES, outcome_of

    keys = tuple(name.strip() for name in text.split(",") if name.strip())
    for key in keys:
        found = outcome_of(key)
        if weekly and key not in OUTCOMES:
            what = "'{key}' has no weekly figures; write '{name}'"
            raise TupSimError(Message(what, key=key, name=found.base or found.name))
    return keys


def shown_only(text: str) -> tuple[str, ...]:
    """The outcomes a table is limited to; its weeks are chosen with ``--window``.

    Raises:
        click.UsageError: one of them names a window.
    """
    names = outcome_list(text)
    if dated := [name for name in names if "@" in name]:
        what = "'{name}': --outcome takes names only; choose the weeks with --window"
        raise click.UsageError(Message(what, name=dated[0]))
    return names


def with_progress(work: Callable[[ProgressLine], Found], verbose: bool = False) -> tuple[Found | None, int]:
    """Do the runs; after Ctrl-C say how far they came and go on with what is finished."""
    from tup_sim.study import Interrupted

    line = ProgressLine()
    line.note(Message("the first runs are under way"))
    load_what_comes_after()
    try:
        return work(line), 0
    except Interrupted as stop:
        line.clear()
        tell(stop.message)
        return stop.results, BROKEN_OFF
    except RunFailed as error:
        line.clear()
        show_trace(error, verbose)
        raise
    finally:
        line.clear()


def check_window(window: str | None, *scenarios: Scenario) -> None:
    """Refuse a window that is not there before the runs: of the one scenario, or of each other one and the first.

    Raises:
        TupSimError: it is not there; says which are.
    """
    from tup_sim.measures import windows_of
    from tup_sim.study.design import windows_of_pair

    if window is None:
        return
    for each in scenarios[1:] or scenarios:
        there = windows_of(each) if each is scenarios[0] else windows_of_pair(scenarios[0], each)
        if window not in there:
            what = "{name} has no window '{window}'; it has: {windows}"
            raise TupSimError(Message(what, name=each.name, window=window, windows=", ".join(there)))


def load_what_comes_after() -> None:
    """Load what shows results before the first run: where there is no room for it, that is known at once.

    Raises:
        TupSimError: this process may use too little memory.
    """
    refuse_too_little()
    for each in ("pandas", "scipy.stats", "tup_sim.reporting.tables"):
        import_module(each)


def check_csv(path: Path | None) -> None:
    """Complain about a place that cannot be written before an hour of runs, not after it."""
    if path is not None:
        from tup_sim.reporting.saving import CSV as ENDINGS
        from tup_sim.reporting.saving import check_place

        check_place(path, ENDINGS)


def _deliver(asked: Asked, found: Replications | Comparison, code: int) -> None:
    """Save the results that were printed; the code tells of failed runs."""
    report_failures([found], asked.verbose)
    if asked.csv:
        from tup_sim.reporting.saving import save_csv

        save_csv(_rows(asked, found), asked.csv, asked.lang)
    if found.failures and not code:
        raise click.exceptions.Exit(FAILED)


def _rows(asked: Asked, found: Replications | Comparison) -> DataFrame:
    """Every run's outcomes, with the lags that were asked for."""
    from pandas import concat

    from tup_sim.study import Replications

    if isinstance(found, Replications) or not asked.lags:
        return found.runs
    return concat([found.runs, found.lag_runs(asked.lags)], ignore_index=True)


def _show_run(asked: Asked, found: Replications) -> None:
    from tup_sim.reporting.plain import run_data
    from tup_sim.reporting.tables import run_view

    shown = (asked.window or "horizon", asked.everything, asked.quick, asked.outcomes, asked.typed)
    asked.show(lambda: run_data(found), lambda: [run_view(found, asked.lang, *shown)])


def _show_comparison(asked: Asked, found: Comparison) -> None:
    from tup_sim.reporting.plain import compare_data
    from tup_sim.reporting.tables import compare_view

    windows = (asked.window,) if asked.window else ("horizon", "late")
    changed = any(arm.scenario.first_change() for arm in found.arms)
    there = [each for each in windows if asked.window or each == "horizon" or (changed and _has(found, each))]
    shown = (there, asked.everything, asked.quick, asked.lags, asked.outcomes)
    asked.show(lambda: compare_data(found, asked.lags), lambda: [compare_view(found, asked.lang, *shown)])


def _has(found: Comparison, window: str) -> bool:
    """Whether every other scenario has this window, and it is not the horizon again."""
    return all(
        window in arm.windows and arm.windows[window] != arm.windows["horizon"] for arm in found.others
    )


def report_failures(found: Sequence[Fallible], verbose: bool = False) -> None:
    """Name the first failed runs, and how many more there are."""
    failures = [failure for each in found for failure in each.failures]
    for failure in failures[:3]:
        tell_error(failure)
        show_trace(failure, verbose)
    if len(failures) > 3:
        tell(Message("... and {n} more failed runs", n=len(failures) - 3))


def show_trace(failure: RunFailed, verbose: bool) -> None:
    """Where a run stumbled, for whoever wants to mend it."""
    if verbose and failure.trace:
        click.echo(failure.trace, err=True)


def _demo_view(asked: Asked, found: Sequence[Comparison]) -> View:
    """The comparison of every pattern, in the last year."""
    from tup_sim.reporting.tables import compare_block, compare_facts
    from tup_sim.reporting.view import View, foot
    from tup_sim.texts import say

    window = _demo_window(found)
    titles = [say(asked.lang, f"demo-{pattern}") for pattern in PATTERNS]
    tables = [compare_block(each, 0, window, asked.lang, only=DEMO_TABLE) for each in found]
    blocks = [View(title, [table.title, *table.parts]) for title, table in zip(titles, tables, strict=True)]
    head = [say(asked.lang, "demo"), compare_facts(found[0], asked.lang), say(asked.lang, "demo-few")]
    return View("", head, blocks, foot(asked.lang, asked.quick))


def _demo_window(found: Sequence[Comparison]) -> str:
    return "late" if all(_has(each, "late") for each in found) else "horizon"


def _save_demo(asked: Asked, found: Sequence[Comparison], out: Path) -> None:
    """The figure and the table of runs; says where they are."""
    from pandas import concat

    from tup_sim.reporting.figures import difference_figure
    from tup_sim.reporting.saving import save_csv
    from tup_sim.texts import say

    table = out / "demo_runs.csv"
    save_csv(concat([each.runs for each in found], ignore_index=True), table, asked.lang)
    names = [say(asked.lang, f"pattern-{pattern}") for pattern in PATTERNS]
    window, title = _demo_window(found), say(asked.lang, "figure-demo")
    figures = difference_figure(found, DEMO_FIGURE, out / "demo", asked.lang, window, names, title)
    show(say(asked.lang, "saved", files=", ".join(str(path) for path in (*figures, table))))
