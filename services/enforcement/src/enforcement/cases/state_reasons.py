"""Reasons of a decision that its letter repeats beside the motivation: what is answered to the
defence, and why the decision is in proportion (law of 29 July 1991 arts. 2 and 3).
"""

from typing import Any
from uuid import UUID

from chassis.db import Transaction
from chassis.messages import lazy
from enforcement.cases.rules import DEFENCE_ANSWER, NO_DEFENCE, PROPORTION
from enforcement.cases.store import timeline
from enforcement.cases.store.timeline import By

UNANSWERED = lazy("Antwoord op het verweer: de brief herhaalt wat je hier schrijft.")
"""Why a decision is not taken yet in a case in which somebody defended."""
PARTICULARS = {"defence_answer": DEFENCE_ANSWER, "proportionality": PROPORTION}
"""What a letter calls them, and the timeline."""


def state_reasons(
    tx: Transaction,
    case_id: UUID,
    state: str,
    by: By,
    *,
    defence_answer: str | None,
    proportionality: str | None = None,
) -> None:
    """Note them behind the step that decides; ``defence_answer`` is None without a defence."""
    answer = defence_answer or NO_DEFENCE
    timeline.note(tx, case_id, DEFENCE_ANSWER, (state, state), by, reason=answer)
    if proportionality is not None:
        timeline.note(tx, case_id, PROPORTION, (state, state), by, reason=proportionality)


async def stated_reasons(tx: Transaction, case_id: UUID, *decisions: str) -> dict[str, Any]:
    """The particulars of a letter that the last of these decisions states.

    Nothing for one that was recorded without them: then somebody writes the letter.
    """
    stated = {
        name: await timeline.reason_since(tx, case_id, noted, *decisions)
        for name, noted in PARTICULARS.items()
    }
    return {name: reason for name, reason in stated.items() if reason is not None}
