"""Names in stories: drawn by seed and person, never twice in a run, the same in Dutch, unknown to the model."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import replace

import pytest

from tests.counterfactual.twins import small
from tests.rooms.source import ROOT
from tup_sim.measures.agent_trace import Fact, kind_of
from tup_sim.model.catalogue import current
from tup_sim.model.parameters.declare import declarations
from tup_sim.reporting import naming
from tup_sim.reporting.naming import LISTS, Names, can_be_a_name, drawn_name, origins, with_id
from tup_sim.reporting.story import story_data, story_text, tell_story, told_to_all
from tup_sim.reporting.twins import one_text, twins_data, twins_text
from tup_sim.study.twins import twins
from tup_sim.study.why import trace_of
from tup_sim.texts import LANGUAGES

PEOPLE = [f"{kind}-0-{n}" for kind in ("volunteer-initial", "client") for n in range(400)]
RULES = {
    "en": [
        "A rule of the house changed: “Division of support: for asking people personally”, now: 35 %.",
        "A rule of the house changed: “Money: no redundancies among professionals; only leavers are not replaced”, "
        "now: yes.",
        "A rule of the house changed: “Deliberate thanks, apart from attention”, now: 4.3 thank-yous per "
        "volunteer-month.",
        "A rule of the house changed: “Responsibility pattern of the organisation”, now: peers: they share the work "
        "and the responsibility for it.",
    ],
    "nl": [
        "Een regel van het huis veranderde: “Verdeling van ondersteuning: om mensen persoonlijk te vragen”, nu: 35 %.",
        "Een regel van het huis veranderde: “Geld: geen ontslagen onder beroepskrachten; alleen wie vertrekt, wordt "
        "niet vervangen”, nu: ja.",
        "Een regel van het huis veranderde: “Uitdrukkelijke dank, los van aandacht”, nu: 4,3 bedankjes per "
        "vrijwilligersmaand.",
        "Een regel van het huis veranderde: “Patroon van verantwoordelijkheid van de organisatie”, nu: gelijken: ze "
        "delen het werk en de verantwoordelijkheid ervoor.",
    ],
}
CUT = replace(small(cut__size=0.6, cut__at=5, cut__announced=3, notice=3), name="small + cut")


@pytest.fixture(scope="module")
def trace():
    return trace_of(CUT)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_rule_that_changes_is_told_by_what_it_means_with_its_unit(lang):
    told = [
        told_to_all(Fact(0, 0.0, "LeverChanged", {"path": path, "value": value}), lang)
        for path, value in (
            ("support_split.recruitment", 0.35),
            ("cut_protects.front_line", True),
            ("thanks", 4.3),
            ("pattern", "peer"),
        )
    ]
    assert told == RULES[lang]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_rule_that_can_change_is_told_by_its_path(lang):
    for each in declarations(current().parameters):
        text = told_to_all(Fact(0, 0.0, "LeverChanged", {"path": each.path, "value": each.default}), lang)
        assert "“" in text and not (set("._") & set(each.path) and each.path in text.partition("”")[0]), text


def ids_in(text: str) -> set[str]:
    """What in a text is how the model knows somebody."""
    words = {word.strip(".,:;()") for word in text.split()}
    return {word for word in words if kind_of(word) and word[-1].isdigit()}


def test_a_name_goes_with_seed_run_and_person_and_not_with_who_else_is_there():
    alone, among = Names(1, 0, PEOPLE[7:8]), Names(1, 0, PEOPLE)
    assert alone(PEOPLE[7]) == among(PEOPLE[7]) == Names(1, 0, ())(PEOPLE[7])
    same = sum(Names(1, 0, ())(who) == among(who) for who in PEOPLE)
    assert same >= 0.95 * len(PEOPLE)
    for other in (Names(2, 0, PEOPLE), Names(1, 1, PEOPLE)):
        assert sum(other(who) == among(who) for who in PEOPLE) < 5


def test_a_name_stays_the_same_from_version_to_version():
    assert [Names(1, 0, ())(f"volunteer-initial-0-{n}") for n in (2, 20, 40)] == [
        "Griet Verhoeven",
        "Mathias Vandenberghe",
        "Wahid Saleh",
    ]


@pytest.mark.parametrize("seed", range(5))
def test_nobody_shares_a_name_in_a_run(seed):
    names = Names(seed, 0, PEOPLE)
    assert len({names(who) for who in PEOPLE}) == len(PEOPLE)


def test_two_who_drew_one_name_are_told_apart_and_who_came_first_keeps_it(monkeypatch):
    few = (naming.Origin(1, ("An", "Els"), ("Jan", "Tom"), ("Maes", "Claes")),)
    monkeypatch.setattr(naming, "origins", lambda: few)
    eight = Names(1, 0, PEOPLE[:8])
    assert len({eight(who) for who in PEOPLE[:8]}) == 8
    assert eight(PEOPLE[0]) == drawn_name(f"1/0/{PEOPLE[0]}/0")
    assert any(eight(who) != drawn_name(f"1/0/{who}/0") for who in PEOPLE[:8]), "nobody had to give way"


def test_women_and_men_come_as_often_and_about_one_in_four_has_a_name_from_elsewhere():
    names = Names(3, 0, PEOPLE)
    firsts = [names(who).split()[0] for who in PEOPLE]
    women = {name for each in origins() for name in each.women}
    men = {name for each in origins() for name in each.men}
    flemish = {*origins()[0].women, *origins()[0].men}
    assert women.isdisjoint(men)
    assert 0.45 < sum(name in women for name in firsts) / len(firsts) < 0.55
    assert 0.20 < sum(name not in flemish for name in firsts) / len(firsts) < 0.32
    assert Counter(firsts).most_common(1)[0][1] < len(firsts) / 40


def test_the_lists_have_no_name_twice_and_only_signs_a_terminal_in_western_europe_knows():
    rows = json.loads(LISTS.read_text("utf-8"))
    assert len(rows) >= 6
    assert sum(row["share"] for row in rows) == 100
    for row in rows:
        for kind in ("women", "men", "families"):
            assert len(set(row[kind])) == len(row[kind]) >= 12, row["from"]
            assert all(name.encode("latin-1") and name == name.strip() for name in row[kind])


def test_a_story_has_names_where_the_model_has_its_own_and_the_same_in_both_languages(trace):
    names = Names(1, 0, trace.portraits)
    named = 0
    for who in list(trace.portraits)[:40]:
        known = {
            lang: story_text(tell_story(trace, who, "small", 1, 0, lang), trace, lang)
            for lang in ("en", "nl")
        }
        for lang, text in known.items():
            told = story_text(tell_story(trace, who, "small", 1, 0, lang, names), trace, lang)
            assert told.startswith(f"{with_id(who, names)} in small")
            assert ids_in(told) == {who}
            assert all(names(each) in told for each in ids_in(text))
            named += len(ids_in(text)) - 1
    assert named > 40, "hardly anybody is named in these stories"


def test_ids_stay_in_data(trace):
    who = next(iter(trace.departures))
    data = story_data(tell_story(trace, who, "small", 1, 0), trace)
    assert data["person"] == who
    names = Names(1, 0, trace.portraits)
    assert not any(names(each) in json.dumps(data, ensure_ascii=False) for each in trace.portraits)


@pytest.mark.parametrize("lang", ["en", "nl"])
def test_twins_have_the_names_of_the_stories(lang, trace):
    found = twins(small(), CUT, top=3)
    names = Names(1, 0, found.pairs[0].everybody)
    assert set(trace.portraits) <= set(found.pairs[0].everybody)
    text, bare = twins_text(found, lang, 3), twins_text(found, lang, 3, ids=True)
    heads = {line.strip().split(":")[0] for line in bare.splitlines() if kind_of(line.strip())}
    assert heads and all(f"  {with_id(each, names)}: " in text for each in heads)
    assert ids_in(text) <= heads
    assert all(names(each) in text for each in ids_in(bare))
    alone = twins_text(found, lang, 3, names_alone=True)
    assert ids_in(alone) == set() and all(names(each) in alone for each in heads)
    assert ids_in(one_text(found, "client", lang)) == set() and one_text(found, "client", lang)
    data = json.dumps(twins_data(found, lang, 3), ensure_ascii=False)
    assert not any(names(each) in data for each in heads)


def test_somebody_is_found_by_a_name_as_well_in_whatever_letters():
    names = Names(1, 0, PEOPLE)
    for who in PEOPLE[::50]:
        assert names.known_as(names(who)) == names.known_as(names(who).upper()) == who
        assert can_be_a_name(names(who).lower())
    assert names.known_as("volunteer-12") == "volunteer-12"
    for no_name in ("volunteer-12", "Griet", "Griet Griet", "Verhoeven Griet", ""):
        assert not can_be_a_name(no_name), no_name


def test_the_model_knows_no_names():
    for folder in ("model", "measures", "study", "statistics"):
        for path in (ROOT / "tup_sim" / folder).rglob("*.py"):
            assert "reporting.naming" not in path.read_text("utf-8"), path
