"""Says at the top of every document with results whether they are of the model that is here; ``make docs`` runs it.

Such a document bears the fingerprint of the model that made it. The model goes on, and running everything again takes
hours: so a sentence beside the fingerprint says that the numbers are of an older model, for as long as they are.
"""

from __future__ import annotations

import re
from pathlib import Path

from tup_sim.files.manifest import fingerprint

HERE = Path(__file__).resolve().parent
DOCUMENTS = (
    "generated/evidence.md", "generated/figures.md", "generated/looks_real.md", "generated/plausibility.md",
    "generated/references.md", "generated/sensitivity.md", "generated/stationarity.md", "generated/warm_up.md",
    "structures.md", "signatures.md",
    "notebooks/first_study.py", "notebooks/first_study.ipynb",
    *sorted(f"generated/briefs/{path.name}" for path in (HERE / "generated/briefs").glob("*.html")),
)  # fmt: skip
CHANGED = {
    "Made with": "The model has changed since: numbers may differ.",
    "Gemaakt met": "Het model is sindsdien veranderd: de cijfers kunnen anders zijn.",
}
MADE = re.compile(
    r"(?P<made>(?P<words>Made with|Gemaakt met) model `?(?P<model>[0-9a-f]{16})`?, [^.<]+\.)"
    rf"(?: (?:<strong>|\*\*)(?:{'|'.join(map(re.escape, CHANGED.values()))})(?:</strong>|\*\*))?"
)


def marked(text: str, model: str, page: bool) -> str:
    """A document with the sentence if another model made it, and without it if this one did."""

    def line(found: re.Match[str]) -> str:
        changed = CHANGED[found["words"]]
        said = f"<strong>{changed}</strong>" if page else f"**{changed}**"
        return found["made"] if found["model"] == model else f"{found['made']} {said}"

    return MADE.sub(line, text, count=1)


def main() -> None:
    """Bring the sentence up to date in all documents."""
    for name in DOCUMENTS:
        path = HERE / name
        text = path.read_text(encoding="utf-8")
        wanted = marked(text, fingerprint(), path.suffix == ".html")
        if wanted != text:
            path.write_text(wanted, encoding="utf-8", newline="\n")
            print(f"{name}: brought up to date")


if __name__ == "__main__":
    main()
