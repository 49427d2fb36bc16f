"""Makes the site in ``build/site`` and looks whether any page asks for something of another machine; ``make site``."""

from __future__ import annotations

import logging
import re
import sys
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SITE = ROOT / "build" / "site"
FETCHED = {"script": "src", "img": "src", "iframe": "src", "source": "src", "video": "src", "object": "data"}
NOT_FETCHED = {"canonical", "prev", "next"}  # kinds of <link> that only say something
OUTSIDE = re.compile(r"^(?:https?:)?//", re.IGNORECASE)
IN_STYLES = re.compile(r"""(?:url\(\s*|@import\s+)["']?((?:https?:)?//[^"')\s]+)""", re.IGNORECASE)


class Asked(HTMLParser):
    """What a page fetches by itself from another machine; a link that somebody may follow is none.

    Attributes:
        found: the addresses.
    """

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Look at one element."""
        given = {name: value or "" for name, value in attrs}
        address = given.get(FETCHED.get(tag, ""), "")
        if tag == "link" and given.get("rel") not in NOT_FETCHED:
            address = given.get("href", "")
        self.found += [address] * bool(OUTSIDE.match(address))


def _styles(text: str) -> list[str]:
    return IN_STYLES.findall(text)


def asked_by(text: str) -> list[str]:
    """The addresses on other machines that a page fetches by itself."""
    page = Asked()
    page.feed(text)
    return [*page.found, *_styles(text)]


def outside(site: Path) -> Iterator[tuple[Path, str]]:
    """Every file of a site that fetches something of another machine, with the address."""
    for path in sorted(site.rglob("*.html")):
        yield from ((path, each) for each in asked_by(path.read_text(encoding="utf-8")))
    for path in sorted(site.rglob("*.css")):
        yield from ((path, each) for each in _styles(path.read_text(encoding="utf-8")))


def main() -> int:
    """Make the site; return 1 if a page asks for something of another machine."""
    from mkdocs.commands.build import build
    from mkdocs.config import load_config

    logging.basicConfig(level=logging.WARNING, format="%(message)s")
    config = load_config(str(ROOT / "mkdocs.yml"))
    config.plugins.on_startup(command="build", dirty=False)
    build(config)
    faults = list(outside(SITE))
    for path, address in faults:
        print(f"{path.relative_to(SITE)} asks for {address}", file=sys.stderr)
    print(f"{len(list(SITE.rglob('*.html')))} pages in {SITE.relative_to(ROOT)}; open index.html there")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
