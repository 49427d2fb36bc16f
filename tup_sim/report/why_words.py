"""The fixed words of tables that say where a difference comes from, in English and Dutch."""

from __future__ import annotations

EN = {
    "title_blame": "What produces the difference between {other} and {base}?",
    "blame_exact": "{n} replications, seed {seed}; {k} mechanisms in every combination of on and off: {runs} runs.",
    "blame_sampled": "{n} replications, seed {seed}; {k} mechanisms joined in {orders} orders per replication: "
    "{runs} runs.",
    "blame_outcome": "{outcome}, {window}",
    "blame_note": "A share is what a mechanism adds to the difference, averaged over the company it can have. The "
    "shares and everything else add up to the whole. Intervals are widened so that all of one outcome hold together.",
    "rest": "everything else (not switched)",
    "total": "the whole difference",
    "unclear_share": "no clear share",
    "no_share": "no share",
    "drives": "drives the difference",
    "works_against": "works against it",
}

NL = {
    "title_blame": "Waar komt het verschil tussen {other} en {base} vandaan?",
    "blame_exact": "{n} herhalingen, seed {seed}; {k} mechanismen in elke combinatie van aan en uit: {runs} runs.",
    "blame_sampled": "{n} herhalingen, seed {seed}; {k} mechanismen in {orders} volgordes per herhaling aangezet: "
    "{runs} runs.",
    "blame_outcome": "{outcome}, {window}",
    "blame_note": "Een aandeel is wat een mechanisme aan het verschil toevoegt, gemiddeld over het gezelschap dat het "
    "kan hebben. De aandelen en al het andere tellen op tot het geheel. De intervallen zijn verbreed zodat alle van "
    "één uitkomst samen gelden.",
    "rest": "al het andere (niet omgezet)",
    "total": "het hele verschil",
    "unclear_share": "geen duidelijk aandeel",
    "no_share": "geen aandeel",
    "drives": "veroorzaakt het verschil mede",
    "works_against": "werkt het tegen",
}
