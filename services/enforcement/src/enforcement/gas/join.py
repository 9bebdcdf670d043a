"""Join a fine case to another: facts found together get one sanction (art. 7)."""

from datetime import date
from typing import Any
from uuid import UUID

from chassis.bus import record
from chassis.db import Transaction
from chassis.messages import lazy
from chassis.refusals import FieldRefusedError, StepRefusedError
from contracts.enforcement import GasCaseJoined
from enforcement.cases.store import findings
from enforcement.cases.store.timeline import By
from enforcement.cases.take_step import take_step
from enforcement.gas import store
from enforcement.gas.combine import add_part, window_began
from enforcement.gas.hold import change_hold
from enforcement.gas.rules import UNDER_INQUIRY, GasState, GasStep, Part, basis
from enforcement.gas.store import GasCase, GasJoin
from enforcement.legal_terms import case_terms
from enforcement.notifications.rules import LetterKind
from enforcement.notifications.store import letters
from enforcement.persons.rules import is_same


async def join(
    tx: Transaction, case_id: UUID, into_id: UUID, by: By, *, same_person: bool = False
) -> GasCase:
    """The case that goes into the other one; what ran in it stands still until a separation.

    ``same_person``: somebody looked, where the system cannot see it by name and birth date.

    Raises ``RefusedError``.
    """
    if case_id == into_id:
        raise FieldRefusedError("intoId", lazy("Kies een ander dossier."))
    locked = await store.lock_each(tx, (case_id, into_id))
    case, into = locked[case_id], locked[into_id]
    await _must_fit(tx, case, into, same_person=same_person)
    part, held = case.part(), _is_held(case)
    began_on = await window_began(tx, case)
    link = GasJoin(
        case_id=case_id,
        into_id=into_id,
        joined_at=tx.now,
        state=case.state,
        before=_before(into.part(), await window_began(tx, into)),
    )
    take_step(tx, case, GasStep.JOIN, by, reason=into.number, basis=basis.PROPORTIONALITY)
    case.closed_at = tx.now
    link.terms = await case_terms.close(tx, case_id)
    tx.session.add(link)
    moved = await findings.move(tx, case_id, into_id)
    await add_part(tx, into, part, began_on, by, case.number)
    if held and not _is_held(into):
        await change_hold(tx, into, by, on_hold=True)
    record(tx, GasCaseJoined(case_id=case_id, into_id=into_id, finding_ids=moved, joined_at=tx.now))
    return case


async def _must_fit(tx: Transaction, case: GasCase, into: GasCase, *, same_person: bool) -> None:
    if into.state not in UNDER_INQUIRY or not into.competent:
        reason = lazy("In dit dossier is al iets gestuurd of beslist. Kies een ander dossier.")
        raise FieldRefusedError("intoId", reason)
    if await store.joins_into(tx, case.case_id):
        reason = lazy("Bij dit dossier zijn er al gevoegd. Voeg het andere dossier bij dit.")
        raise StepRefusedError(reason)
    both = (case.case_id, into.case_id)
    if await letters.cases_with(tx, both, LetterKind.OPSTARTBRIEF):
        reason = lazy("Er is al een opstartbrief. Annuleer die eerst: hij noemt niet alle feiten.")
        raise StepRefusedError(reason)
    persons = await findings.identities(tx, both)
    if not same_person and not is_same(*(persons.get(each, []) for each in both)):
        reason = lazy("Het systeem ziet niet dat dit dezelfde persoon is. Kijk na en bevestig.")
        raise FieldRefusedError("samePerson", reason)


def _is_held(case: GasCase) -> bool:
    return case.on_hold or case.state is GasState.OPGESCHORT_OVERLEG


def _before(own: Part, began_on: date) -> dict[str, Any]:
    until = own.prosecutor_until
    return {
        "competent": own.competent,
        "minor": own.minor,
        "mayBeVictim": own.may_be_victim,
        "mixed": own.mixed,
        "answer": own.prosecutor_answer,
        "until": None if until is None else str(until),
        "silent": own.prosecutor_silent,
        "from": str(began_on),
    }
