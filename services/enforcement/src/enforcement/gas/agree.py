"""Agree on terms in a mediation: its mediator asks for the time that they need (art. 26 §2)."""

from uuid import UUID

from chassis.db import Transaction
from chassis.messages import lazy
from chassis.refusals import StepRefusedError
from enforcement.cases.store import timeline
from enforcement.cases.store.timeline import By
from enforcement.gas import store
from enforcement.gas.lengthen import lengthen_decision_term
from enforcement.gas.rules import GasState, basis
from enforcement.gas.store import GasCase

AGREED = "afspraken_in_bemiddeling"
"""A line of the timeline."""


async def agree(tx: Transaction, case_id: UUID, by: By) -> GasCase:
    """The decision term becomes that of a mediation with terms. Raises ``RefusedError``."""
    case = await store.get_for_update(tx, case_id)
    if case.state is not GasState.BEMIDDELING_LOPEND or case.mediation_accepted_on is None:
        raise StepRefusedError(lazy("Er loopt geen bemiddeling die aanvaard is."))
    timeline.note(tx, case_id, AGREED, (case.state, case.state), by, basis=basis.DECISION)
    await lengthen_decision_term(tx, case, by, basis.AGREED_TERM, "afspraken in de bemiddeling")
    return case
