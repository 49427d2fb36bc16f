"""What the reference of the site shows: every public name of the package, page by page.

The pages are made when the site is built (``make site``); their texts are the docstrings. A test holds that nothing
public is left out, that everything says what it means, takes, returns and raises, and that its example runs.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple


class Page(NamedTuple):
    """One page of the reference.

    Attributes:
        file: where it is on the site.
        title: its heading.
        about: what stands above the names.
        names: what it shows, with the module in front.
    """

    file: str
    title: str
    about: str
    names: tuple[str, ...]


QUESTION = "tup_sim.api.experiments"  # the module whose docstring has the question of the examples
FUNCTIONS = (
    "tup_sim.files.load.load_scenario",
    "tup_sim.study.design.run",
    "tup_sim.study.design.replicate",
    "tup_sim.study.design.compare",
    "tup_sim.api.experiments.experiment",
    "tup_sim.api.experiments.plan",
    "tup_sim.api.experiments.results",
    "tup_sim.api.experiments.report",
    "tup_sim.api.experiments.protocol",
    "tup_sim.api.experiments.archive",
    "tup_sim.api.experiments.merge",
    "tup_sim.api.assumptions.sensitivity",
    "tup_sim.api.stories.story",
    "tup_sim.api.stories.twins",
    "tup_sim.api.parameters.parameter_table",
)
OBJECTS = (
    "tup_sim.model.parameters.scenario.Scenario",
    "tup_sim.model.parameters.scenario.Change",
    "tup_sim.measures.observe.Observation",
    "tup_sim.study.results.Replications",
    "tup_sim.study.results.Comparison",
    "tup_sim.study.results.Contrast",
    "tup_sim.study.results.Key",
    "tup_sim.api.answers.Answer",
    "tup_sim.api.answers.Results",
    "tup_sim.study.planning.Plan",
    "tup_sim.study.planning.Expected",
    "tup_sim.study.reproduce.Reproduced",
    "tup_sim.files.merging.Merged",
    "tup_sim.publishing.study.Archived",
    "tup_sim.study.sweep.Sweep",
    "tup_sim.study.sweep.Spread",
    "tup_sim.api.stories.Told",
    "tup_sim.study.twins.Twins",
)
ERRORS = (
    "tup_sim.errors.TupSimError",
    "tup_sim.errors.ScenarioError",
    "tup_sim.errors.ScenarioErrors",
    "tup_sim.errors.RunFailed",
    "tup_sim.errors.OutputError",
    "tup_sim.errors.DamagedStore",
    "tup_sim.study.execute.Interrupted",
)
BASE = "tup_sim.model.mechanisms"
MECHANISMS = (
    f"{BASE}.declared.Declared",
    f"{BASE}.declared.measured",
    f"{BASE}.declared.assumed",
    f"{BASE}.declared.chosen",
    f"{BASE}.declared.convention",
    f"{BASE}.declared.read",
    f"{BASE}.declared.state",
    f"{BASE}.declared.gate",
    f"{BASE}.declared.tally",
    f"{BASE}.declared.ratio",
    f"{BASE}.declared.mean_state",
    f"{BASE}.declared.of_staff",
    f"{BASE}.declared.every_fourth_week",
    f"{BASE}.declared.Count",
    f"{BASE}.declared.Line",
    f"{BASE}.declared.Number",
    f"{BASE}.declared.State",
    f"{BASE}.declared.Gate",
    f"{BASE}.declared.Outcome",
    f"{BASE}.base.Mechanism",
)
PAGES = (
    Page(
        "reference/python.md",
        "Python: what one calls",
        "All of these are names of `tup_sim`: `from tup_sim import experiment`. Nothing is printed. In the examples a "
        "`warmup` of 0 and a few weeks only keep things quick, and the results named `thanks` are those of the example "
        "of `experiment`. Every number of the world, with its unit, range and source: "
        "[parameters](../generated/parameters.md); the same as a module is `tup_sim.parameters`.\n\n"
        f"::: {QUESTION}\n    options: {{members: false, show_root_heading: false, show_root_toc_entry: false}}",
        FUNCTIONS,
    ),
    Page(
        "reference/objects.md",
        "Python: what one gets",
        "Objects that are returned. `to_frame()` is the main table as a pandas `DataFrame`; a notebook shows it by "
        "itself.",
        OBJECTS,
    ),
    Page(
        "reference/errors.md",
        "Python: what can go wrong",
        "Everything the package raises on purpose is a `TupSimError`: one line that says where, what, and what to do.",
        ERRORS,
    ),
    Page(
        "reference/mechanisms.md",
        "A mechanism of your own",
        "All names of `tup_sim.model.mechanisms.base`. How a file of them is made and run: "
        "[how to](../how_to.md#a-mechanism-of-your-own); its form: [one mechanism, one file](../mechanism_form.md).",
        MECHANISMS,
    ),
)


def names() -> Iterator[str]:
    """Everything that the reference shows."""
    for page in PAGES:
        yield from page.names


def text_of(page: Page) -> str:
    """The page as the site generator reads it."""
    shown = "\n\n".join(f"::: {name}" for name in page.names)
    return f"# {page.title}\n\n{page.about}\n\n{shown}\n"
