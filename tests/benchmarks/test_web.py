"""What repeats of the pages' speed: how many bytes and requests a first load takes, and what the devices do."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.clock import Row
from benchmarks.table import BEGIN, END, write, write_part
from benchmarks.web import KB, Answer, first_load
from tests.web.pages import client_of
from tup_sim.texts import LANGUAGES

MOST, REQUESTS = 150 * KB, 8


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_first_load_of_explore_is_small_and_of_few_requests(tmp_path: Path, lang: str) -> None:
    client, seen = client_of(tmp_path, lang), []

    def get(place: str) -> Answer:
        came = client.get(place)
        seen.append((place, came.status_code))
        size = len(came.content) + sum(len(name) + len(value) + 4 for name, value in came.headers.items())
        return Answer(came.status_code, came.headers.get("location", ""), came.text, size)

    load = first_load(get)
    assert {code for _, code in seen} <= {200, 303}
    assert [place for place, _ in seen if place.endswith("htmx.min.js")], "its scripts count too"
    assert load.bytes <= MOST and load.requests == len(seen) <= REQUESTS


def test_the_table_of_one_part_stands_under_the_others_until_all_are_measured(tmp_path: Path) -> None:
    from datetime import date

    page, day = tmp_path / "page.md", date(2026, 1, 2)
    page.write_text(f"before\n{BEGIN}\nold\n{END}\nafter\n", encoding="utf-8")
    for number in (1, 2):
        write_part([Row(f"taps {number}", "2.0 s")], "web", day, page)
        write_part([Row(f"luck {number}", "2.0 x")], "luck", day, page)
    text = page.read_text(encoding="utf-8")
    assert text.count("`web` alone") == text.count("`luck` alone") == text.count(END) == 1
    assert (
        "taps 2" in text
        and "taps 1" not in text
        and text.index("old") < text.index("taps 2") < text.index(END)
    )
    assert text.startswith("before\n") and text.endswith(f"{END}\nafter\n")
    write([Row("speed", "1.0 x")], day, page)
    assert "alone" not in page.read_text(encoding="utf-8")
