"""Words that people use, English and Dutch, and the word the program has for the same.

Data only. Units, switches and choices in these words are understood; a key is never guessed, but named.
"""

from __future__ import annotations

# Words of a unit; the rest of a unit (``per``, ``/``) is the same in both languages.
UNITS = {
    "euro's": "EUR", "euros": "EUR", "euro": "EUR",
    "procent": "%", "percent": "%", "pct": "%", "pct.": "%",
    "minuut": "minute", "minuten": "minute",
    "u": "hour", "u.": "hour", "uur": "hour", "uren": "hour", "hrs": "hour",
    "dag": "day", "dagen": "day",
    "wk": "week", "weken": "week",
    "maand": "month", "maanden": "month",
    "jaar": "year", "jaren": "year", "yr": "year", "yrs": "year",
    "vte": "fte", "vte's": "fte", "vtes": "fte", "voltijdsequivalent": "fte", "voltijdsequivalenten": "fte",
    "persoon": "person", "personen": "person", "mensen": "person", "people": "person",
    "cli\u00ebnt": "client", "cli\u00ebnten": "client", "clienten": "client",
    "vrijwilliger": "volunteer", "vrijwilligers": "volunteer", "uurloon": "wage", "loon": "wage",
    "contacten": "contact", "aanvragen": "request", "starter": "starter",
    "vooraf": "before", "van": "of", "de": "the", "het": "the", "subsidie": "subsidy",
    "post": "post", "posten": "post", "inkomen": "income", "inkomsten": "income", "elke": "per", "elk": "per",
}  # fmt: skip

# Multiples behind a number; understood by nobody in a file, but told.
MULTIPLES = {
    "k": 1_000, "duizend": 1_000, "thousand": 1_000,
    "mln": 1_000_000, "mio": 1_000_000, "miljoen": 1_000_000, "million": 1_000_000,
}  # fmt: skip

# Numbers in words.
NUMBERS = {
    "half": "0.5", "halve": "0.5", "anderhalf": "1.5", "anderhalve": "1.5", "no": "0", "nee": "0", "niet": "0",
    "geen": "0", "nul": "0", "none": "0", "zero": "0",
    "een": "1", "\u00e9\u00e9n": "1", "one": "1", "twee": "2", "two": "2",
    "dertig": "30", "thirty": "30", "veertig": "40", "forty": "40",
    "vijftig": "50", "fifty": "50", "zestig": "60", "sixty": "60", "zeventig": "70", "seventy": "70",
    "tachtig": "80", "eighty": "80", "negentig": "90", "ninety": "90",
    "drie": "3", "three": "3", "vier": "4", "four": "4", "vijf": "5", "five": "5", "zes": "6", "six": "6",
    "zeven": "7", "seven": "7", "acht": "8", "eight": "8", "negen": "9", "nine": "9", "tien": "10", "ten": "10",
    "twaalf": "12", "twelve": "12", "twintig": "20", "twenty": "20", "honderd": "100", "hundred": "100",
}  # fmt: skip

# The size of a post in a word.
PART_OF_A_POST = {
    "halftijds": "50 %", "halftime": "50 %", "half-time": "50 %", "half time": "50 %", "half": "50 %",
    "deeltijds": "50 %", "part-time": "50 %", "part time": "50 %", "driekwart": "75 %",
    "voltijds": "100 %", "voltijd": "100 %", "fulltime": "100 %", "full-time": "100 %", "full time": "100 %",
}  # fmt: skip

# Words before a date or an amount that add nothing.
FILLERS = (
    "vanaf", "from", "na", "after", "in", "op", "om", "on", "at", "tot", "until", "circa", "ca.", "ca", "ongeveer",
    "about", "approximately", "roughly", "~",
)  # fmt: skip

# Words for less and more, for numbers that are relative to what holds now.
LESS = ("minus", "min", "less", "lower", "fewer", "minder", "lager", "-")
MORE = ("plus", "more", "higher", "extra", "meer", "hoger", "bij", "+")
TIMES = ("x", "\u00d7", "*", "times", "maal", "keer")

MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december", "januari", "februari", "maart", "mei", "juni", "juli", "augustus", "oktober", "jan", "feb", "mrt",
    "mar", "apr", "jun", "jul", "aug", "sep", "sept", "okt", "oct", "nov", "dec",
)  # fmt: skip

# In answers to questions: between parts of an amount, before a part of a whole, and what money comes from.
AND = ("en", "and", "plus")
YEARS = ("jaar", "year", "annum")
PARTS_OF_A_YEAR = ("kwartaal", "quarter", "semester")  # of which an amount says nothing about a year's
NOTHING = ("0", "geen", "niets", "niet", "nee", "neen", "none", "nothing", "no", "nul", "zero")
NO_IDEA = ("idee", "idea", "clue", "benul")  # behind such a word it is no nought
OF_WHICH = ("waarvan", "of which", "including", "inclusief")
SUBSIDIES = (
    "subsid",
    "toelage",
    "overheid",
    "gemeente",
    "vlaanderen",
    "government",
    "grant",
    "municipal",
    "public",
)
# The beginnings of words for what a cut may leave alone.
SPARED_IN_WORDS = {
    "coord": "coordinator", "co_ord": "coordinator", "train": "training", "opleid": "training", "werving": "training",
    "recruit": "training", "coach": "coaching", "gesprek": "coaching", "begeleid": "coaching", "talk": "coaching",
    "ontsla": "front_line", "dismiss": "front_line", "front": "front_line", "professional": "front_line",
    "beroeps": "front_line", "staff": "front_line", "personeel": "front_line",
}  # fmt: skip

# By the first three letters of a month in either language.
MONTHS_BY_NUMBER = {
    "jan": 1, "feb": 2, "mar": 3, "mrt": 3, "maa": 3, "apr": 4, "may": 5, "mei": 5, "jun": 6, "jul": 7, "aug": 8,
    "sep": 9, "oct": 10, "okt": 10, "nov": 11, "dec": 12,
}  # fmt: skip

SWITCHES = {
    "on": True, "yes": True, "true": True, "off": False, "no": False, "false": False,
    "aan": True, "ja": True, "waar": True, "uit": False, "nee": False, "neen": False, "onwaar": False,
}  # fmt: skip
# Words and numbers for a switch that are told, not understood: a 1 may be a number.
ALMOST_SWITCHES = {
    "1": True, "y": True, "j": True, "enabled": True, "active": True, "actief": True, "wel": True,
    "0": False, "n": False, "disabled": False, "none": False, "geen": False, "niet": False, "inactief": False,
}  # fmt: skip

# What can be chosen, per Dutch word; of several the one that can be chosen there.
CHOICES = {
    "eigenaar": ("owner",), "eigenaars": ("owner",),
    "gelijke": ("peer",), "gelijken": ("peer",), "gelijkwaardig": ("peer",),
    "aanvullend": ("extra",), "aanvulling": ("extra",), "extra_handen": ("extra",),
    "hetzelfde": ("same",), "zelfde": ("same",),
    "geen": ("none", "nobody"), "niemand": ("nobody", "none"), "nobody": ("none",), "none": ("nobody",),
    "iedereen": ("anybody",), "eender_wie": ("anybody",), "everybody": ("anybody",),
    "altijd": ("always",), "nooit": ("never",),
    "beroepskracht": ("professional", "professionals"), "beroepskrachten": ("professionals", "professional"),
    "professionals": ("professional",), "professional": ("professionals",),
    "vrijwilligers": ("volunteers",), "vrijwilliger": ("volunteers",), "beide": ("both",), "beiden": ("both",),
    "vast": ("fixed",), "gekozen": ("chosen",), "willekeurig": ("random",), "toevallig": ("random",),
    "gesprek": ("talk",), "uren": ("hours",), "aangekondigd": ("announced",),
    "aanvaarden": ("accept",), "weigeren": ("decline",), "universeel": ("universal",), "op_maat": ("tailored",),
}  # fmt: skip

# Keys, per word, of the same meaning and unit: whoever wrote the word meant one of these.
KEYS = {
    # people
    "volunteers": ("volunteers_initial",),
    "number_of_volunteers": ("volunteers_initial",),
    "initial_volunteers": ("volunteers_initial",),
    "volunteer_count": ("volunteers_initial",),
    "vrijwilligers": ("volunteers_initial",),
    "aantal_vrijwilligers": ("volunteers_initial",),
    "clients": ("places",),
    "number_of_clients": ("places",),
    "residents": ("places",),
    "participants": ("places",),
    "beds": ("places",),
    "capacity": ("places",),
    "clienten": ("places",),
    "aantal_clienten": ("places",),
    "bewoners": ("places",),
    "deelnemers": ("places",),
    "bezoekers": ("places",),
    "gasten": ("places",),
    "plaatsen": ("places",),
    "bedden": ("places",),
    "capaciteit": ("places",),
    "staff": ("professionals", "professionals.posts"),
    "employees": ("professionals", "professionals.posts"),
    "paid_staff": ("professionals", "professionals.posts"),
    "workers": ("professionals", "professionals.posts"),
    "professional": ("professionals", "professionals.posts"),
    "professionals": ("professionals.posts", "professionals.fte"),
    "personeel": ("professionals", "professionals.posts"),
    "medewerkers": ("professionals", "professionals.posts"),
    "werknemers": ("professionals", "professionals.posts"),
    "beroepskrachten": ("professionals", "professionals.posts"),
    "beroepskracht": ("professionals", "professionals.posts"),
    "coordinator": ("coordinators", "coordinators.fte", "coordinators.posts"),
    "coordinators": ("coordinators.fte", "coordinators.posts"),
    "coordinatoren": ("coordinators", "coordinators.fte", "coordinators.posts"),
    "vte": ("total_fte", "professionals.fte", "coordinators.fte"),
    "fte": ("total_fte", "professionals.fte", "coordinators.fte"),
    "percentage": ("professionals.fte", "coordinators.fte"),
    "posten": ("professionals.posts", "coordinators.posts"),
    "jobs": ("professionals.posts", "coordinators.posts"),
    "aantal": ("professionals.posts", "coordinators.posts"),
    "number": ("professionals.posts", "coordinators.posts"),
    "aanmeldingen": ("applicants",),
    "pool_size": ("recruitable_people",),
    "ziekteverzuim": ("absence_base",),
    "verzuim": ("absence_base",),
    "absence": ("absence_base",),
    "absenteeism": ("absence_base",),
    "verloop": ("staff_quit",),
    "turnover": ("staff_quit",),
    "contracturen": ("contract_hours",),
    "working_week": ("contract_hours",),
    "werkweek": ("contract_hours",),
    "opzegtermijn": ("notice",),
    "afwezigheid": ("no_show",),
    # money
    "budget": ("income",),
    "revenue": ("income",),
    "funding": ("subsidy", "subsidy_share"),
    "subsidy": ("subsidy_share", "income"),
    "grant": ("subsidy", "subsidy_share"),
    "inkomen": ("income",),
    "inkomsten": ("income",),
    "begroting": ("income",),
    "subsidie": ("subsidy", "subsidy_share"),
    "toelage": ("subsidy", "subsidy_share"),
    "reserves": ("reserve",),
    "savings": ("reserve",),
    "spaargeld": ("reserve",),
    "buffer": ("reserve",),
    "overheadkosten": ("overhead",),
    "fixed_costs": ("overhead",),
    "vaste_kosten": ("overhead",),
    "loon": ("wage_professional",),
    "loonkost": ("wage_professional",),
    "wage": ("wage_professional",),
    "salary": ("wage_professional",),
    "vergoeding": ("volunteer_reimbursement",),
    "onkostenvergoeding": ("volunteer_reimbursement",),
    "verzekering": ("volunteer_insurance",),
    # shocks
    "bezuiniging": ("cut", "cut.size"),
    "besparing": ("cut", "cut.size"),
    "cut": ("cut.size",),
    "cuts": ("cut", "cut.size"),
    "savings_target": ("cut.size",),
    "cut_size": ("cut.size",),
    "grootte": ("cut.size", "demand_shock.size"),
    "omvang": ("cut.size", "demand_shock.size"),
    "amount": ("cut.size", "demand_shock.size"),
    "percent": ("cut.size", "demand_shock.size"),
    "wanneer": ("cut.at", "demand_shock.at", "volunteer_shock.at"),
    "vanaf": ("cut.at", "demand_shock.at", "volunteer_shock.at"),
    "van": ("cut.at", "demand_shock.at", "volunteer_shock.at"),
    "start": ("cut.at", "demand_shock.at", "volunteer_shock.at"),
    "when": ("cut.at", "demand_shock.at", "volunteer_shock.at"),
    "week": ("cut.at", "demand_shock.at", "volunteer_shock.at"),
    "begin": ("cut.at", "demand_shock.at", "volunteer_shock.at"),
    "from": ("cut.at", "demand_shock.at", "volunteer_shock.at"),
    "datum": ("cut.at", "demand_shock.at", "volunteer_shock.at"),
    "date": ("cut.at", "demand_shock.at", "volunteer_shock.at"),
    "tot": ("demand_shock.until", "cut.restored"),
    "end": ("demand_shock.until", "cut.restored"),
    "einde": ("demand_shock.until", "cut.restored"),
    "hersteld": ("cut.restored",),
    "aangekondigd": ("cut.announced",),
    "notice_given": ("cut.announced",),
    "gespreid": ("cut.over",),
    "demand_shock": ("demand_shock.size",),
    "volunteer_shock": ("volunteer_shock.share",),
    "aandeel": ("volunteer_shock.share",),
    "wie": ("volunteer_shock.who",),
    "growth": ("demand_growth",),
    "groei": ("demand_growth",),
    "vraag": ("demand_growth",),
    # time
    "duration": ("horizon",),
    "duur": ("horizon",),
    "weeks": ("horizon",),
    "weken": ("horizon",),
    "looptijd": ("horizon",),
    "years": ("horizon",),
    "jaren": ("horizon",),
    "warm_up": ("warmup",),
    "opwarming": ("warmup",),
    "aanloop": ("warmup",),
    "opening_hours": ("open_dayparts",),
    "openingsuren": ("open_dayparts",),
    "dagdelen": ("open_dayparts",),
    "roosters": ("rosters",),
    "uurroosters": ("rosters",),
    "roster": ("rosters",),
    # ways of working
    "patroon": ("pattern",),
    "rol": ("pattern",),
    "role": ("pattern",),
    "model": ("pattern",),
    "mechanismen": ("mechanisms",),
    "mechanism": ("mechanisms",),
    "leren": ("mechanisms.learning",),
    "werkdruk": ("mechanisms.work_pressure",),
    "beschermen": ("cut_protects",),
    "bescherming": ("cut_protects",),
    "protected": ("cut_protects",),
    "units_of_the_house": ("units",),
    "afdelingen": ("units",),
    "teams": ("units",),
    "hire_delay": ("hire_delay.mode",),
    "planned_hours": ("planned_hours.mean",),
    "uren": ("planned_hours.mean",),
    "hours_per_week": ("planned_hours.mean",),
    "uren_per_week": ("planned_hours.mean",),
}  # fmt: skip

# Keys that have to do with a word but are not the same thing: to look at, not to paste.
RELATED = {
    "waiting_list": ("applicants", "waiting_list_exit_rate", "places"),
    "wachtlijst": ("applicants", "waiting_list_exit_rate", "places"),
    "coaching": ("coordinators.coaching", "coaching_share", "support_hours_per_volunteer_month"),
    "begeleiding": ("coordinators.coaching", "coaching_share", "support_hours_per_volunteer_month"),
    "support": ("support_hours_per_volunteer_month", "support_split"),
    "ondersteuning": ("support_hours_per_volunteer_month", "support_split"),
    "training": ("training_budget", "pre_start_training_hours"),
    "vorming": ("training_budget", "pre_start_training_hours"),
    "opleiding": ("training_budget", "pre_start_training_hours"),
    "recruitment": ("recruitment_budget", "recruitment_channels", "recruitment_asks"),
    "werving": ("recruitment_budget", "recruitment_channels", "recruitment_asks"),
    "costs": ("overhead", "wage_professional", "wage_coordinator"),
    "kosten": ("overhead", "wage_professional", "wage_coordinator"),
    "uitgaven": ("overhead", "wage_professional", "wage_coordinator"),
    "vacancies": ("hire_delay", "hire_cap"),
    "vacatures": ("hire_delay", "hire_cap"),
    "hours": ("planned_hours", "contract_hours", "shift_hours"),
    "taken": ("requests", "task_assignment"),
    "tasks": ("requests", "task_assignment"),
    "visie": ("vision_work", "vision_hours"),
    "vertrouwen": ("team_safety", "client_states"),
}  # fmt: skip

# Keys beside a value.
AROUND = {
    "waarde": "value", "bron": "source", "bronnen": "source", "sources": "source", "reden": "because",
    "omdat": "because", "reason": "because", "want": "because", "why": "because", "waarom": "because",
}  # fmt: skip

# Headings of a file, and keys of a change and a trigger.
HEADINGS = {
    "naam": "about", "name": "about", "titel": "about", "title": "about", "description": "about", "over_deze": "about",
    "omschrijving": "about", "beschrijving": "about",
    "basis": "extends", "base": "extends", "gebaseerd_op": "extends", "based_on": "extends", "parent": "extends",
    "met": "with", "include": "with", "soort": "kind", "type": "kind", "voor": "for",
    "wijzigingen": "changes", "veranderingen": "changes", "change": "changes", "change_at": "changes",
}  # fmt: skip
PARTS_OF_A_CHANGE = {
    "wanneer": "at", "vanaf": "at", "van": "at", "from": "at", "start": "at", "week": "at", "begin": "at", "date": "at",
    "datum": "at", "op": "at", "when": "at", "gedurende": "over", "duur": "over", "duration": "over", "during": "over",
    "geleidelijk": "over", "tot": "until", "end": "until", "einde": "until", "to": "until", "zet": "set",
    "waarden": "set", "values": "set", "change": "set", "naam": "label", "name": "label", "titel": "label",
    "title": "label", "omdat": "because", "reden": "because", "reason": "because", "bron": "source",
    "als": "when", "if": "when", "zodra": "when", "once": "when",
    "boven": "above", "onder": "below", "weken": "weeks", "cijfer": "figure",
}  # fmt: skip
PARTS_OF_A_FACTOR = {
    "van": "from", "vanaf": "from", "tot": "to", "niveaus": "levels", "pad": "path", "naam": "name", "keuze": "choice",
    "met": "with", "zet": "set", "waarde": "value",
}  # fmt: skip


def the_word(text: str) -> str:
    """A word as it stands in these tables: small letters without accents, parts joined by a low line."""
    plain = "".join(_LETTERS.get(letter, letter) for letter in text.strip().lower())
    return "_".join(plain.replace("-", " ").split())


_LETTERS = {
    "\u00eb": "e",
    "\u00e9": "e",
    "\u00e8": "e",
    "\u00f6": "o",
    "\u00ef": "i",
    "\u00fc": "u",
    "\u00e0": "a",
}
