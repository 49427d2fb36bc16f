"""The fixed words that say whether a choice holds in other worlds, in English and Dutch."""

from __future__ import annotations

EN = {
    "robust_head": "alternative",
    "robust_now": "mean now",
    "robust_best": "best in",
    "robust_luck": "best in, by luck alone",
    "robust_lost": "mean loss",
    "robust_tail": "one in ten loses more than",
    "robust_share": "{part} % of {n} [{low} to {high} %]",
    "robust_sure": "“{best}” comes out best (95 % sure, {n:run|runs}).",
    "robust_sure_small": "“{best}” comes out best (95 % sure, {n:run|runs}), but perhaps by too little to matter "
    "(less than {smallest}) against {rivals}.",
    "robust_unsure": "The best is one of: {among} (95 % sure, {n:run|runs}). These runs cannot tell them apart; any of "
    "them costs at most {lost} against the best.",
    "robust_few": "{n:run|runs} cannot tell which is the best; four can.",
    "robust_one_run": "One run cannot tell which is the best.",
    "robust_of_hundred": "of 100",
    "robust_none": "No run has a value for every alternative.",
    "robust_worlds": "In {n:world|worlds} with other assumptions “{best}” is most often the best, in {part} % of them "
    "[{low} to {high} %]{luck}; that is a count of worlds, and no verdict. "
    "It loses {lost} on average [{from_} to {to}] against the best of each world.",
    "robust_tied": "In {n:world|worlds} with other assumptions these are the best equally often, each in {part} % of "
    "them [{low} to {high} %]: {among}. That is a count of worlds, and no verdict.",
    "robust_by_luck": "; among runs that differ in luck only, in {luck} %",
    "robust_left_out": "Left out, for these runs give it no value: {names}.",
    "robust_no_choice": "That leaves nothing to choose between.",
    "robust_no_worlds": "There are no worlds with other assumptions in which every alternative has a value.",
    "robust_once": "Each world was run once: luck is part of a world. So mean losses are somewhat too large, and the "
    "best is the best less often than without luck.",
    "box_lost": "Where {conditions}, “{name}” loses more than {smallest} against the best: in {part} % of such "
    "worlds [{low} to {high} %], and in {all} % of all {n}. These are {coverage} % of the worlds in which it does so. "
    "Found in {found} of {resamples} resamples; of worlds that these had not seen, in {elsewhere} %.",
    "box_none": "No conditions stand out under which “{name}” loses more than {smallest} against the best. It "
    "does so in {all} % of {n:world|worlds}; conditions as telling turn up by luck in {luck} % of shuffles.",
    "box_never": "In none of {n:world|worlds} does “{name}” lose more than {smallest} against the best.",
    "box_always": "In all of {n:world|worlds} “{name}” loses more than {smallest} against the best.",
    "box_above": "“{about}” is above {value} {unit} ({low} to {high})",
    "box_below": "“{about}” is below {value} {unit} ({low} to {high})",
    "box_and": " and ",
}

NL = {
    "robust_head": "alternatief",
    "robust_now": "gemiddelde nu",
    "robust_best": "beste in",
    "robust_luck": "beste in, door toeval alleen",
    "robust_lost": "gemiddeld verlies",
    "robust_tail": "één op de tien verliest meer dan",
    "robust_share": "{part} % van {n} [{low} tot {high} %]",
    "robust_sure": "“{best}” komt als beste uit de bus (95 % zeker, {n:run|runs}).",
    "robust_sure_small": "“{best}” komt als beste uit de bus (95 % zeker, {n:run|runs}), maar misschien met te weinig "
    "verschil om ertoe te doen (minder dan {smallest}) tegenover {rivals}.",
    "robust_unsure": "Het beste is een van: {among} (95 % zeker, {n:run|runs}). Deze runs kunnen ze niet uit elkaar "
    "houden; elk ervan kost hoogstens {lost} tegenover het beste.",
    "robust_few": "Uit {n:run|runs} is niet te zeggen welke de beste is; uit vier wel.",
    "robust_one_run": "Uit één run is niet te zeggen welke de beste is.",
    "robust_of_hundred": "op 100",
    "robust_none": "Geen run heeft een waarde voor elk alternatief.",
    "robust_worlds": "In {n:wereld|werelden} met andere aannames is “{best}” het vaakst het beste, in {part} % ervan "
    "[{low} tot {high} %]{luck}; dat is een telling van werelden, geen oordeel. "
    "Het verliest gemiddeld {lost} [{from_} tot {to}] tegenover het beste van elke wereld.",
    "robust_tied": "In {n:wereld|werelden} met andere aannames zijn deze even vaak het beste, elk in {part} % ervan "
    "[{low} tot {high} %]: {among}. Dat is een telling van werelden, geen oordeel.",
    "robust_by_luck": "; in runs die alleen in toeval verschillen in {luck} %",
    "robust_left_out": "Weggelaten, want zonder waarde in deze runs: {names}.",
    "robust_no_choice": "Zo blijft er niets te kiezen.",
    "robust_no_worlds": "Er zijn geen werelden met andere aannames waarin elk alternatief een waarde heeft.",
    "robust_once": "Elke wereld is één keer gedraaid: toeval is deel van een wereld. Gemiddelde verliezen zijn "
    "daardoor iets te groot, en het beste is minder vaak het beste dan zonder toeval.",
    "box_lost": "Waar {conditions}, verliest “{name}” meer dan {smallest} tegenover het beste: in {part} % van "
    "zulke werelden [{low} tot {high} %], en in {all} % van alle {n}. Dit is {coverage} % van de werelden waarin "
    "dat zo is. Gevonden in {found} van {resamples} hertrekkingen; van werelden die "
    "deze niet gezien hadden in {elsewhere} %.",
    "box_none": "Er springen geen omstandigheden uit waarin “{name}” meer dan {smallest} verliest tegenover "
    "het beste. Dat gebeurt in {all} % van {n:wereld|werelden}; even sprekende omstandigheden komen door "
    "toeval in {luck} % van de schuddingen voor.",
    "box_never": "In geen van {n:wereld|werelden} verliest “{name}” meer dan {smallest} tegenover het beste.",
    "box_always": "In alle {n:wereld|werelden} verliest “{name}” meer dan {smallest} tegenover het beste.",
    "box_above": "“{about}” boven {value} {unit} ligt ({low} tot {high})",
    "box_below": "“{about}” onder {value} {unit} ligt ({low} tot {high})",
    "box_and": " en ",
}
