"""Nouns: who and what exists, with its state and the decisions that need no clock."""
