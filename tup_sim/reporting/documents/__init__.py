"""Documents for researchers, from what the model declares: ODD, STRESS-DES, RAT-RS, TRACE, parameters, glossary."""

from __future__ import annotations

from tup_sim.reporting.documents.write import DOCUMENTS, document

__all__ = ["DOCUMENTS", "document"]
