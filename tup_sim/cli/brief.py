"""``tup-sim report``: write the brief of an experiment."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from tup_sim.study.findings import Findings


def deliver(found: Findings, lang: str, out: Path | None) -> None:
    """Write the brief of what was found, and say where; ``NAME_LANG.html`` here if nobody says where."""
    from tup_sim.report.brief import write_brief
    from tup_sim.report.saving import check_place
    from tup_sim.report.words import say

    path = out or Path(f"{found.experiment.name}_{lang}.html")
    check_place(path)
    page, *pictures = write_brief(found, lang, path)
    folders = dict.fromkeys(f"{picture.parent}/" for picture in pictures)
    click.echo(say(lang, "saved", files=", ".join([str(page), *folders])))
