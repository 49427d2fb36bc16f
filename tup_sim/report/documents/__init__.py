"""Documents for researchers, written from what the model declares of itself: ODD, STRESS-DES, parameters, glossary."""

from __future__ import annotations

from tup_sim.report.documents.write import DOCUMENTS, document

__all__ = ["DOCUMENTS", "document"]
