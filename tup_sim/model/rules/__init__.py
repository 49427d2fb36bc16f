"""Swappable policies as pure functions: no clock, no chance of their own, no memory."""
