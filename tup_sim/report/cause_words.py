"""The fixed words of tables that say where a difference comes from, in English and Dutch."""

from __future__ import annotations

EN = {
    "title_blame": "What produces the difference between {other} and {base}?",
    "blame_exact": "{n:replication|replications}, seed {seed}; {k:mechanism|mechanisms} in every combination "
    "of on and off: {runs:run|runs}.",
    "blame_sampled": "{n:replication|replications}, seed {seed}; {k:mechanism|mechanisms} joined in "
    "{orders:order|orders} per replication: {runs:run|runs}.",
    "blame_outcome": "{outcome}, {window}",
    "blame_note": "A share is what a mechanism adds to the difference, averaged over the company it can have. The "
    "shares and everything else add up to the whole. Intervals are widened so that all of one outcome hold together.",
    "rest": "everything else (not switched)",
    "total": "the whole difference",
    "unclear_share": "no clear share",
    "no_share": "no share",
    "negligible_share": "no share that matters",
    "perhaps_small": "{said}, perhaps too little to matter",
    "drives": "drives the difference",
    "works_against": "works against it",
    "title_sweep": "What decides {base}?",
    "title_sweep_against": "What decides the difference between {other} and {base}?",
    "sweep_facts": "{done} of {draws:draw|draws} ({method}), seed {seed}: {moved:assumption|assumptions} moved, "
    "{left} left where they are; {redrawn} drawn again because their values did not go together; "
    "{failed:run failed and was|runs failed and were} left out.",
    "sweep_weeks": "Horizon {weeks:week|weeks} after {warmup:week|weeks} of warm-up.",
    "lhs": "Latin hypercube",
    "morris": "Morris paths",
    "sobol": "Sobol blocks",
    "sweep_rests": "Of the variance over these draws {part} % [{low} to {high} %] rests on the assumptions; the rest "
    "is luck, as large as in the {n:run|runs} with assumptions as they are.",
    "sweep_rests_blocks": "Of the variance {part} % [{low} to {high} %] rests on these assumptions, by themselves or "
    "together with luck; the rest is luck by itself ({n:block|blocks}).",
    "total_share": "share, with others",
    "first_share": "share, by itself",
    "sweep_share_note": "Shares of the variance (0 to 1), with luck. By itself: what this assumption explains alone; "
    "with others: also what it does together with other assumptions and with luck, so these add up to more than 1. "
    "{used} of {blocks:block is|blocks are} whole; a block with a failed run is left out.",
    "left_out_not_chosen": "not chosen",
    "sweep_outcome": "{outcome}, {window} ({unit})",
    "sweep_unmoved": "assumptions as they are",
    "sweep_moved": "all of them moved",
    "sweep_from_to": "nine of ten draws from {low} to {high}",
    "sweep_sign": "sign {sign} in {part} % of {n} [{low} to {high} %]",
    "assumption": "assumption",
    "effect": "effect",
    "interval": "95 % interval",
    "from_to": "moved over",
    "meaning": "verdict",
    "stands_out": "stands out",
    "could_be_luck": "could be luck",
    "mean_size": "mean size",
    "mean_effect": "mean",
    "spread_effect": "spread",
    "sweep_noise": "Effect: partial rank correlation, -1 to 1. Luck alone brings the most striking of {moved} "
    "assumptions to {noise}; those that stand out explain {explained} % of the order of the draws.",
    "sweep_steps": "Mean size: what moving one assumption over its whole range changes, without sign; spread: how "
    "much that depends on the others.",
    "sweep_few": "Too few draws with a value to say anything.",
    "a_fifth": "no range of its own: a fifth up and down",
    "left_out_changed": "changed by a scenario",
    "left_out_still": "no range of its own, and a fifth of it is nothing",
    "left_out_tied": "cannot move by itself",
    "title_left_out": "Left where they are",
    "sweep_shares": "Shares that add up to 100 % are drawn and then scaled; low, mode and high of a time are drawn "
    "and then sorted.",
    "sweep_doc": "Which assumptions decide the headline results",
    "sweep_doc_about": "Written by `{command}` with version {version}. docs/explaining.md says what the columns mean, "
    "and what they do not mean.",
}

NL = {
    "title_blame": "Waar komt het verschil tussen {other} en {base} vandaan?",
    "blame_exact": "{n:herhaling|herhalingen}, seed {seed}; {k:mechanisme|mechanismen} in elke combinatie "
    "van aan en uit: {runs:run|runs}.",
    "blame_sampled": "{n:herhaling|herhalingen}, seed {seed}; {k:mechanisme|mechanismen} in "
    "{orders:volgorde|volgordes} per herhaling aangezet: {runs:run|runs}.",
    "blame_outcome": "{outcome}, {window}",
    "blame_note": "Een aandeel is wat een mechanisme aan het verschil toevoegt, gemiddeld over het gezelschap dat het "
    "kan hebben. De aandelen en al het andere tellen op tot het geheel. De intervallen zijn verbreed zodat alle van "
    "één uitkomst samen gelden.",
    "rest": "al het andere (niet omgezet)",
    "total": "het hele verschil",
    "unclear_share": "geen duidelijk aandeel",
    "no_share": "geen aandeel",
    "negligible_share": "geen aandeel dat ertoe doet",
    "perhaps_small": "{said}, misschien te weinig om ertoe te doen",
    "drives": "veroorzaakt het verschil mede",
    "works_against": "werkt het tegen",
    "title_sweep": "Wat bepaalt {base}?",
    "title_sweep_against": "Wat bepaalt het verschil tussen {other} en {base}?",
    "sweep_facts": "{done} van {draws:trekking|trekkingen} ({method}), seed {seed}: {moved:aanname|aannames} "
    "verschoven, {left} gelaten waar ze zijn; {redrawn} opnieuw getrokken omdat hun waarden niet samengingen; "
    "{failed:run mislukte en is|runs mislukten en zijn} weggelaten.",
    "sweep_weeks": "Horizon {weeks:week|weken} na {warmup:week|weken} aanloop.",
    "lhs": "Latijnse hyperkubus",
    "morris": "Morris-paden",
    "sobol": "Sobol-blokken",
    "sweep_rests": "Van de variantie over deze trekkingen berust {part} % [{low} tot {high} %] op de aannames; de "
    "rest is toeval, zo groot als in de {n:run|runs} met de aannames zoals ze zijn.",
    "sweep_rests_blocks": "Van de variantie berust {part} % [{low} tot {high} %] op deze aannames, op zichzelf of "
    "samen met toeval; de rest is toeval op zichzelf ({n:blok|blokken}).",
    "total_share": "aandeel, met andere",
    "first_share": "aandeel, op zichzelf",
    "sweep_share_note": "Aandelen in de variantie, 0 tot 1, toeval meegerekend. Op zichzelf: wat deze aanname alleen "
    "verklaart; met andere: ook wat zij samen met andere aannames en met toeval doet, zodat deze optellen tot meer "
    "dan 1. {used} van {blocks:blok is|blokken zijn} heel; een blok met een mislukte run is weggelaten.",
    "left_out_not_chosen": "niet gekozen",
    "sweep_outcome": "{outcome}, {window} ({unit})",
    "sweep_unmoved": "aannames zoals ze zijn",
    "sweep_moved": "alle verschoven",
    "sweep_from_to": "negen van de tien trekkingen van {low} tot {high}",
    "sweep_sign": "teken {sign} in {part} % van {n} [{low} tot {high} %]",
    "assumption": "aanname",
    "effect": "effect",
    "interval": "95 %-interval",
    "from_to": "verschoven over",
    "meaning": "oordeel",
    "stands_out": "springt eruit",
    "could_be_luck": "kan toeval zijn",
    "mean_size": "gemiddelde grootte",
    "mean_effect": "gemiddelde",
    "spread_effect": "spreiding",
    "sweep_noise": "Effect: partiële rangcorrelatie, -1 tot 1. Toeval alleen brengt de opvallendste van {moved} "
    "aannames tot {noise}; die eruit springen verklaren {explained} % van de volgorde van de trekkingen.",
    "sweep_steps": "Gemiddelde grootte: wat het verschuiven van één aanname over haar hele bereik verandert, zonder "
    "teken; spreiding: hoezeer dat van de andere afhangt.",
    "sweep_few": "Te weinig trekkingen met een waarde om iets te zeggen.",
    "a_fifth": "geen eigen bereik: een vijfde omhoog en omlaag",
    "left_out_changed": "door een scenario veranderd",
    "left_out_still": "geen eigen bereik, en een vijfde ervan is niets",
    "left_out_tied": "kan niet los bewegen",
    "title_left_out": "Gelaten waar ze zijn",
    "sweep_shares": "Aandelen die samen 100 % zijn, worden getrokken en dan geschaald; laagste, meest voorkomende en "
    "hoogste van een duur worden getrokken en dan gesorteerd.",
    "sweep_doc": "Welke aannames de hoofdresultaten bepalen",
    "sweep_doc_about": "Geschreven door `{command}` met versie {version}. docs/explaining.md zegt wat de kolommen "
    "betekenen, en wat niet.",
}
