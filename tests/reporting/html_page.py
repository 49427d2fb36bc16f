"""Reads a page as strictly as those do who cannot see it, cannot reach the network, or print it."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import Any

VOID = {"meta", "br", "img", "link", "hr", "input"}


class Page(HTMLParser):
    """What stands on a page.

    Attributes:
        headings: level and text of each heading, in order.
        ids: every id, in order.
        pictures: alternative text of every picture.
        faults: what should not be there.
        text: what is read aloud, without the drawings.
    """

    def __init__(self, source: str) -> None:
        super().__init__()
        self.headings: list[tuple[int, str]] = []
        self.ids: list[str] = []
        self.pictures: list[str] = []
        self.faults: list[str] = []
        self.text = ""
        self.tags: dict[str, list[dict[str, Any]]] = {}
        self._open: list[str] = []
        self._inside: list[str] = []
        self.feed(source)
        self.close()
        if self._open:
            self.faults.append(f"never closed: {self._open}")
        for name in self._inside:
            if name not in self.ids:
                self.faults.append(f"leads nowhere: {name}")

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        self.tags.setdefault(tag, []).append(found)
        if tag not in VOID:
            self._open.append(tag)
        if "id" in found:
            self.ids.append(found["id"])
        if tag == "img" or found.get("role") == "img":
            self.pictures.append(found.get("alt", found.get("aria-label", "")))
        if re.fullmatch("h[1-6]", tag):
            self.headings.append((int(tag[1]), ""))
        self._look(tag, found)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self._open or self._open.pop() != tag:
            self.faults.append(f"closed out of turn: {tag}")
        if tag in ("td", "th"):
            self.text += " "

    def handle_data(self, data: str) -> None:
        if self._open and re.fullmatch("h[1-6]", self._open[-1]):
            level, text = self.headings[-1]
            self.headings[-1] = (level, text + data)
        if self._open and self._open[-1] == "style":
            self._refer(re.findall(r"url\(([^)]*)\)|(@import)", data))
        if not {"svg", "style", "head"} & set(self._open):
            self.text += data

    def _look(self, tag: str, found: dict[str, str]) -> None:
        if tag in ("script", "iframe", "object", "embed", "link", "base", "form"):
            self.faults.append(f"not allowed: {tag}")
        self.faults += [f"a script in {name}" for name in found if name.startswith("on")]
        for name, value in found.items():
            if name in ("src", "href", "xlink:href", "srcset", "action", "data"):
                self._refer([(value, "")])
            self._refer([(each, "") for each in re.findall(r"url\(([^)]*)\)", value)])

    def _refer(self, found: list[tuple[str, str]]) -> None:
        for place, imported in found:
            if imported or not place.startswith("#"):
                self.faults.append(f"leads outside: {place or imported}")
            else:
                self._inside.append(place[1:])
