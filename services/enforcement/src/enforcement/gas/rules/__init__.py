"""Rules of the fine procedure: its states and steps, what guards them, and what a fine may be."""

from contracts.mixed_facts.codes import ProsecutorAnswer
from enforcement.gas.rules.file import GasFile, ProposedFine
from enforcement.gas.rules.fines import may_be_victim
from enforcement.gas.rules.join import Likeness, Part, together
from enforcement.gas.rules.procedure import FINED, GAS, opening_state
from enforcement.gas.rules.states import (
    IN_COLLECTION,
    OPEN,
    SETTLED,
    STANDING,
    STARTED,
    UNDECIDED,
    UNDER_INQUIRY,
    CommunityServiceResult,
    DefenceOutcome,
    DismissalKind,
    GasState,
    GasStep,
    MixedOffence,
    Prosecution,
)

__all__ = [
    "FINED",
    "GAS",
    "IN_COLLECTION",
    "OPEN",
    "SETTLED",
    "STANDING",
    "STARTED",
    "UNDECIDED",
    "UNDER_INQUIRY",
    "CommunityServiceResult",
    "DefenceOutcome",
    "DismissalKind",
    "GasFile",
    "GasState",
    "GasStep",
    "Likeness",
    "MixedOffence",
    "Part",
    "ProposedFine",
    "Prosecution",
    "ProsecutorAnswer",
    "may_be_victim",
    "opening_state",
    "together",
]
