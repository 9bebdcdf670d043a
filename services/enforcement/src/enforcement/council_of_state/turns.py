"""Turns of the city while a request is before the Council of State: its lawyer, and its file."""

from collections.abc import Sequence
from typing import Any

from chassis.db import Transaction
from chassis.web import Function
from enforcement.cases.rules import Procedure
from enforcement.cases.take_step import Case
from enforcement.cases.turns import Asked, Mark, Turn
from enforcement.council_of_state import store
from enforcement.council_of_state.rules import FILE_TERM, CouncilStep


async def _lacks_lawyer_or_day(tx: Transaction, case: Case) -> bool:
    unsent = await store.unsent(tx, case.case_id)
    return any(each.law_office is None or each.file_due_on is None for each in unsent)


async def _lacks_file(tx: Transaction, case: Case) -> bool:
    """Once a lawyer is there to lodge it, also while nobody noted the day of the ordinance."""
    unsent = await store.unsent(tx, case.case_id)
    return any(each.law_office is not None for each in unsent)


def council_turns(by: frozenset[Function], procedure: Procedure[Any, Any, Any]) -> Sequence[Turn]:
    """From the day on which a request is noted: in extreme urgency the file is due in days, and
    what the applicant says is held proven where it comes late (coordinated laws art. 21)."""

    def owed(step: CouncilStep, asked: Asked) -> Turn:
        return Turn(
            by=by,
            states=[state for state, taken in procedure.transitions if taken == step],
            steps=(step,),
            within=(FILE_TERM,),
            only=Mark.IN_COURT,
            asked=asked,
        )

    return (
        owed(CouncilStep.LAWYER, _lacks_lawyer_or_day),
        owed(CouncilStep.FILE, _lacks_file),
    )
