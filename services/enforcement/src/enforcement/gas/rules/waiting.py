"""Times in which the city waits with the claim of a fine: a hold, an appeal, its month, a corrected
amount, a prosecution of the same facts.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Protocol

from enforcement.gas.rules.states import GasState, GasStep

CONTESTED, HELD, PROSECUTED = "contested", "held", "prosecuted"
BEGINS: Mapping[str, str] = {
    GasStep.HOLD: HELD,
    GasStep.PROSECUTION: PROSECUTED,
    GasStep.APPEAL: CONTESTED,
    GasStep.APPEAL_REOPENING: CONTESTED,
    GasStep.CORRECTION: CONTESTED,
}
ENDS: Mapping[str, str] = {
    GasStep.RELEASE: HELD,
    GasStep.PROSECUTION_WEIGHED: PROSECUTED,
    GasStep.FINAL: CONTESTED,
}


APPEAL_RUNS = frozenset(
    {
        GasState.GELDBOETE_OPGELEGD,
        GasState.TER_KENNIS_GEBRACHT,
        GasState.BEROEP_INGESTELD,
        GasState.VONNIS,
        GasState.HERZIEN,
        GasState.VERNIETIGD,
    }
)
"""States of the case in which somebody may appeal, or a judge has still to speak, or spoke and it
is not final anew: also of a claim that opened before, to give back what was paid too much."""


class Line(Protocol):
    """A line of a timeline."""

    @property
    def step(self) -> str: ...
    @property
    def at(self) -> datetime: ...


def last_wait_began(lines: Iterable[Line]) -> datetime | None:
    """The moment at which the last time of waiting began, whether it is over; None without one.

    What begins while another reason still holds belongs to the same time.
    """
    reasons: set[str] = set()
    began: datetime | None = None
    for line in lines:
        if line.step in BEGINS:
            began = line.at if not reasons else began
            reasons.add(BEGINS[line.step])
        elif line.step in ENDS:
            reasons.discard(ENDS[line.step])
    return began
