"""A fine case for its letters: what it knows itself, and the figures of the day of the facts."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from chassis.days import city_day
from chassis.db import Transaction
from chassis.messages import lazy
from chassis.refusals import StepRefusedError
from enforcement.cases.rules import CaseKind
from enforcement.cases.store.findings import Finding
from enforcement.gas import store as gas
from enforcement.gas.limit import highest_fine
from enforcement.gas.rules import GAS, GasState, GasStep
from enforcement.legal_terms import store as legal_terms
from enforcement.notifications.rules import LetterKind
from enforcement.notifications.rules.case_file import CaseFile
from enforcement.notifications.rules.letters import Particulars, mentions_oral_defence

DEFENCE_TERM = "gas.defence_days"
ORAL_LIMIT = "gas.hearing_min_fine_eur"
PAYMENT_TERM = "gas.payment_days"
BEFORE_START = (GasState.GEREGISTREERD, GasState.WACHT_OP_PARKET)


async def find(tx: Transaction, case_id: UUID) -> CaseFile | None:
    fine = await gas.find_for_update(tx, case_id)
    if fine is None:
        return None
    return CaseFile(
        case_id,
        CaseKind.GAS,
        fine.number,
        fine.state,
        fine.on_hold or fine.state is GasState.OPGESCHORT_OVERLEG,
        fine.premises_id,
        bool(fine.minor),
    )


async def said(tx: Transaction, case: CaseFile, _kind: LetterKind) -> dict[str, Any]:
    fine = await gas.get(tx, case.case_id)
    known = {
        "minor": bool(fine.minor),
        "envisaged_eur": fine.envisaged,
        "amount_eur": fine.amount,
        "recidivism": fine.recidivism,
        "service_hours": fine.service_hours,
    }
    return {name: value for name, value in known.items() if value is not None}


async def must_be_ready(tx: Transaction, case: CaseFile, kind: LetterKind) -> None:
    """Raises ``CaseStepRefusedError`` where the procedure is not ready for an opening letter.

    After the start another one may be needed, to another address: nothing stops that.
    """
    if case.state == GasState.GEVOEGD:
        raise StepRefusedError(lazy("Dit dossier is gevoegd. De brieven horen bij het andere."))
    if kind is LetterKind.OPSTARTBRIEF:
        fine = await gas.get(tx, case.case_id)
        if fine.state in BEFORE_START:
            GAS.next_state(fine.file(), GasStep.START_LETTER, city_day(tx.now))


async def told(
    tx: Transaction, case: CaseFile, found: Sequence[Finding], particulars: Particulars
) -> dict[str, Any]:
    """Raises ``MissingLawError`` for a day that the table of terms does not reach."""
    ids = (DEFENCE_TERM, ORAL_LIMIT, PAYMENT_TERM)
    law = await legal_terms.law(tx, city_day(found[0].fact_at), *ids)
    defence, limit, payment = (law.terms[term_id].value or 0 for term_id in ids)
    return {
        "defence_days": defence,
        "oral_limit_eur": limit,
        "payment_days": payment,
        "highest_eur": await highest_fine(tx, await gas.get(tx, case.case_id)),
        "oral": mentions_oral_defence(
            minor=particulars.minor,
            envisaged_eur=particulars.envisaged_eur,
            limit_eur=limit,
        ),
    }
