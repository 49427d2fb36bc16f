"""The model on a page: every number of it with its source, and how much of what the report says comes out of it."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from tup_sim.files.catalogue import HEADER, chosen_parameters, shown_row
from tup_sim.files.manifest import fingerprint
from tup_sim.files.sources import cite, source_ids
from tup_sim.model.parameters import Kind
from tup_sim.reporting.brief.limits import score_in_short
from tup_sim.reporting.brief.speech import Speech
from tup_sim.texts import say
from tup_sim.web.results_page import FILTER_AT_MOST
from tup_sim.web.site import Site

ROWS_AT_MOST = 100


def model_page(site: Site, request: Request) -> Response:
    """The parameters in which a word stands, of one kind if that is asked; and the score of evidence."""
    lang = site.language(request)
    word = request.query_params.get("q", "").strip()[:FILTER_AT_MOST]
    kind = request.query_params.get("kind", "")
    kind = kind if kind in [*Kind] else ""
    each = (shown_row(key, lang) for key in chosen_parameters(kind=kind))
    rows = [row for row in each if word.lower() in " ".join(row).lower()]
    return site.show(
        request,
        "model.html",
        lang,
        word=word,
        kind=kind,
        kinds=[str(one) for one in Kind],
        head=[say(lang, f"field-{name}") for name in HEADER],
        rows=rows[:ROWS_AT_MOST],
        found=len(rows),
        cited=cite(word) if word in source_ids() else "",
        score=score_in_short(Speech(lang), fingerprint()),
    )
