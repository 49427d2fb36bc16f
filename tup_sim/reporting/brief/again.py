"""What to type to make results again; and where the file comes from, if the question was asked on a page."""

from __future__ import annotations

import re

from tup_sim.reporting.brief.speech import Speech
from tup_sim.study.findings import Findings

ASKED_ON_A_PAGE = re.compile("(explore|compare)-[0-9a-f]{10}")  # names of results; no file is called so
FILE_OF_A_PAGE = "explore"  # what every page calls the file with its question


def commands_of(found: Findings) -> list[str]:
    """What to type to make the results again, and to check some: as it was typed, if that is kept."""
    name = found.experiment.name
    if commands := (found.manifest or {}).get("commands"):
        return list(commands)
    if on_a_page(found):
        return [f"tup-sim experiment {FILE_OF_A_PAGE}.yaml", f"tup-sim results reproduce {FILE_OF_A_PAGE}"]
    repeat = f"{name.removesuffix('-quick')} --quick" if found.experiment.quick else name
    return [f"tup-sim experiment {repeat}", f"tup-sim results reproduce {name}"]


def where_the_file_is(found: Findings, speech: Speech) -> str:
    """Where the file of a question of a page is found, and what lies beside it; empty for any other question."""
    if not on_a_page(found) or (found.manifest or {}).get("commands"):
        return ""
    return speech.say("again-own" if is_own(found) else "again-page")


def on_a_page(found: Findings) -> bool:
    """Whether the question was asked on a page, which has it as a file."""
    return ASKED_ON_A_PAGE.fullmatch(found.experiment.name) is not None


def is_own(found: Findings) -> bool:
    """Whether it is about somebody's own organisation, which stands in a file, and none that comes along."""
    base = str((found.manifest or {}).get("as_written", {}).get("base", ""))
    return "/" in base or ".yaml" in base
