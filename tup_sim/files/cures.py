"""x"""
from __future__ import annotations
from tup_sim.files.reading import Reading
def with_cures(load):
    return load(Reading())
