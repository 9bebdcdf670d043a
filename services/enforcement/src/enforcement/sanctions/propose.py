"""Propose a sanction to the deciding body, and put it on the agenda."""

from uuid import UUID

from chassis.db import Transaction
from chassis.messages import lazy
from chassis.refusals import FieldRefusedError
from contracts.codes import SanctionKind
from enforcement.cases.store import timeline
from enforcement.cases.store.timeline import By
from enforcement.cases.take_step import take_step
from enforcement.sanctions import store
from enforcement.sanctions.rules import OF_DECLARATIONS, SanctionStep
from enforcement.sanctions.store import SanctionCase

PROPORTION = "evenredigheid"
"""A line of the timeline: why the proposed measure is in proportion."""


async def propose(
    tx: Transaction,
    case_id: UUID,
    by: By,
    kind: SanctionKind,
    *,
    motivation: str,
    proportionality: str,
) -> SanctionCase:
    """The draft, with the reason why the measure is in proportion. Raises ``RefusedError``."""
    case = await store.get_for_update(tx, case_id)
    must_have_object(case, kind)
    take_step(tx, case, SanctionStep.PROPOSAL, by, reason=f"{kind}: {motivation}")
    timeline.note(tx, case_id, PROPORTION, (case.state, case.state), by, reason=proportionality)
    case.proposed_kind = str(kind)
    return case


async def put_on_agenda(tx: Transaction, case_id: UUID, by: By) -> SanctionCase:
    """This step may be left out. Raises ``RefusedError``."""
    case = await store.get_for_update(tx, case_id)
    take_step(tx, case, SanctionStep.AGENDA, by)
    return case


def must_have_object(case: SanctionCase, kind: SanctionKind) -> None:
    """A place without a permit has none to suspend or take away. Raises ``FieldRefusedError``."""
    if case.unlisted and kind in OF_DECLARATIONS:
        raise FieldRefusedError(
            "kind", lazy("Deze zaak heeft geen verklaring. Kies een sluiting of een waarschuwing.")
        )
