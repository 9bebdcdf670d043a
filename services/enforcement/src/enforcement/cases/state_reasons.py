"""Reasons of a decision that its letter repeats beside the motivation: what is answered to the
defence, and why the decision is in proportion (law of 29 July 1991 arts. 2 and 3).
"""

from typing import Any
from uuid import UUID

from chassis.db import Transaction
from chassis.web.pages.languages import mark
from enforcement.cases.rules import DEFENCE_ANSWER, PROPORTION
from enforcement.cases.store import timeline
from enforcement.cases.store.timeline import By

NO_DEFENCE = mark("U gaf geen verweer.")
"""What a letter says where whoever decided had nothing to answer."""


def state_reasons(
    tx: Transaction,
    case_id: UUID,
    state: str,
    by: By,
    *,
    defence_answer: str | None,
    proportionality: str,
) -> None:
    """Note them behind the step that decides; ``defence_answer`` is None without a defence."""
    if defence_answer is not None:
        timeline.note(tx, case_id, DEFENCE_ANSWER, (state, state), by, reason=defence_answer)
    timeline.note(tx, case_id, PROPORTION, (state, state), by, reason=proportionality)


async def stated_reasons(tx: Transaction, case_id: UUID, decision: str) -> dict[str, Any]:
    """The particulars of a letter that the last such decision states.

    Nothing for one that was recorded without them: then somebody writes the letter.
    """
    proportionality = await timeline.reason_since(tx, case_id, PROPORTION, decision)
    if proportionality is None:
        return {}
    answer = await timeline.reason_since(tx, case_id, DEFENCE_ANSWER, decision)
    return {"defence_answer": answer or NO_DEFENCE, "proportionality": proportionality}
