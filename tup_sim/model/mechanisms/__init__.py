"""Mechanisms that can be switched off, each in a file of its own, and the order in which they act."""

from __future__ import annotations

from typing import Final

from tup_sim.model.mechanisms.accepting_help import AcceptingHelp
from tup_sim.model.mechanisms.asking_for_more import AskingForMore
from tup_sim.model.mechanisms.base import Mechanism
from tup_sim.model.mechanisms.boundary_crossing import BoundaryCrossing
from tup_sim.model.mechanisms.control_contacts import ControlContacts
from tup_sim.model.mechanisms.cooperation_scan import CooperationScan
from tup_sim.model.mechanisms.coordination import Coordination
from tup_sim.model.mechanisms.coordinator_time import CoordinatorTime
from tup_sim.model.mechanisms.displacement_threat import DisplacementThreat
from tup_sim.model.mechanisms.entry_policy import EntryPolicy
from tup_sim.model.mechanisms.expectations import Expectations
from tup_sim.model.mechanisms.felt_equality import FeltEquality
from tup_sim.model.mechanisms.first_weeks import FirstWeeks
from tup_sim.model.mechanisms.friction import Friction
from tup_sim.model.mechanisms.frustration import Frustration
from tup_sim.model.mechanisms.funder_loop import FunderLoop
from tup_sim.model.mechanisms.giving_in import GivingIn
from tup_sim.model.mechanisms.guided_groups import GuidedGroups
from tup_sim.model.mechanisms.ideas import Ideas
from tup_sim.model.mechanisms.joint_activities import JointActivities
from tup_sim.model.mechanisms.last_talk import LastTalk
from tup_sim.model.mechanisms.mandate_drift import MandateDrift
from tup_sim.model.mechanisms.relational_minimum import RelationalMinimum
from tup_sim.model.mechanisms.relational_practice import RelationalPractice
from tup_sim.model.mechanisms.role_delineation import RoleDelineation
from tup_sim.model.mechanisms.talks_in_groups import TalksInGroups
from tup_sim.model.mechanisms.talks_on_the_floor import TalksOnTheFloor
from tup_sim.model.mechanisms.talks_with_mentors import TalksWithMentors
from tup_sim.model.mechanisms.vision_alignment import VisionAlignment
from tup_sim.model.mechanisms.volunteer_fatigue import VolunteerFatigue

IN_ORDER: Final[tuple[type[Mechanism], ...]] = (
    TalksWithMentors,
    TalksInGroups,
    TalksOnTheFloor,
    CooperationScan,
    FirstWeeks,
    JointActivities,
    CoordinatorTime,
    EntryPolicy,
    Expectations,
    LastTalk,
    GuidedGroups,
    AskingForMore,
    MandateDrift,
    BoundaryCrossing,
    DisplacementThreat,  # before friction: where both are on, its beliefs are what professionals feel (offer_worth)
    Friction,
    VolunteerFatigue,
    Frustration,
    RelationalPractice,
    RelationalMinimum,
    VisionAlignment,
    FeltEquality,
    AcceptingHelp,
    ControlContacts,
    Coordination,
    GivingIn,
    Ideas,
    FunderLoop,
    RoleDelineation,
)
