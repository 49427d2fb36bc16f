"""The fixed words that say whether results are what was kept, in English and Dutch."""

from __future__ import annotations

EN = {
    "store_whole": "{path}: {runs:run|runs} and {experiments:experiment|experiments}, all as they were kept.",
    "store_damaged": "{path}: DAMAGED. Of {runs:run|runs} and {experiments:experiment|experiments} "
    "this is not what was kept:",
    "store_concerned": "concerns {names}",
    "store_cure": "Put a copy back; or 'tup-sim results repair{where}' makes a new file of all that is whole and "
    "keeps this one beside it. The same 'tup-sim experiment' command then computes what is lost, and nothing else.",
    "store_before": "{n:run was|runs were} kept before there were digests: what happened until then cannot be "
    "verified. 'tup-sim reproduce NAME' computes some of them again.",
    "store_repaired": "{path}: made anew with {runs:run|runs} and {experiments:experiment|experiments}; "
    "the damaged file is {aside}.",
    "store_lost": "{n:run was damaged and is|runs were damaged and are} not in it: the same "
    "'tup-sim experiment' command computes what is missing.",
    "store_forgotten": "What was asked in {names} was damaged and is not in it, but the runs are: the same 'tup-sim "
    "experiment' command uses them again.",
    "store_unassigned": "The list of runs of {names} was damaged or empty: the same 'tup-sim experiment' command finds "
    "those that are there.",
    "store_nothing": "{path}: nothing is damaged; it is left as it is.",
    "mixed": "MIXED: these runs were made in {n} environments, whose numbers may differ in their last digits: {each}.",
    "mixed_one": "{runs} in {name}",
    "elsewhere": "These runs were made in {kept}; this is {here}. Numbers may differ in their last digits for that.",
}

NL = {
    "store_whole": "{path}: {runs:run|runs} en {experiments:experiment|experimenten}, alle zoals ze bewaard zijn.",
    "store_damaged": "{path}: BESCHADIGD. Van {runs:run|runs} en {experiments:experiment|experimenten} is "
    "dit niet wat bewaard is:",
    "store_concerned": "betreft {names}",
    "store_cure": "Zet een kopie terug; of 'tup-sim results repair{where}' maakt een nieuw bestand van alles wat heel "
    "is en bewaart dit ernaast. Dezelfde opdracht 'tup-sim experiment' rekent dan uit wat verloren is, niets anders.",
    "store_before": "{n:run is|runs zijn} bewaard voor er controlegetallen waren: wat er tot dan mee gebeurd is, is "
    "niet na te gaan. 'tup-sim reproduce NAAM' rekent er enkele opnieuw uit.",
    "store_repaired": "{path}: nieuw gemaakt met {runs:run|runs} en {experiments:experiment|experimenten}; het "
    "beschadigde bestand is "
    "{aside}.",
    "store_lost": "{n:run was beschadigd en staat|runs waren beschadigd en staan} er niet in: dezelfde opdracht "
    "'tup-sim experiment' rekent uit wat er ontbreekt.",
    "store_forgotten": "Wat in {names} gevraagd werd, was beschadigd en staat er niet in, maar de runs wel: dezelfde "
    "opdracht 'tup-sim experiment' gebruikt ze weer.",
    "store_unassigned": "De lijst van runs van {names} was beschadigd of leeg: dezelfde opdracht 'tup-sim experiment' "
    "vindt wat er is.",
    "store_nothing": "{path}: niets is beschadigd; het blijft zoals het is.",
    "mixed": "GEMENGD: deze runs zijn gemaakt in {n} omgevingen, waarvan de laatste cijfers kunnen verschillen: "
    "{each}.",
    "mixed_one": "{runs} in {name}",
    "elsewhere": "Deze runs zijn gemaakt in {kept}; dit is {here}. De laatste cijfers kunnen daardoor verschillen.",
}
