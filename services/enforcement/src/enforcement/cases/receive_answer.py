"""Receive what the prosecutor told the police about facts that the city has too."""

from chassis.db import Transaction
from chassis.errors import RejectedError
from contracts.databank import ProsecutorAnswered
from enforcement.cases.procedures import Procedures
from enforcement.cases.store import findings, timeline
from enforcement.cases.store.timeline import POLICE
from enforcement.cases.take_step import Case

ANSWERED = "antwoord_parket"


async def receive_answer(
    tx: Transaction, event: ProsecutorAnswered, procedures: Procedures
) -> None:
    """Each procedure hears what was said of its case. Raises ``RejectedError``."""
    case_id = await findings.case_of(tx, event.finding_id)
    if case_id is None:
        raise RejectedError("no case has this finding")
    for each in procedures:
        if each.police.hear_prosecutor is not None:
            await each.police.hear_prosecutor(tx, event, case_id)


def note_answer(tx: Transaction, case: Case, event: ProsecutorAnswered) -> None:
    """Note it where nothing depends on the prosecutor by law: a person weighs it."""
    states = (case.state, case.state)
    timeline.note(tx, case.case_id, ANSWERED, states, POLICE, reason=event.answer)
