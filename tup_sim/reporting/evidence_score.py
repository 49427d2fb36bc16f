"""How much of what the report says comes out: counted by ``python -m validation`` and kept beside this file."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

FILE = Path(__file__).with_name("evidence_score.json")
VERDICTS = ("reproduced", "slight", "absent", "contradicted", "cannot tell")
OPEN, HELD_OUT = "open", "held_out"

Counts = Mapping[str, int]


class EvidenceScore(NamedTuple):
    """Findings by verdict: statements of the report that no single rule states.

    Attributes:
        model: fingerprint of the model that was tried.
        version: of the program.
        date: when it was tried, as 2026-11-25.
        seeds: of the runs.
        runs: how many, in words.
        open: findings by verdict that could be looked at while values were chosen.
        held_out: findings by verdict that could not.
    """

    model: str
    version: str
    date: str
    seeds: tuple[int, ...]
    runs: str
    open: Counts
    held_out: Counts

    @property
    def tried(self) -> int:
        """Findings that were tried."""
        return sum(self.open.values()) + sum(self.held_out.values())

    def both(self, verdict: str) -> int:
        """Findings with this verdict, open and held out."""
        return self.open[verdict] + self.held_out[verdict]


@cache
def evidence_score(file: Path = FILE) -> EvidenceScore:
    """The score that comes with the program."""
    kept = json.loads(file.read_text(encoding="utf-8"))
    findings = kept.pop("findings")
    return EvidenceScore(
        **{name: kept[name] for name in ("model", "version", "date", "runs")},
        seeds=tuple(kept["seeds"]),
        open=findings[OPEN],
        held_out=findings[HELD_OUT],
    )
