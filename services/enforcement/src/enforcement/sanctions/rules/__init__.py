"""Rules of the sanction procedure: its states and steps, its guards, periods and warnings."""

from enforcement.sanctions.rules.guards import SanctionFile, defence_runs
from enforcement.sanctions.rules.period import (
    Effect,
    Period,
    effect_of,
    longest_end,
    unsound_period,
)
from enforcement.sanctions.rules.procedure import SANCTION, opening_state
from enforcement.sanctions.rules.states import (
    CLOSURE_TERM,
    CLOSURES,
    DEFENCE_STEPS,
    DEFENCE_TERM,
    HANDLED,
    HEARING_BASIS,
    LINKED_FROM,
    LONGEST,
    NOTICE_TERM,
    OF_DECLARATIONS,
    SUSPENSION_TERM,
    WARNING_BASIS,
    WARNING_TERM,
    WITHOUT_EFFECT,
    SanctionState,
    SanctionStep,
    Sequel,
)

__all__ = [
    "CLOSURES",
    "CLOSURE_TERM",
    "DEFENCE_STEPS",
    "DEFENCE_TERM",
    "HANDLED",
    "HEARING_BASIS",
    "LINKED_FROM",
    "LONGEST",
    "NOTICE_TERM",
    "OF_DECLARATIONS",
    "SANCTION",
    "SUSPENSION_TERM",
    "WARNING_BASIS",
    "WARNING_TERM",
    "WITHOUT_EFFECT",
    "Effect",
    "Period",
    "SanctionFile",
    "SanctionState",
    "SanctionStep",
    "Sequel",
    "defence_runs",
    "effect_of",
    "longest_end",
    "opening_state",
    "unsound_period",
]
