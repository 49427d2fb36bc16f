"""Parameters of before: who uses an old name is understood and told the new one; of what is gone it is told why."""

from __future__ import annotations

import warnings
from collections.abc import Mapping
from importlib import import_module
from types import MappingProxyType
from typing import Final

from tup_sim.errors import Message, RenamedWarning

# Of the core, old name to new; a mechanism says its own. A group takes all that stands in it along.
RENAMED_IN_CORE: Final[Mapping[str, str]] = MappingProxyType(
    {"list_leave": "waiting_list_exit_rate", "pool": "recruitable_people", "protect": "cut_protects"}
)

_MOOD: Final = Message("all moods last equally long: times.mood")
_RELATION: Final = Message("what people make of each other lasts equally long: times.relation")
_ROLE: Final = Message("what belongs to a role lasts equally long: times.role")
_WELLBEING: Final = Message("a loss weighs as much as a gain: client_states.wellbeing_gain")
_SAFETY: Final = Message("a talk afterwards gives back what an incident takes: states.safety_incident")
_SUCCESS: Final = Message("own success weighs as much in frustration as in pleasure: states.pleasure_success")
_CLARITY: Final = Message("work beyond the role blurs it as much as a crossing does: crossing.clarity_step")
_PRIOR: Final = Message("what was believed beforehand weighs the same everywhere: relation.prior")
_DECIDING: Final = Message("what counts in a decision to act weighs alike: difficulty.weight")
_CREDIT: Final = Message("a talk that is not with a coach alone counts alike: sessions.shared_credit")
_AUTHORITY: Final = Message(
    "a refused limit costs as much authority as a followed one gives: states.authority_success"
)
_ALONE: Final = Message("being left alone costs as much safety as an incident: states.safety_incident")
_STEP: Final = Message("every step from hardly to nearly always is equally wide: difficulty.decision_scale")
_NEW: Final = Message("who is new is new for as long everywhere: coaching_need.new_weeks")
_STRANGER: Final = Message("who is a stranger is one for as long everywhere: threat.stranger_weeks")
_NORMS: Final = Message("coordinators agree with the vision as professionals do: vision.norms_professional")

# Parameters and groups that are gone, and why.
GONE: Final[Mapping[str, Message]] = MappingProxyType(
    {
        "exit_shares.most_moved": Message(
            "each reason for leaving moves with its own states, between exit_floor and exit_ceiling"
        ),
        "client_states.isolation_tau": _MOOD,
        "states.belonging_tau": _MOOD,
        "states.safety_tau": _MOOD,
        "states.fit_tau": _MOOD,
        "states.memory_tau": _MOOD,
        "states.pleasure_tau": _MOOD,
        "strain.tau_up": _MOOD,
        "equality.tau": _MOOD,
        "friction.tau": _MOOD,
        "frustration.tau": _MOOD,
        "guiding.trouble_weeks": _MOOD,
        "delineation_talk_weeks": _MOOD,
        "client_states.wellbeing_tau": _RELATION,
        "states.enthusiasm_tau": _RELATION,
        "states.pair_tau": _RELATION,
        "strain.tau_down": _RELATION,
        "friction.memory": _RELATION,
        "relation.memory": _RELATION,
        "leaving.memory": _RELATION,
        "relational_practice.tau_down": _RELATION,
        "states.authority_tau": _ROLE,
        "crossing.closeness_tau": _ROLE,
        "friction.habit": _ROLE,
        "competence.coached_memory": _ROLE,
        "client_states.wellbeing_loss": _WELLBEING,
        "states.safety_talk": _SAFETY,
        "frustration.success": _SUCCESS,
        "mandate_drift.clarity_loss": _CLARITY,
        "friction.prior": _PRIOR,
        "states.recognition_tau": _MOOD,
        "states.clarity_tau": _ROLE,
        "relational_practice.tau_up": _ROLE,
        "frustration.habit": _ROLE,
        "difficulty.mandate_weight": _DECIDING,
        "difficulty.holds_weight": _DECIDING,
        "difficulty.step_in_weight": _DECIDING,
        "difficulty.trust_weight": _DECIDING,
        "difficulty.busy_weight": _DECIDING,
        "difficulty.reserve": _DECIDING,
        "sessions.peer_review_credit": _CREDIT,
        "sessions.mentor_credit": _CREDIT,
        "guiding.group_talk_credit": _CREDIT,
        "states.authority_refused": _AUTHORITY,
        "states.safety_unanswered": _ALONE,
        "difficulty.scale": _STEP,
        "relation.acquainted": _PRIOR,
        "new_staff_weeks": _NEW,
        "client_states.testing_tau": _RELATION,
        "guiding.welcome_weeks": _STRANGER,
        "vision.norms_coordinator": _NORMS,
    }
)


def all_renamed() -> Mapping[str, str]:
    """Old name to new, of the catalogue in force."""
    found: Mapping[str, str] = import_module("tup_sim.model.catalogue").current().renamed
    return found


def new_name(path: str) -> str:
    """What a parameter or a group of them is called now; the same path if it never had another name."""
    group, dot, rest = path.partition(".")
    renamed = all_renamed()
    return f"{renamed[group]}{dot}{rest}" if group in renamed else path


def name_now(path: str, where: str = "") -> str:
    """As ``new_name``; whoever wrote the old name (``where``: file and line) is told, with a ``RenamedWarning``."""
    now = new_name(path)
    if now != path:
        renamed = Message("'{old}' is renamed to '{new}'", old=path, new=now)
        told = Message("{where}: {problem}", where=where, problem=renamed) if where else renamed
        warnings.warn(RenamedWarning(told), stacklevel=2)
    return now
