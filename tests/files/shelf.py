"""A folder of scenarios and a registry of sources that belong to these tests alone."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from unittest.mock import patch

HERE = Path(__file__).resolve().parent
GOOD, BAD = HERE / "good", HERE / "bad"
HOUSE, PEER, CUT = "small_house", "peer_help", "cut_half"


@contextmanager
def shelf(folder: Path = GOOD) -> Iterator[Path]:
    """As if the package came with the scenarios of this folder."""
    with (
        patch("tup_sim.files.places.scenario_folder", lambda: folder),
        patch("tup_sim.files.sources.scenario_folder", lambda: folder),
        patch("tup_sim.files.claims.scenario_folder", lambda: folder),
    ):
        yield folder
