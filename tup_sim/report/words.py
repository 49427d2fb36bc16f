"""The fixed words of tables and figures, in English and Dutch."""

from __future__ import annotations

from string import Formatter
from typing import Any

from tup_sim.measures import outcome_of
from tup_sim.report import cause_words, realised_words, robust_words, store_words
from tup_sim.report.unit_words import UNITS_NL

LANGUAGES = ("en", "nl")

EN = {
    "service": "Service",
    "professionals": "Professionals",
    "volunteers": "Volunteers",
    "organisation": "Organisation",
    "runs": "{n:run|runs}",
    "of_runs": "{n} of {asked:run|runs}",
    "each": "{runs} of each scenario",
    "each_point": "{runs} of each point",
    "facts": "{runs}, seed {seed}, horizon {weeks:week|weeks}.",
    "window": "Window: {name} (weeks {begin} to {end}).",
    "horizon": "the whole horizon",
    "before": "before the change",
    "year1": "first year of the change",
    "year2": "second year of the change",
    "late": "last year",
    "how_run": "mean [95 % interval of the mean]",
    "how_compare": "mean of {base} -> difference [95 % interval of the paired difference]",
    "how_experiment": "{reference} -> difference [95 % interval of the paired difference]",
    "span": "{low} to {high}",
    "same_luck": "Same luck, {n:pair|pairs}: correlation {correlation}; a pair is worth {saved:run|runs} "
    "with their own luck.",
    "very_many": "more than {n}",
    "holm_small": "p < 0.001",
    "holm": "p {p}",
    "how_holm": "p: paired t test, adjusted for the number of comparisons with one reference (Holm); "
    "the words follow the interval.",
    "which_best": "Which is the best? {outcome}",
    "warm_hint": "Whether the warm-up is long enough: tup-sim baseline warm-up ORGANISATION",
    "check_passed": "checked",
    "check_failed": "CHECK FAILED",
    "check_none": "not applicable",
    "title_compare": "{other} compared with {base}",
    "joint": "{n} comparisons with one base: intervals are widened (Bonferroni) so that they hold together "
    "for each outcome; p-values adjusted by Holm are in the JSON.",
    "unfinished": "UNFINISHED: {there} of {asked:run is|runs are} there; the same 'tup-sim experiment' "
    "command goes on.",
    "two_houses": "Different organisations are compared ({names}): a difference is due to all that differs between "
    "them, not to one policy.",
    "quick": "Quick look: few runs, short horizon. Do not decide on this.",
    "quick_runs": "Quick look: few runs. Do not decide on this.",
    "said": "Sources say",
    "assumed": "Assumed",
    "explained": "Every value, who set it and why: tup-sim scenario explain {name}",
    "laboratory": "A laboratory, not a forecast: it shows what follows from the assumptions, not what will happen.",
    "none": "no value",
    "unknown": "n/a",
    "figure": "Difference with the base",
    "figure_foot": "Mean paired difference and 95 % interval; {n:pair|pairs} of runs. A laboratory, not a forecast.",
    "figure_demo": "A cut of 20 % of the subsidy, against the same pattern without it",
    "demo": "What does a cut of 20 % of the subsidy do? Three ways of working with volunteers, each compared with "
    "itself without the cut.",
    "demo_few": "Few runs, to be quick, so intervals are wide. To decide on: "
    "tup-sim compare open_house+peer +cut_20 -n 40",
    "demo_extra": "== Volunteers as extra hands beside the professionals",
    "demo_peer": "== Volunteers as peers who share the work",
    "demo_owner": "== Volunteers as owners of the work",
    "pattern_extra": "extra",
    "pattern_peer": "peer",
    "pattern_owner": "owner",
    "kept_in": "Kept in {path}. Write the brief with:",
    "older_model": "Made with another model than the one that is here: run it again before you quote a number.",
    "saved": "Saved: {files}",
    "title_lags": "Weeks from the change in {other} until it shows",
    "how_lags": "mean [95 % interval] over the runs in which the 8-week mean comes to differ by more than 10 %",
    "shows_in": "in {n} of {asked:run|runs}",
    "never": "never",
    "warm_title": "Is the warm-up of {name} long enough?",
    "warm_facts": "{runs}, seed {seed}, {weeks:week|weeks} from the very start. The scenario leaves out the first "
    "{warmup}.",
    "warm_outcome": "outcome",
    "warm_week": "MSER-5: leave out",
    "warm_drift": "half year after the warm-up minus the rest [95 % interval]",
    "warm_verdict": "verdict",
    "warm_enough": "no clear drift",
    "warm_short": "still moving",
    "warm_unclear": "cannot tell",
    "warm_good": "None of {n} outcomes drifts clearly after the warm-up (Holm): long enough, as far as can be seen.",
    "warm_few": "So few runs cannot tell whether {n:outcome drifts|outcomes drift} after the warm-up; four can.",
    "warm_bad_one": "1 of {n} outcomes still moves clearly after the warm-up (Holm): it is too short for that one.",
    "warm_bad": "{drifting} of {n} outcomes still move clearly after the warm-up (Holm): it is too short for them.",
    "warm_note": "MSER-5 cannot tell for an outcome that wanders slowly by itself; then the interval decides, and the "
    "figure.",
    "warm_axis": "weeks from the start",
    "warm_smooth": "mean of the runs, smoothed over {window:week|weeks} (Welch)",
    "warm_mean": "mean of the runs, week by week",
    "warm_line": "end of the warm-up",
    "warm_cut": "weeks to leave out (MSER-5)",
    **cause_words.EN,
    **realised_words.EN,
    **robust_words.EN,
    **store_words.EN,
}

NL = {
    "service": "Dienstverlening",
    "professionals": "Beroepskrachten",
    "volunteers": "Vrijwilligers",
    "organisation": "Organisatie",
    "runs": "{n:run|runs}",
    "of_runs": "{n} van {asked:run|runs}",
    "each": "{runs} van elk scenario",
    "each_point": "{runs} van elk punt",
    "facts": "{runs}, seed {seed}, horizon {weeks:week|weken}.",
    "window": "Periode: {name} (week {begin} tot {end}).",
    "horizon": "de hele horizon",
    "before": "vóór de verandering",
    "year1": "eerste jaar van de verandering",
    "year2": "tweede jaar van de verandering",
    "late": "laatste jaar",
    "how_run": "gemiddelde [95 %-interval van het gemiddelde]",
    "how_compare": "gemiddelde van {base} -> verschil [95 %-interval van het gepaarde verschil]",
    "how_experiment": "{reference} -> verschil [95 %-interval van het gepaarde verschil]",
    "span": "{low} tot {high}",
    "same_luck": "Zelfde toeval, {n:paar|paren}: correlatie {correlation}; een paar is {saved:run|runs} "
    "met eigen toeval waard.",
    "very_many": "meer dan {n}",
    "holm_small": "p < 0,001",
    "holm": "p {p}",
    "how_holm": "p: gepaarde t-toets, aangepast voor het aantal vergelijkingen met dezelfde basis (Holm); "
    "de woorden volgen het interval.",
    "which_best": "Welke is de beste? {outcome}",
    "warm_hint": "Of de aanloop lang genoeg is: tup-sim baseline warm-up ORGANISATIE",
    "check_passed": "nagegaan",
    "check_failed": "CONTROLE MISLUKT",
    "check_none": "niet van toepassing",
    "title_compare": "{other} vergeleken met {base}",
    "joint": "{n} vergelijkingen met één basis: de intervallen zijn verbreed (Bonferroni) zodat ze per uitkomst "
    "samen gelden; p-waarden aangepast volgens Holm staan in de JSON.",
    "unfinished": "NIET AF: {there} van {asked:run is|runs zijn} er; dezelfde opdracht "
    "'tup-sim experiment' gaat verder.",
    "two_houses": "Verschillende organisaties worden vergeleken ({names}): een verschil komt van alles wat tussen hen "
    "verschilt, niet van één beleid.",
    "quick": "Snelle blik: weinig runs, korte horizon. Beslis hier niet op.",
    "quick_runs": "Snelle blik: weinig runs. Beslis hier niet op.",
    "said": "Bronnen zeggen",
    "assumed": "Aangenomen",
    "explained": "Elke waarde, wie ze koos en waarom: tup-sim scenario explain {name}",
    "laboratory": "Een laboratorium, geen voorspelling: het toont wat uit de aannames volgt, niet wat er zal gebeuren.",
    "none": "geen waarde",
    "unknown": "n.v.t.",
    "figure": "Verschil met de basis",
    "figure_foot": "Gemiddeld gepaard verschil en 95 %-interval; {n:paar|paren} runs. "
    "Een laboratorium, geen voorspelling.",
    "figure_demo": "Een besparing van 20 % op de subsidie, tegenover hetzelfde patroon zonder besparing",
    "demo": "Wat doet een besparing van 20 % op de subsidie? Drie manieren van werken met vrijwilligers, elk "
    "vergeleken met zichzelf zonder de besparing.",
    "demo_few": "Weinig runs, om snel klaar te zijn, dus brede intervallen. Om te beslissen: "
    "tup-sim compare open_house+peer +cut_20 -n 40 --lang nl",
    "demo_extra": "== Vrijwilligers als extra handen naast de beroepskrachten",
    "demo_peer": "== Vrijwilligers als gelijken die het werk delen",
    "demo_owner": "== Vrijwilligers als eigenaar van het werk",
    "pattern_extra": "extra",
    "pattern_peer": "gelijke",
    "pattern_owner": "eigenaar",
    "kept_in": "Bewaard in {path}. Schrijf de beleidsnota met:",
    "older_model": "Gemaakt met een ander model dan dat er nu is: draai het opnieuw voor u een cijfer aanhaalt.",
    "saved": "Bewaard: {files}",
    "title_lags": "Weken vanaf de verandering in {other} tot het te zien is",
    "how_lags": "gemiddelde [95 %-interval] over de runs waarin het 8-weeksgemiddelde meer dan 10 % gaat verschillen",
    "shows_in": "in {n} van {asked:run|runs}",
    "never": "nooit",
    "warm_title": "Is de aanloop van {name} lang genoeg?",
    "warm_facts": "{runs}, seed {seed}, {weeks:week|weken} vanaf het allereerste begin. Het scenario laat de eerste "
    "{warmup} weg.",
    "warm_outcome": "uitkomst",
    "warm_week": "MSER-5: weg te laten",
    "warm_drift": "halfjaar na de aanloop min de rest [95 %-interval]",
    "warm_verdict": "oordeel",
    "warm_enough": "geen duidelijk verloop",
    "warm_short": "nog in beweging",
    "warm_unclear": "niet te zeggen",
    "warm_good": "Geen van {n} uitkomsten verloopt na de aanloop duidelijk (Holm): lang genoeg, voor zover te zien.",
    "warm_few": "Met zo weinig runs valt niet te zeggen of {n:uitkomst verloopt|uitkomsten verlopen} na de "
    "aanloop; met vier wel.",
    "warm_bad_one": "1 van {n} uitkomsten beweegt na de aanloop nog duidelijk (Holm): daarvoor is hij te kort.",
    "warm_bad": "{drifting} van {n} uitkomsten bewegen na de aanloop nog duidelijk (Holm): daarvoor is hij te kort.",
    "warm_note": "MSER-5 kan niets zeggen over een uitkomst die uit zichzelf langzaam op en neer gaat; dan beslist het "
    "interval, en de figuur.",
    "warm_axis": "weken vanaf het begin",
    "warm_smooth": "gemiddelde van de runs, afgevlakt over {window:week|weken} (Welch)",
    "warm_mean": "gemiddelde van de runs, week voor week",
    "warm_line": "einde van de aanloop",
    "warm_cut": "weken weg te laten (MSER-5)",
    **cause_words.NL,
    **realised_words.NL,
    **robust_words.NL,
    **store_words.NL,
}


class _Counting(Formatter):
    """Fills in a text; ``{n:run|runs}`` is a number with its noun, in the form that goes with it."""

    def format_field(self, value: Any, spec: str) -> str:
        one, bar, more = spec.partition("|")
        return (
            f"{value} {one if str(value) == '1' else more}" if bar else str(super().format_field(value, spec))
        )


def say(lang: str, word: str, **values: object) -> str:
    """A fixed text in a language, filled in."""
    return _Counting().format((NL if lang == "nl" else EN)[word], **values)


def label(lang: str, outcome: str) -> str:
    """What an outcome is called."""
    found = outcome_of(outcome)
    return found.label_nl if lang == "nl" else found.label_en


def unit(lang: str, outcome: str) -> str:
    """Unit of an outcome, in words."""
    return unit_word(lang, outcome_of(outcome).unit)


def unit_word(lang: str, english: str) -> str:
    """A unit in words; one without a Dutch word stays English."""
    return UNITS_NL.get(english, english) if lang == "nl" else english


def window_name(lang: str, window: str) -> str:
    """What a window is called; a window nobody named keeps its own name."""
    return (NL if lang == "nl" else EN).get(window, window)
