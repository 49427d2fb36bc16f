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
    "realised_why_yield": "why: {part} % of those who enquire start",
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
    "idle_switch": "{switch} is off",
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
    "realised_why_yield": "waarom: {part} % van wie zich aanmeldt begint",
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
    "idle_switch": "{switch} staat uit",
}

# Why a gate is closed, in Dutch, by the paths that close it; a switch that is off is said with ``idle_switch``.
GATES_NL = {
    "mechanisms.belonging_recognition wifa_scan_interval": "mechanisms.belonging_recognition staat uit en er is geen "
    "scan",
    "cut.size": "er is geen besparing (cut.size is 0)",
    "cut.size funder_rule": "er is geen besparing (cut.size is 0) en de financier betaalt zoals aangekondigd",
    "demand_shock.size": "er is geen schok in de vraag (demand_shock.size is 0)",
    "volunteer_shock.share": "er vertrekt niemand plotseling (volunteer_shock.share is 0)",
    "attention_booked": "aandacht wordt niet ingepland (attention_booked staat uit)",
    "vision_work": "er zijn geen visiebijeenkomsten (vision_work is none)",
    "vision_hours": "er zijn geen uren voor visiebijeenkomsten (vision_hours is 0)",
    "entry_rule": "de toelatingseis ligt vast en volgt niet wat men ziet (entry_rule is fixed)",
    "volunteer_places_rule": "plaatsen volgen wat vrijwilligers hadden kunnen doen (volunteer_places_rule is "
    "follow_unmet)",
    "mechanisms.recruitment": "vrijwilligers komen via aanmeldingen (mechanisms.recruitment staat aan)",
    "word_of_mouth": "niemand komt via mond-tot-mondreclame (word_of_mouth is 0)",
    "ending_practice support_split.ending": "er zijn geen afscheidsgesprekken (ending_practice is none, "
    "support_split.ending is 0)",
    "recruitment_asks support_split.recruitment": "niemand wordt persoonlijk gevraagd (recruitment_asks is 0)",
    "support_split.recruitment": "er zijn geen uren om mensen te vragen (support_split.recruitment is 0)",
    "short_task_share": "er zijn geen korte taken (short_task_share is 0)",
    "low_threshold_entry_tasks": "er zijn geen kleine taken (low_threshold_entry_tasks staat uit)",
    "mentor_at_first_talk": "er zit geen mentor bij het eerste gesprek (mentor_at_first_talk staat uit)",
    "pre_start_training_hours": "er is geen opleiding vóór de start (pre_start_training_hours is 0)",
    "mandated_inflow": "niemand komt onder een verplichting (mandated_inflow is 0)",
    "mandated_place_funding": "er komt geen geld met een plaats mee (mandated_place_funding is 0)",
    "group_visits.requests": "geen groep vraagt om te komen (group_visits.requests is 0)",
    "groups_policy": "groepen worden afgewezen (groups_policy is decline)",
    "coordinators.posts": "er zijn geen coördinatoren (coordinators.posts is 0)",
    "coordinators.posts coaching_share": "niemand heeft uren voor coaching (coordinators.posts en coaching_share "
    "zijn 0)",
    "mentors": "er zijn geen mentoren (mentors staat uit)",
    "floor_talks": "er zijn geen gesprekken op de werkvloer (floor_talks staat uit)",
    "post_incident_talks": "er zijn geen gesprekken na een incident (post_incident_talks staat uit)",
    "peer_review_interval pattern pattern_by_unit": "er is geen intervisie (peer_review_interval is 0, pattern is "
    "niet owner)",
    "group_talk_interval": "er zijn geen groepsgesprekken (group_talk_interval is 0)",
    "coaching_timing": "gesprekken gaan altijd door (coaching_timing is continuous)",
    "task_review_interval": "er zijn geen taakgesprekken (task_review_interval is 0)",
    "wifa_scan_interval": "er is geen scan (wifa_scan_interval is 0)",
    "role_delineation": "er is geen lijst van wiens werk wat is (role_delineation is 0)",
    "surplus_message": "er is geen boodschap over extra's (surplus_message is 0)",
    "support_for_coaches": "begeleiders krijgen geen onderlinge steun (support_for_coaches is 0)",
    "time_norm": "geen norm van buiten houdt de tijd per taak vast (time_norm staat uit)",
    "admission_policy": "opname stopt niet onder druk (admission_policy is always of never)",
    "funder_rule": "de financier betaalt zoals aangekondigd (funder_rule is announced)",
}

# What is set beyond a limit, in Dutch, by the English sentence with its gaps.
LIMITS_NL = {
    "support_hours_per_volunteer_month is {wanted} and no more than {most} can take place: talks a week "
    "(coaching_cap {cap}) of {each} hours (sessions.individual)": "support_hours_per_volunteer_month is {wanted} en "
    "er kan niet meer dan {most} doorgaan: gesprekken per week (coaching_cap {cap}) van {each} uur "
    "(sessions.individual)",
    "support_hours_per_volunteer_month is {wanted} and coaches are at work for {there} hours per volunteer-month in "
    "all": "support_hours_per_volunteer_month is {wanted} en begeleiders werken samen {there} uur per "
    "vrijwilligersmaand",
    "places for volunteers are full (volunteer_places {places}): more recruitment brings no more of them": "de "
    "plaatsen voor vrijwilligers zijn vol (volunteer_places {places}): meer werven brengt er niet meer",
    "{apply} clients a week apply for {leave} places that come free (places {places}), so on paper {waiting} wait; "
    "more recruitment makes no places": "{apply} cliënten per week melden zich voor {leave} plaatsen die vrijkomen "
    "(places {places}), dus op papier wachten er {waiting}; meer werven maakt geen plaatsen",
}
