"""docs/notebooks/first_study.ipynb is what its source says, carries its output, and still runs."""

from __future__ import annotations

import json
import re
from itertools import pairwise
from typing import Any

import pytest

from docs.notebooks.make_notebook import NOTEBOOK, SOURCE, cells

SCRIPT = SOURCE.read_text(encoding="utf-8")
TEXT = NOTEBOOK.read_text(encoding="utf-8")
KEPT: list[dict[str, Any]] = json.loads(TEXT)["cells"]
CODE = [each for each in KEPT if each["cell_type"] == "code"]
OUTPUTS = [output for each in CODE for output in each["outputs"]]
# A user's folder, a temporary one or a drive; the folder of the data of this package would show as the first.
PATHS = r"/(?:home|root|Users|tmp|var|work|private)/|[A-Z]:\\\\"
MOMENTS = r"\d{4}-\d\d-\d\d|\d+(?:\.\d+)? (?:s|seconds|min)\b"


def test_the_cells_are_those_of_the_source() -> None:
    kept = [(each["cell_type"], "".join(each["source"])) for each in KEPT]
    assert kept == [tuple(each) for each in cells(SCRIPT)], "stale; written again by: make notebook"


def test_prose_stands_above_every_cell_of_code() -> None:
    kinds = [each.kind for each in cells(SCRIPT)]
    assert kinds[0] == "markdown" and ("code", "code") not in pairwise(kinds)


def test_it_was_executed_from_top_to_bottom_without_an_error() -> None:
    assert [each["execution_count"] for each in CODE] == list(range(1, len(CODE) + 1))
    assert {output["output_type"] for output in OUTPUTS} <= {"stream", "execute_result", "display_data"}
    assert [output for output in OUTPUTS if output.get("name") == "stderr"] == []


def test_it_shows_tables_and_a_figure() -> None:
    shown = [kind for output in OUTPUTS for kind in output.get("data", {})]
    assert shown.count("text/html") >= 4
    assert shown.count("image/png") == 1


def test_it_names_no_place_and_no_moment() -> None:
    for output in OUTPUTS:
        output.get("data", {}).pop("image/png", None)
    written = json.dumps(OUTPUTS)
    assert re.findall(PATHS, written) == []
    assert re.findall(MOMENTS, written) == []
    assert set(json.loads(TEXT)["metadata"]) == {"kernelspec"}


@pytest.mark.verify
def test_the_cells_run(capsys: pytest.CaptureFixture[str]) -> None:
    import matplotlib.pyplot as plt

    plt.switch_backend("Agg")
    names: dict[str, Any] = {}
    try:
        for each in cells(_shorter(SCRIPT)):
            if each.kind == "code":
                exec(compile(each.text, SOURCE.name, "exec"), names)
    finally:
        plt.close("all")
    assert "numbers are the same, bit for bit" in capsys.readouterr().out
    assert not names["folder"].exists()
    assert list(names["table"]["n"]) == [2] * len(names["table"])


def _shorter(script: str) -> str:
    """Fewer runs of everything."""
    for usual, fewer in (
        ("replications: 4", "replications: 2"),
        ("draws=4, unmoved=2", "draws=2, unmoved=1"),
    ):
        assert usual in script
        script = script.replace(usual, fewer)
    return script
