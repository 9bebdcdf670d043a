"""Link a finding by hand to a warned case, where it could not be linked on arrival."""

from uuid import UUID

from chassis.db import Transaction
from chassis.messages import lazy
from chassis.refusals import FieldRefusedError
from enforcement.cases.store import findings
from enforcement.cases.store.timeline import By
from enforcement.sanctions import store
from enforcement.sanctions.close import end
from enforcement.sanctions.open_case import link
from enforcement.sanctions.rules import SanctionState
from enforcement.sanctions.rules.warnings import no_sequel
from enforcement.sanctions.store import SanctionCase


async def link_finding(
    tx: Transaction, case_id: UUID, finding_id: UUID, by: By, *, owner_known: bool = False
) -> SanctionCase:
    """The finding leaves its own case, which ends, and moves this one on. ``RefusedError``.

    Only a finding on whose case nothing was done yet, such as one that was on hold.
    ``owner_known``: somebody made sure that it is the same owner, where no declaration says so.
    """
    case = await store.get_for_update(tx, case_id)
    own_id = await findings.case_of(tx, finding_id)
    own = None if own_id is None else await store.find_for_update(tx, own_id)
    if own is None or own.case_id == case_id or not _same_place(own, case):
        raise FieldRefusedError("findingId", lazy("Kies een vaststelling in hetzelfde pand."))
    if own.state is SanctionState.OPGESCHORT_OVERLEG:
        raise FieldRefusedError(
            "findingId", lazy("Deze vaststelling wacht op overleg met de politie.")
        )
    if own.state is not SanctionState.VASTSTELLING_ONTVANGEN:
        raise FieldRefusedError("findingId", lazy("Over deze vaststelling loopt al een procedure."))
    warning = case.warning()
    if warning is None:
        raise FieldRefusedError("findingId", lazy("In dit dossier is er nog geen waarschuwing."))
    fact = await store.later_fact(tx, own.premises_id, own.fact_code, own.fact_at)
    objection = no_sequel(warning, fact, owner_known=owner_known)
    if objection is not None:
        raise FieldRefusedError("findingId", objection)
    await link(tx, case, finding_id, by, reason=own.number)
    await store.move_finding(tx, finding_id, case_id)
    end(tx, own, by, f"gekoppeld aan {case.number}")
    return case


def _same_place(own: SanctionCase, case: SanctionCase) -> bool:
    """Of places without a permit the address may be written in two ways: a person sees to it."""
    return own.premises_id == case.premises_id or (own.unlisted and case.unlisted)
