"""Packs the lesson: every page in two languages in one zip that needs no network; ``make lesson`` runs it.

The same sources give the same zip, to the last byte. ``--older`` names the experiments whose briefs are not there, or
are of an older model or layout, and says about how long making them takes here.
"""

from __future__ import annotations

import re
import sys
import time
from dataclasses import replace
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docs.lesson.pages import BRIEFS, EXPERIMENTS, TEXTS, brief_of, pages
from docs.older_models import MADE
from tup_sim.files import load_scenario
from tup_sim.files.experiments import load_experiment
from tup_sim.files.manifest import fingerprint
from tup_sim.model.simulation import run
from tup_sim.study.execute import processors
from tup_sim.study.planning import weeks_of

ROOT = Path(__file__).resolve().parents[2]
ZIP = ROOT / "build" / "tup-sim-lesson.zip"
FOLDER = "tup-sim-lesson"
LAYOUT = re.compile(r'<meta name="layout" content="(\d+)">')
TRIED = 13  # weeks that are run to see how fast this machine is


def pack(path: Path) -> int:
    """Write the zip; return how many pages it has."""
    made = pages()
    path.parent.mkdir(parents=True, exist_ok=True)
    with ZipFile(path, "w") as packed:
        for place in sorted(made):
            entry = ZipInfo(
                f"{FOLDER}/{place}"
            )  # dated 1980, like every zip that must not tell when it was made
            entry.external_attr, entry.create_system = 0o644 << 16, 3
            packed.writestr(entry, made[place], ZIP_DEFLATED, 9)
    return len(made)


def older() -> list[str]:
    """Experiments of which a brief is missing, or not of the model and layout that are here."""
    layout = LAYOUT.search((ROOT / "tup_sim/reporting/brief/brief.html").read_text("utf-8"))
    return [name for name in EXPERIMENTS if not all(is_new(brief_of(name, lang), layout) for lang in TEXTS)]


def is_new(brief: Path, layout: re.Match[str] | None) -> bool:
    """Whether a brief is there, and is what ``tup-sim report`` would write today."""
    if not brief.exists():
        return False
    text = brief.read_text("utf-8")
    made, laid_out = MADE.search(text), LAYOUT.search(text)
    same = (laid_out and laid_out[1]) == (layout and layout[1])
    return same and made is not None and made["model"] == fingerprint()


def minutes(names: list[str]) -> float:
    """About how long the experiments take on this machine: as fast as a few weeks of a run are now."""
    house = load_scenario("open_house", weeks=TRIED)
    house = replace(house, parameters=house.parameters.model_copy(update={"warmup": 0}))
    begin = time.perf_counter()
    run(house, 1, 0, [])
    seconds = (time.perf_counter() - begin) / TRIED
    asked = [load_experiment(name) for name in names]
    weeks = sum(weeks_of(each, point) * each.at_most for each in asked for point in each.points)
    return weeks * seconds / processors() / 60


def main(words: list[str]) -> int:
    """Name what is older, or pack."""
    missing = older()
    if words == ["--older"]:
        if missing:
            what = f"{len(missing)} of {len(EXPERIMENTS)} experiments have no brief of today's model"
            took = f"running them takes about {minutes(missing):.0f} minutes on this machine"
            print(f"{what}; {took}. Broken off, it goes on where it was.", file=sys.stderr)
            print(" ".join(missing))
        return 0
    number = pack(ZIP)
    print(
        f"{ZIP.relative_to(ROOT)}: {number} pages, {ZIP.stat().st_size / 1e6:.1f} MB; open start.html in it"
    )
    if missing:
        where = BRIEFS.relative_to(ROOT).as_posix()
        print(f"not of today's model, or missing in {where}: {', '.join(missing)} (make lesson makes them)")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
