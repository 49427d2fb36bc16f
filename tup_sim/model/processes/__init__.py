"""Verbs: the only place where time passes. A process says what happened, once; nobody here counts."""
