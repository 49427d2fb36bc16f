"""Nouns: who and what exists (the agents), with its state and the decisions that need no clock."""
