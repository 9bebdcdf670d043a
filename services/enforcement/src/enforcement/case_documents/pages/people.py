"""Functions that the screens of documents are for, and their way to a case."""

from typing import Annotated
from uuid import UUID

from chassis.db import Transaction
from chassis.web import Action, Actor, allow, record_access
from enforcement.cases.assign import case_for
from enforcement.cases.store.case_list import CaseHead
from enforcement.functions import GAS

DocumentReader = Annotated[Actor, allow(*GAS)]
PROCEDURE = "procedure"
"""The purpose of a look at a document, as the access log has it."""


async def seen(
    tx: Transaction, actor: Actor, case_id: UUID, action: Action = Action.CONSULT
) -> CaseHead:
    """The case of documents that tell of a person; each look and each change is logged.

    Raises ``CaseNotFoundError``.
    """
    case = await case_for(tx, case_id, actor.function)
    await record_access(
        tx,
        actor,
        action=action,
        subject_kind=case.kind,
        subject_id=case_id,
        purpose=PROCEDURE,
    )
    return case
