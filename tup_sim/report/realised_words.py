"""The fixed words of what was planned and what took place, in English and Dutch."""

from __future__ import annotations

EN = {
    "realised_title": "Planned and realised in {other}",
    "realised_level": "{outcome}: planned {planned}, took place {took_place} {unit} ({levers}; {window})",
    "realised_change": "{outcome}: planned change {planned}, took place {took_place} {unit} ({levers}; {window})",
    "realised_no_reason": "why: these runs and the parameters show no reason",
    "realised_why_talk_cap": "why: a volunteer can get no more than {most} hours a month (coaching_cap {cap} a week)",
    "realised_why_coaches": "why: coaches are at work for {there} hours per volunteer-month in all",
    "realised_why_need": "why: talks follow need (coaching_distribution tailored), and volunteers need {needed} hours "
    "a month",
    "realised_why_lost": "why: {lost} % of what was booked did not take place: {requests} % gave way to a request, "
    "{coach} % because the coach was gone or late, {volunteer} % because no volunteer came",
    "realised_why_not_booked": "why: {part} % was not booked: no shift of the volunteer that week, or no professional "
    "there when it began",
    "realised_why_held": "why: {part} % of the attention that was booked took place",
    "realised_why_drift": "why: in {creep} % of their contact hours volunteers do more than was agreed with them "
    "(mechanisms.mandate_drift)",
    "realised_why_full": "why: places for volunteers are full ({places})",
    "realised_why_starters": "why: {come} a year start and {go} leave",
    "realised_why_ill": "why: {part} % of rostered hours is lost to illness",
    "realised_why_cut": "why: a cut of {size} % of the subsidy takes posts as well",
    "realised_why_attendance": "why: {part} % come to a vision meeting (vision.attendance)",
    "realised_why_vacancies": "why: {part} % of the posts is being hired for",
    "realised_why_left_over": "why: EUR {left} a year is left over at rest and goes first",
    "realised_why_overspent": "why: EUR {short} a year more is spent than comes in",
    "realised_nothing": "{other} changes nothing in these runs: every outcome is the same in every pair.",
    "realised_nothing_idle": "{other} changes nothing in these runs: {why}, so this cannot act: {paths}.",
    "realised_nothing_path": "No path to it was met in these runs: {paths}.",
    "idle_note": "note: in {other} this cannot act: {paths} ({why})",
    "limit_note": "note: {other}: {limit}",
}

NL = {
    "realised_title": "Gepland en doorgegaan in {other}",
    "realised_level": "{outcome}: gepland {planned}, doorgegaan {took_place} {unit} ({levers}; {window})",
    "realised_change": "{outcome}: geplande verandering {planned}, doorgegaan {took_place} {unit} ({levers}; {window})",
    "realised_no_reason": "waarom: deze runs en de parameters tonen geen reden",
    "realised_why_talk_cap": "waarom: een vrijwilliger kan niet meer dan {most} uur per maand krijgen (coaching_cap "
    "{cap} per week)",
    "realised_why_coaches": "waarom: begeleiders werken samen {there} uur per vrijwilligersmaand",
    "realised_why_need": "waarom: gesprekken volgen wat nodig is (coaching_distribution tailored), en vrijwilligers "
    "hebben {needed} uur per maand nodig",
    "realised_why_lost": "waarom: {lost} % van wat gepland was ging niet door: {requests} % week voor een vraag, "
    "{coach} % doordat de begeleider weg of te laat was, {volunteer} % doordat er geen vrijwilliger kwam",
    "realised_why_not_booked": "waarom: {part} % werd niet in de agenda gezet: de vrijwilliger had die week geen "
    "dienst, of er was bij het begin geen beroepskracht",
    "realised_why_held": "waarom: {part} % van de geplande aandacht ging door",
    "realised_why_drift": "waarom: in {creep} % van hun contacturen doen vrijwilligers meer dan met hen is afgesproken "
    "(mechanisms.mandate_drift)",
    "realised_why_full": "waarom: de plaatsen voor vrijwilligers zijn vol ({places})",
    "realised_why_starters": "waarom: per jaar beginnen er {come} en vertrekken er {go}",
    "realised_why_ill": "waarom: {part} % van de roosteruren valt weg door ziekte",
    "realised_why_cut": "waarom: een besparing van {size} % van de subsidie kost ook functies",
    "realised_why_attendance": "waarom: {part} % komt naar een visiebijeenkomst (vision.attendance)",
    "realised_why_vacancies": "waarom: voor {part} % van de functies wordt iemand gezocht",
    "realised_why_left_over": "waarom: EUR {left} per jaar blijft in rust over en gaat eerst op",
    "realised_why_overspent": "waarom: er gaat EUR {short} per jaar meer uit dan er binnenkomt",
    "realised_nothing": "{other} verandert niets in deze runs: elke uitkomst is in elk paar hetzelfde.",
    "realised_nothing_idle": "{other} verandert niets in deze runs: {why}, dus dit kan niet werken: {paths}.",
    "realised_nothing_path": "In deze runs kwam er geen weg naartoe voor: {paths}.",
    "idle_note": "let op: in {other} kan dit niet werken: {paths} ({why})",
    "limit_note": "let op: {other}: {limit}",
}
