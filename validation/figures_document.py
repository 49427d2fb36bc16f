"""The figures that the model rests on or is held to: where each is used, what was measured, and whether it fits."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from tup_sim.model.parameters import Declaration, all_parameters, declarations
from tup_sim.reporting.markdown import markdown_table
from validation.plausibility import Verdict

Sources = Mapping[str, Mapping[str, Any]]
Verdicts = Mapping[str, Sequence[Verdict]]


def figures_document(sources: Sources, found: Verdicts, facts: Sequence[str]) -> str:
    """Every figure of the registry, as input and as target.

    Args:
        sources: registered sources by id; those with a ``figure`` were measured by somebody.
        found: organisation to what its runs at rest say of each target.
        facts: lines on version, runs and command.
    """
    figures = {name: each for name, each in sources.items() if "figure" in each}
    targets = [(preset, each) for preset, verdicts in found.items() for each in verdicts]
    return "\n\n".join([
        "# Figures the model rests on, and figures it is held to",
        "\n".join(f"- {fact}" for fact in facts),
        "## As target: what an organisation at rest should look like",
        _targets(figures, targets),
        "## As input: which numbers rest on it",
        _inputs(figures),
    ]) + "\n"  # fmt: skip


def _targets(figures: Sources, targets: Sequence[tuple[str, Verdict]]) -> str:
    rows = [
        (source, str(figures[source]["figure"]), preset, each.name, *_measured(each))
        for source in figures
        for preset, each in targets
        if source in each.sources
    ]
    return markdown_table(("source", "figure", "organisation", "target", "band", "measured", "within"), rows)


def _measured(verdict: Verdict) -> tuple[str, str, str]:
    low, high = verdict.interval
    band = f"{verdict.low:.4g} to {verdict.high:.4g}"
    return band, f"{verdict.mean:.4g} [{low:.4g}, {high:.4g}]", verdict.word


def _inputs(figures: Sources) -> str:
    by_source: dict[str, list[Declaration]] = {}
    for each in declarations(all_parameters()):
        for source in each.sources:
            by_source.setdefault(source, []).append(each)
    rows = [
        (source, str(entry["figure"]), str(entry.get("confidence", "")), _defaults(by_source[source]))
        for source, entry in figures.items()
        if source in by_source
    ]
    return markdown_table(("source", "figure", "confidence", "parameters and their defaults"), rows)


def _defaults(declared: Sequence[Declaration]) -> str:
    return ", ".join(_default(each) for each in declared)


def _default(declared: Declaration) -> str:
    value = f"{declared.default:g}" if isinstance(declared.default, float) else str(declared.default)
    return f"`{declared.path}` {value}"
