"""``tup-sim sensitivity``: what a result depends on, the assumptions and the mechanisms."""

from __future__ import annotations

import click

from tup_sim.cli.groups import Branch, Member

MEMBERS = {
    "sweep": Member(
        "tup_sim.cli.sweep:sweep", "Show which assumptions decide an outcome or a difference (the default)."
    ),
    "explain-difference": Member(
        "tup_sim.cli.attribution:explain_difference",
        "Divide a difference over the mechanisms that produce it.",
    ),
    "robust": Member(
        "tup_sim.cli.robust:robust",
        "See whether the best choice of an experiment holds with other assumptions.",
    ),
}


@click.group(cls=Branch, members=MEMBERS, otherwise="sweep")
def sensitivity() -> None:
    """Show what a result depends on: assumptions and mechanisms, and whether a choice holds with other assumptions."""
