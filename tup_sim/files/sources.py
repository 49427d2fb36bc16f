"""The registry of sources: who measured or said what a number rests on.

Figures stand in ``sources.yaml``, statements of the report in the register of ``claims.py``; both can be cited.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from tup_sim.errors import Message, ScenarioError, chained
from tup_sim.files.claims import claim_ids, claims
from tup_sim.files.keys import did_you_mean
from tup_sim.files.places import scenario_folder
from tup_sim.files.strict_yaml import one_line, read_file
from tup_sim.model.catalogue import current
from tup_sim.model.parameters.given import text

NEEDED = ("title", "kind", "reference")


def sources() -> Mapping[str, Mapping[str, Any]]:
    """Every source of a figure by its id; each has at least a title, a kind and a reference."""
    return _sources(registry())


def source_ids() -> frozenset[str]:
    """Ids of all that can be cited, found without reading the entries, which takes a tenth of a second or more."""
    return registered_ids() | own_references().keys()


def registered_ids() -> frozenset[str]:
    """Ids of the figures and statements that come with the package."""
    return _ids(registry()) | claim_ids()


def own_references() -> dict[str, str]:
    """What the plug-ins in force cite that is in no register: id to author, year, title and place."""
    declared = (kind.declared for kind in current().mechanisms)
    return {name: reference for each in declared for name, reference in each.references.items()}


def registry() -> Path:
    """The file of the registry."""
    return scenario_folder() / "sources.yaml"


def known_source(name: str, where: str = "") -> str:
    """The id itself if the registry knows it.

    Raises:
        ScenarioError: the registry does not know it.
    """
    if name not in source_ids():
        hint = did_you_mean(name, source_ids()) or Message(
            "registered are those in scenarios/sources.yaml and claims.yaml"
        )
        raise ScenarioError(Message("unknown source '{name}'", name=one_line(name)), where, hint)
    return name


def known_claim(name: str, where: str = "") -> str:
    """The id itself if it is one of a statement of the report.

    Raises:
        ScenarioError: there is no such statement.
    """
    if name not in claim_ids():
        raise ScenarioError(
            Message("unknown statement '{name}'", name=one_line(name)),
            where,
            Message("they stand in scenarios/claims.yaml"),
        )
    return name


def cite(name: str) -> str:
    """One line for a list of references: id, title and reference.

    Raises:
        ScenarioError: it is no text, or no id of a source or statement.
    """
    name = text(name, "name", Message("write the id of a source, as ND05"))
    if reference := own_references().get(name):
        return f"{name}: {reference}"
    if known_source(name) in claim_ids():
        claim = claims()[name]
        return f"{name}: {claim.title}. {claim.reference}"
    entry = sources()[name]
    return f"{name}: {entry['title']}. {entry['reference']}"


@cache
def _sources(path: Path) -> Mapping[str, Mapping[str, Any]]:
    if not path.is_file():
        return MappingProxyType({})
    entries = read_file(path, path.name).items()
    for name, node in entries.items():
        if missing := [key for key in NEEDED if key not in node.items()]:
            raise ScenarioError(
                Message(
                    "source '{name}' has no {names}",
                    name=name,
                    names=chained("{one} and no {other}", missing),
                ),
                node.where,
            )
    return MappingProxyType({name: node.plain() for name, node in entries.items()})


@cache
def _ids(path: Path) -> frozenset[str]:
    if not path.is_file():
        return frozenset()
    return frozenset(re.findall(r"^([A-Za-z0-9_.-]+):", path.read_text(encoding="utf-8"), re.MULTILINE))
