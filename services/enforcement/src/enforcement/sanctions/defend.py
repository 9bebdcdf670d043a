"""Let the owner defend: invite, hear, receive a written defence, or note that there was none."""

from datetime import datetime
from uuid import UUID

from chassis.days import city_day
from chassis.db import Transaction
from chassis.refusals import FieldRefusedError
from enforcement.cases.rules import happened
from enforcement.cases.store.timeline import By
from enforcement.cases.take_step import take_step
from enforcement.legal_terms import case_terms
from enforcement.legal_terms import store as legal_terms
from enforcement.legal_terms.rules import deemed_received
from enforcement.sanctions import store
from enforcement.sanctions.rules import (
    DEFENCE_TERM,
    HEARING_BASIS,
    WARNING_TERM,
    SanctionStep,
)
from enforcement.sanctions.store import SanctionCase


async def invite(
    tx: Transaction,
    case_id: UUID,
    by: By,
    *,
    hearing_at: datetime,
    sent_at: datetime | None,
    registered: bool,
) -> SanctionCase:
    """The owner may be heard or write; the defence term starts with the receipt.

    A registered letter is deemed received on the third working day. Raises ``RefusedError``.
    """
    case = await store.get_for_update(tx, case_id)
    sent_at = happened("sentAt", sent_at, tx.now, after=case.warned_at)
    if hearing_at <= sent_at:
        raise FieldRefusedError("hearingAt", "De hoorzitting komt na de uitnodiging.")
    take_step(
        tx,
        case,
        SanctionStep.HEARING_INVITATION,
        by,
        basis=HEARING_BASIS,
        happened_at=sent_at,
    )
    law = await legal_terms.law(tx, city_day(case.fact_at), DEFENCE_TERM)
    received = city_day(sent_at)
    if registered:
        received = deemed_received(received, law.days.legal)
    ends = await case_terms.start(tx, case_id, law, DEFENCE_TERM, received)
    await case_terms.close(tx, case_id, WARNING_TERM)
    case.invited_at = sent_at
    case.hearing_at = hearing_at
    case.defence_until = ends.last_day
    return case


async def hear(
    tx: Transaction, case_id: UUID, by: By, *, report: str, held_at: datetime | None
) -> SanctionCase:
    """The hearing took place; its report is part of the file. Raises ``RefusedError``."""
    case = await store.get_for_update(tx, case_id)
    held_at = happened("heldAt", held_at, tx.now, after=case.invited_at)
    take_step(
        tx,
        case,
        SanctionStep.HEARING,
        by,
        reason=report,
        basis=HEARING_BASIS,
        happened_at=held_at,
    )
    return await _with_opportunity(tx, case)


async def receive_defence(
    tx: Transaction, case_id: UUID, by: By, *, summary: str | None, received_at: datetime | None
) -> SanctionCase:
    """The owner wrote; a late defence is registered all the same. Raises ``RefusedError``."""
    case = await store.get_for_update(tx, case_id)
    received_at = happened("receivedAt", received_at, tx.now, after=case.invited_at)
    take_step(
        tx,
        case,
        SanctionStep.WRITTEN_DEFENCE,
        by,
        reason=summary,
        basis=HEARING_BASIS,
        happened_at=received_at,
    )
    return await _with_opportunity(tx, case)


async def note_silence(tx: Transaction, case_id: UUID, by: By) -> SanctionCase:
    """Nobody came or wrote before the hearing and the defence term were over.

    Raises ``RefusedError``.
    """
    case = await store.get_for_update(tx, case_id)
    take_step(tx, case, SanctionStep.NO_DEFENCE, by, basis=HEARING_BASIS)
    return await _with_opportunity(tx, case)


async def _with_opportunity(tx: Transaction, case: SanctionCase) -> SanctionCase:
    await case_terms.close(tx, case.case_id, DEFENCE_TERM)
    case.heard = True
    return case
