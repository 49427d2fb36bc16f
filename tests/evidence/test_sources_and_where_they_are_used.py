"""The registry of sources and the places that cite it agree, either way."""

from __future__ import annotations

from tests.evidence.cited import AN_ID, cited
from tests.rows import on_each
from tup_sim.files.sources import source_ids, sources

KINDS = {"statistics", "survey", "study", "report", "interview", "practice", "arithmetic", "law"}
KEYS = {"title", "kind", "reference", "year", "figure", "statement", "confidence", "use"}
NEEDED = {"title", "kind", "reference", "confidence", "use"}


def test_every_source_that_is_cited_is_registered():
    missing = {name: places[:3] for name, places in sorted(cited().items()) if name not in source_ids()}
    assert not missing, f"add these to scenarios/sources.yaml (figures) or claims.yaml (C...): {missing}"


def test_every_registered_source_is_cited_somewhere():
    assert not sorted(set(sources()) - set(cited())), "nothing rests on these; take them out of sources.yaml"


def test_a_statement_of_the_report_stands_in_its_own_register():
    assert not [name for name in sources() if name.startswith("C")], "these belong in scenarios/claims.yaml"


@on_each("name", sources)
def test_a_source_says_what_it_is(name):
    entry = sources()[name]
    assert NEEDED <= set(entry) <= KEYS
    assert all(str(text).strip() for text in entry.values())
    assert entry["kind"] in KINDS
    assert entry["confidence"] in {"high", "medium", "low"}
    assert isinstance(entry.get("year", 2000), int)
    assert ("figure" in entry) == name.startswith("N"), "a number has a figure"
    assert ("statement" in entry) != ("figure" in entry)


@on_each("name", lambda: [name for name, entry in sources().items() if "statement" in entry])
def test_a_statement_is_one_sentence(name):
    statement = sources()[name]["statement"]
    assert statement.endswith(".")
    assert ". " not in statement


def test_sources_that_name_each_other_exist():
    for name, entry in sources().items():
        for other in AN_ID.findall(" ".join(map(str, entry.values()))):
            assert other in source_ids(), f"{name} leans on {other}"


def test_what_was_only_recalled_is_never_called_certain():
    for name, entry in sources().items():
        if "recalled, not looked up" in entry["reference"] and entry["confidence"] == "high":
            assert entry["kind"] == "study", f"{name}: look it up, or lower its confidence"
