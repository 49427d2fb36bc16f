"""The zip of a class hour: all of it in both languages, for paper, and nothing that asks for a network."""

from __future__ import annotations

import posixpath
import re
from pathlib import Path
from zipfile import ZipFile

import pytest

from docs.lesson import make_lesson, pages
from docs.lesson.pages import EXPERIMENTS, LESSON, OF_EXPERIMENT, PAPER, PLAYED, TEXTS, Told
from tests.readme.test_the_documents_for_people import OWN_WORDS
from tests.reporting.html_page import Page
from tests.rooms.source import ROOT
from tup_sim.files.experiments import load_experiment
from tup_sim.files.manifest import fingerprint
from tup_sim.web.lessons import load

OLD = "0123456789abcdef"
LAYOUT = re.search(
    r'content="(\d+)"', (ROOT / "tup_sim/reporting/brief/brief.html").read_text("utf-8").split("layout")[1]
)
UNEVEN = ("how_to_read_results", "story")  # documents of their own, held together elsewhere
ENGLISH = re.compile(r"\b(?:the|and|with|which|what|you|they|this|house|volunteers)\b")


@pytest.fixture
def briefs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder for finished briefs, empty."""
    monkeypatch.setattr(pages, "BRIEFS", tmp_path)
    return tmp_path


@pytest.fixture
def made(briefs: Path) -> dict[str, str]:
    """Every page while no brief is finished."""
    return {place: text.decode("utf-8") for place, text in pages.pages().items()}


def brief(model: str, layout: str) -> str:
    return f'<meta name="layout" content="{layout}"><p>Made with model {model}, 30 November 2026.</p>'


def finish(folder: Path, model: str | None = None, layout: str = LAYOUT[1]) -> None:
    """Put a brief of every experiment in a folder."""
    for name in EXPERIMENTS:
        for lang in TEXTS:
            (folder / f"{name}_{lang}.html").write_text(brief(model or fingerprint(), layout), "utf-8")


def test_each_language_has_a_worksheet_cards_a_teachers_page_and_per_experiment_a_script_and_a_brief(made):
    wanted = {
        "en": ("start", "teacher", "worksheet", "cards", "story", "how_to_read_results"),
        "nl": ("start", "leraar", "werkblad", "rolkaarten", "verhaal", "resultaten_lezen"),
    }
    of_the_class = {
        "en": ("script", "room", "debrief", "cards", "council", "workshop", "paper", "paper_council"),
        "nl": ("draaiboek", "lokaal", "nabespreking", "rolkaarten", "raad", "werksessie", "papier", "papier_raad"),
    }  # fmt: skip
    named = [f"{lang}/{name}.html" for lang, names in wanted.items() for name in names]
    named += [f"en/class_{name}.html" for name in of_the_class["en"]]
    named += [f"nl/klas_{name}.html" for name in of_the_class["nl"]]
    named += [
        f"{lang}/{kind}_{each}.html"
        for lang in TEXTS
        for kind in OF_EXPERIMENT[lang][:2]
        for each in EXPERIMENTS
    ]
    assert sorted(made) == sorted([*named, "start.html"])
    assert (
        len(Page(made["en/cards.html"]).headings) == len(Page(made["nl/rolkaarten.html"]).headings) == 1 + 8
    )
    of_a_team = [Page(made[place]).headings for place in ("en/class_cards.html", "nl/klas_rolkaarten.html")]
    assert [len(each) for each in of_a_team] == [1 + 4, 1 + 4]


def test_the_zip_is_the_same_twice_and_has_every_page(briefs, tmp_path):
    finish(briefs)
    first, second = tmp_path / "a.zip", tmp_path / "b.zip"
    assert make_lesson.pack(first) == make_lesson.pack(second) == 41
    assert first.read_bytes() == second.read_bytes()
    with ZipFile(first) as packed:
        assert packed.testzip() is None
        assert {name.partition("/")[2] for name in packed.namelist()} == set(pages.pages())
        assert all(name.startswith("tup-sim-lesson/") for name in packed.namelist())


def test_no_page_asks_for_a_network_and_every_link_leads_to_a_page_of_the_zip(made):
    links = 0
    for place, text in made.items():
        assert not re.search(r"https?:|//[a-z]|@import|url\(|<script|<link|<img", text), place
        assert "default-src 'none'" in text
        for fault in Page(text).faults:
            leads, _, link = fault.partition("leads outside: ")
            assert not leads, f"{place}: {fault}"
            assert posixpath.normpath(posixpath.join(posixpath.dirname(place), link)) in made, (
                f"{place}: {link}"
            )
            links += 1
    assert links > 40


def test_every_page_can_be_reached_from_the_first(made):
    seen, open_ = set(), ["start.html"]
    while open_:
        place = open_.pop()
        seen.add(place)
        links = re.findall(r'href="([^"]+)"', made[place])
        there = {posixpath.normpath(posixpath.join(posixpath.dirname(place), link)) for link in links}
        open_ += sorted(there - seen - set(open_))
    assert seen == set(made)


def test_every_page_has_a_language_a_title_and_the_measures_of_a4(made):
    for place, text in made.items():
        page = Page(text)
        assert page.tags["html"][0]["lang"] == (place.partition("/")[0] if "/" in place else "en")
        (title,) = re.findall(r"<title>(.+)</title>", text)
        assert [level for level, _ in page.headings].count(1) == 1
        assert page.headings[0] == (1, title.replace("&#39;", "'"))
        assert "@page { size: A4;" in text


def test_dutch_is_complete_part_by_part(made):
    english = [place for place in made if place.startswith("en/")]
    assert len(english) == len([place for place in made if place.startswith("nl/")])
    for lang, kind in zip(("en", "nl"), OF_EXPERIMENT.values(), strict=True):
        assert {path.name for path in (LESSON / lang).iterdir()} == {
            *(Path(text).name for text in TEXTS[lang].values() if text.startswith("lesson/")),
            *(f"{kind[0]}_{each}.md" for each in EXPERIMENTS),
            f"{kind[2]}.md",
        }
    own = [*zip(*(TEXTS[lang] for lang in TEXTS), strict=True)]
    own += [
        (f"{OF_EXPERIMENT['en'][n]}_{e}", f"{OF_EXPERIMENT['nl'][n]}_{e}")
        for n in (0, 1)
        for e in EXPERIMENTS
    ]
    own += [*zip(*PAPER.values(), strict=True)]
    assert len(own) == 20
    for first, second in own:
        both = [made[f"en/{first}.html"], made[f"nl/{second}.html"]]
        for part in ("<h2", "<h3", "<li", "<table", "<tr", "<a ", "<pre", 'class="write"'):
            assert len({text.count(part) for text in both}) == 1 or first in UNEVEN, (first, part)


@pytest.mark.parametrize("path", sorted((LESSON / "nl").iterdir()), ids=lambda path: path.stem)
def test_no_english_is_left_in_a_dutch_text_and_dutch_has_one_word_for_a_thing(path):
    text = re.sub(
        r"```.*?```|\{[{%].*?[%}]\}|`[^`]*`|\([^ )]*\.html\)", "", path.read_text("utf-8"), flags=re.DOTALL
    )
    assert not ENGLISH.findall(text)
    assert not re.search(OWN_WORDS, text, re.IGNORECASE)


def test_a_script_has_the_question_of_its_experiment_and_says_no_result(made):
    for lang in TEXTS:
        for name in EXPERIMENTS:
            script = Page(made[f"{lang}/{OF_EXPERIMENT[lang][0]}_{name}.html"]).text
            assert load_experiment(name).question.in_language(lang) in script
            assert "%" not in script.replace("12 %", "").replace("20 %", "").replace("30 %", "")


def test_the_first_page_lists_what_the_class_needs_before_the_rest(made):
    for place, first in (("en/start.html", "class_script.html"), ("nl/start.html", "klas_draaiboek.html")):
        links = re.findall(r'href="([^"]+)"', made[place])
        of_the_class = [link for link in links if link.startswith(("class_", "klas_"))]
        assert links[0] == first and links[: len(of_the_class)] == of_the_class and len(of_the_class) == 8


@pytest.mark.parametrize("lang", TEXTS)
def test_a_script_has_the_minutes_the_steps_and_the_buttons_of_the_program(made, lang):
    hour, council = (Told(load(name), lang) for name in PLAYED)
    script, short = (list(TEXTS[lang])[number] for number in (1, 5))
    headings = [text for _, text in Page(made[f"{lang}/{script}.html"]).headings]
    for each in zip(hour.spans(60), hour.spans(50), hour.names, strict=True):
        assert [text for text in headings if text.startswith("{} ({}). {}".format(*each))], each
    headings = [text for _, text in Page(made[f"{lang}/{short}.html"]).headings]
    assert headings[1:7] == [
        f"{span}. {name}" for span, name in zip(council.spans(20), council.names, strict=True)
    ]
    assert (hour.until(60, 8), hour.until(50, 8), council.until(20, 5)) == (60, 50, 20)
    assert min(hour.steps(minutes)[-1] for minutes in (50, 60, 75)) == 12, "looking back keeps its minutes"


def test_preparing_the_class_takes_a_quarter_of_an_hour(made):
    for place in ("en/class_room.html", "nl/klas_lokaal.html"):
        minutes = [
            int(text) for _, head in Page(made[place]).headings for text in re.findall(r"\((\d+) min", head)
        ]
        assert minutes == [10, 5], place


def test_the_paper_form_has_every_measure_with_its_price_and_every_outcome(made):
    for lang, names in PAPER.items():
        for name, which in zip(names, PLAYED, strict=True):
            lesson, page = load(which), made[f"{lang}/{name}.html"]
            text = Page(page).text
            rounds = 2 if lesson.surprises else 1
            for each in lesson.measures:
                assert text.count(each.label(lang)) == text.count(each.help(lang)) == rounds, each.key
            for outcome in Told(lesson, lang).outcomes:
                assert page.count(f"<li>☐ {outcome}</li>") == 1, outcome
                assert page.count(f'<th scope="row">{outcome}</th>') == rounds, outcome


def test_a_finished_brief_is_packed_as_it_is_and_a_missing_one_says_how_to_make_it(briefs, made):
    for lang in TEXTS:
        for name in EXPERIMENTS:
            text = made[f"{lang}/{OF_EXPERIMENT[lang][1]}_{name}.html"]
            assert f"tup-sim experiment {name}\ntup-sim report {name} --lang {lang} " in text
    finish(briefs)
    packed = pages.pages()
    for lang in TEXTS:
        for name in EXPERIMENTS:
            kept = (briefs / f"{name}_{lang}.html").read_bytes()
            assert packed[f"{lang}/{OF_EXPERIMENT[lang][1]}_{name}.html"] == kept


def test_a_brief_is_made_again_if_it_is_missing_or_of_another_model_or_layout(briefs):
    assert make_lesson.older() == list(EXPERIMENTS)
    finish(briefs)
    assert make_lesson.older() == []
    (briefs / f"{EXPERIMENTS[1]}_nl.html").unlink()
    assert make_lesson.older() == [EXPERIMENTS[1]]
    for model, layout in ((OLD, LAYOUT[1]), (None, "1")):
        finish(briefs, model, layout)
        assert make_lesson.older() == list(EXPERIMENTS)


def test_how_long_the_briefs_take_is_said_before_they_are_made(briefs, capsys):
    assert make_lesson.main(["--older"]) == 0
    out, err = capsys.readouterr()
    assert out.split() == list(EXPERIMENTS)
    assert re.search(r"about [1-9]\d* minutes on this machine", err)
    finish(briefs)
    assert make_lesson.main(["--older"]) == 0
    assert capsys.readouterr() == ("", "")


def test_make_runs_only_what_is_older():
    makefile = (ROOT / "Makefile").read_text("utf-8")
    assert 'test -z "$$older" || $(MAKE) --no-print-directory briefs BRIEFS="$$older"' in makefile
    assert "python -m docs.lesson.make_lesson --older" in makefile
