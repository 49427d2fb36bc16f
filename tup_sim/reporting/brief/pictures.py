"""Which pictures a brief has."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from tup_sim.reporting.brief.at_a_glance import answer_picture
from tup_sim.reporting.brief.canvas import Picture
from tup_sim.reporting.brief.differences import difference_picture
from tup_sim.reporting.brief.levels import level_picture
from tup_sim.reporting.brief.plane import plane_picture
from tup_sim.reporting.brief.speech import Speech
from tup_sim.reporting.brief.weekly import week_pictures
from tup_sim.reporting.brief.weekly_differences import weekly_difference_picture
from tup_sim.reporting.figures import as_written_text
from tup_sim.study.experiment import Figure
from tup_sim.study.findings import Findings

PLANES = (  # drawn whenever an experiment looks at both
    ("added_value_index", "prosthesis_index"),
    ("volunteer_strain", "client_isolation"),
    ("cost", "core_met"),
)


def pictures(found: Findings, speech: Speech) -> list[Picture]:
    """Everything the experiment wants to see, and the trade-offs that can be drawn; each once."""
    wanted = found.experiment.figures or (Figure("differences", found.experiment.outcomes),)
    figures = (*wanted, *_planes(found, wanted))
    plain = replace(speech, plain=True)
    with as_written_text():
        front = (*answer_picture(found, plain), *weekly_difference_picture(found, plain))
        others = (each for figure in figures for each in _drawn(found, figure, speech))
        drawn = {each.name: each for each in (*front, *others)}.values()
        alike(drawn)
    return list(drawn)


def alike(drawn: Collection[Picture]) -> None:
    """Give pictures of one kind that show the same outcome the same scale, so that they can be laid side by side."""
    groups: dict[tuple[str, str, str], list[Picture]] = {}
    for each in drawn:
        if each.shows:
            what = "change" if each.axis == "x" else each.kind
            groups.setdefault((each.shows, each.axis, what), []).append(each)
    for (_, axis, _), group in groups.items():
        panels = [panel for each in group for panel in each.figure.axes]
        ends = [getattr(panel, f"get_{axis}lim")() for panel in panels]
        low, high = min(each[0] for each in ends), max(each[1] for each in ends)
        for panel in panels:
            getattr(panel, f"set_{axis}lim")(low, high)


def _planes(found: Findings, wanted: Sequence[Figure]) -> Iterator[Figure]:
    """Trade-offs nobody asked for, between outcomes the experiment looks at."""
    there = {key.outcome: key for key in reversed(found.experiment.outcomes)}
    asked = [{key.outcome for key in figure.outcomes} for figure in wanted if figure.kind == "trade_off"]
    for pair in PLANES:
        if set(pair) <= set(there) and set(pair) not in asked:
            yield Figure("trade_off", (there[pair[0]], there[pair[1]]))


def _drawn(found: Findings, figure: Figure, speech: Speech) -> Iterator[Picture]:
    """The pictures of one figure: one per outcome, or one for two outcomes."""
    if figure.kind == "trade_off":
        yield from plane_picture(found, figure, speech)
        return
    for key in figure.outcomes:
        if figure.kind == "differences":
            yield from difference_picture(found, key, speech)
        elif figure.kind == "levels":
            yield from level_picture(found, key, figure, speech)
        else:
            yield from week_pictures(found, key, speech)
