"""The site has every document once, leads nowhere that is not there, and fetches nothing of another machine."""

from __future__ import annotations

import posixpath
import re

import pytest
from ruamel.yaml import YAML

from docs.site.make_site import asked_by, outside
from docs.site.pages import READERS, commands, made, part_of, with_links, with_lists
from tests.rooms.source import ROOT
from tup_sim.cli import COMMANDS

TEXT = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
PLAIN = re.sub(r"!!python/\S+", "", TEXT)  # a function that MkDocs makes of it
CONFIG = YAML(typ="safe").load(PLAIN)
MADE = made()
HEADING = re.compile(r"^#+ (.*)$", re.MULTILINE)


def leaves(part) -> list[str]:
    if isinstance(part, str):
        return [part]
    inside = part.values() if isinstance(part, dict) else part
    return [leaf for each in inside for leaf in leaves(each)]


NAV = leaves(CONFIG["nav"])


def test_every_document_stands_once_in_the_navigation():
    files = [path.relative_to(ROOT / "docs").as_posix() for folder in ("docs", "docs/generated") for path in
             (ROOT / folder).glob("*.md")]  # fmt: skip
    left = {"verified.md"}  # of one machine; not kept
    assert sorted(NAV) == sorted({*files, *MADE} - left)


def test_the_parts_are_those_of_the_readers():
    assert [next(iter(part)) for part in CONFIG["nav"]] == [
        "Start", "For officials", "For teachers", "For researchers", "The model", "Reference", "To change it",
    ]  # fmt: skip


@pytest.mark.parametrize("place", MADE)
def test_a_page_that_is_made_leads_to_pages_that_are_there(place):
    there = {*NAV}
    found = re.findall(
        r"\]\(([^)#:\s]+)(?:#[^)]*)?\)", re.sub(r"```.*?```", "", MADE[place], flags=re.DOTALL)
    )
    folder = (ROOT / "docs" / place).parent
    for link in found:
        target = (folder / link).resolve()
        assert target.is_file() or target.relative_to(ROOT / "docs").as_posix() in there, link


def test_a_link_to_a_part_of_a_page_leads_to_a_heading():
    texts = {place: MADE.get(place) or (ROOT / "docs" / place).read_text(encoding="utf-8") for place in NAV}
    found = []
    for place, text in texts.items():
        for page, mark in re.findall(r"\]\(([^)#:\s]*)#([^)\s]+)\)", text):
            target = posixpath.normpath(posixpath.join(posixpath.dirname(place), page)) if page else place
            if target in texts:
                found.append((place, mark, mark in {slug(head) for head in HEADING.findall(texts[target])}))
    assert len(found) > 5
    assert [each for each in found if not each[2]] == []


def slug(heading: str) -> str:
    return re.sub(r"[^\w\- ]", "", heading.lower()).strip().replace(" ", "-")


def test_a_reader_finds_the_table_of_the_readme():
    assert [reader.file for reader in READERS if "| for | read |" not in MADE[reader.file]] == []
    with pytest.raises(ValueError, match="no part 'To sing'"):
        part_of("**To dance**\n", "To sing")


def test_links_lead_where_things_are_on_the_site():
    text = "[a](docs/web.md#x) [b](LICENSE) ![c](docs/generated/demo.svg)\n```\n[a](docs/web.md)\n```\n"
    assert with_links(text, "README.md", "index.md") == (
        "[a](web.md#x) b ![c](generated/demo.svg)\n```\n[a](docs/web.md)\n```\n"
    )
    assert with_links("[docs/web.md](docs/web.md)", "README.md", "officials/index.md") == (
        "[In the browser](../web.md)"
    )
    assert with_links(
        "[up](../model.md) [all](../../README.md)", "docs/generated/odd.md", "generated/odd.md"
    ) == ("[up](../model.md) [all](../index.md)")


def test_a_list_has_an_empty_line_before_it():
    assert with_lists("one\nWords:\n- a\n- b\n") == "one\nWords:\n\n- a\n- b\n"
    assert with_lists("\n- a\n- b\n") == "\n- a\n- b\n"


def test_every_command_says_what_it_does():
    text = commands()
    assert [name for name in COMMANDS if f"\n## {name}\n" not in text] == []
    assert "\n## sensitivity sweep\n" in text and "Traceback" not in text


@pytest.mark.parametrize(
    "page",
    [
        '<script src="https://unpkg.com/x"></script>',
        '<link rel="stylesheet" href="//fonts.example/css">',
        '<img src="http://example.org/a.png">',
        "<style>@import 'https://example.org/a.css'</style>",
        '<p style="background: url(https://example.org/a.png)">',
    ],
)
def test_what_a_page_fetches_elsewhere_is_seen(page, tmp_path):
    assert len(asked_by(page)) == 1
    (tmp_path / "page.html").write_text(page, encoding="utf-8")
    assert len(list(outside(tmp_path))) == 1


def test_a_link_to_follow_is_not_fetched():
    assert (
        asked_by('<a href="https://example.org">x</a><link rel="canonical" href="https://x"><img src="a">')
        == []
    )
    assert CONFIG["theme"]["font"] is False and not CONFIG["use_directory_urls"]
