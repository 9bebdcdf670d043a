"""Consequences of a notification: the procedures' own operations, in one table at the foot.

A term starts here and nowhere else (Ger.W. art. 53bis).
"""

from collections.abc import Awaitable, Callable, Mapping
from datetime import date
from uuid import UUID

from chassis.days import day_start
from chassis.db import Transaction
from chassis.refusals import RefusedError
from enforcement.cases.rules import CaseKind
from enforcement.cases.store import timeline
from enforcement.cases.store.timeline import By
from enforcement.gas import notified as fines
from enforcement.gas.person_terms import count_missing
from enforcement.hearings import plan as hearings
from enforcement.integrity_investigations import hear as investigations
from enforcement.integrity_investigations import notify_decision as measures
from enforcement.mayor_measures import notify_order as mayor_measures
from enforcement.notifications import case_file
from enforcement.notifications.rules import LetterKind
from enforcement.payments import collect as payments
from enforcement.sanctions import defend, warn
from enforcement.sanctions import notify_decision as sanctions
from enforcement.street_bans import tell_person as street_bans
from enforcement.suitability import check_completeness, hear
from enforcement.suitability import notify_decision as declarations

Operation = Callable[[Transaction, UUID, date, By], Awaitable[object]]
"""Takes the case, the day on which the last addressee was notified, and who noted it."""


async def tell_procedure(
    tx: Transaction, key: tuple[CaseKind, LetterKind], case_id: UUID, on: date, by: By
) -> None:
    """Let the procedure go on. One that has no place for it any more stays where it is.

    That a letter arrived is a fact, whatever became of the case meanwhile: its timeline keeps why
    nothing followed.
    """
    operation = NOTIFIED.get(key)
    if operation is None:
        return
    recorded = len(tx.recorded)
    try:
        async with tx.session.begin_nested():
            await operation(tx, case_id, on, by)
    except RefusedError as refusal:
        del tx.recorded[recorded:]
        state = (await case_file.find(tx, case_id)).state
        reason = refusal.reason
        timeline.note(tx, case_id, WITHOUT_CONSEQUENCE, (state, state), by, reason=reason)


async def note_person(tx: Transaction, key: tuple[CaseKind, LetterKind], case_id: UUID) -> None:
    """Count who of a fine case still lacks a letter, before the procedure is told of everybody."""
    if key[0] is CaseKind.GAS:
        await count_missing(tx, case_id)


async def _sanction_decision(tx: Transaction, case_id: UUID, on: date, by: By) -> None:
    await sanctions.notify_decision(tx, case_id, by, day_start(on))


async def _measure_order(tx: Transaction, case_id: UUID, on: date, by: By) -> None:
    await mayor_measures.notify_order(tx, case_id, by, day_start(on))


async def _ban_order(tx: Transaction, case_id: UUID, on: date, by: By) -> None:
    await street_bans.note_notified(tx, case_id, by, on, remedy_told=True)


WITHOUT_CONSEQUENCE = sanctions.WITHOUT_CONSEQUENCE
NOTIFIED: Mapping[tuple[CaseKind, LetterKind], Operation] = {
    (CaseKind.GAS, LetterKind.OPSTARTBRIEF): fines.start_letter_notified,
    (CaseKind.GAS, LetterKind.MELDING_STAFHOUDER): fines.bar_notified,
    (CaseKind.GAS, LetterKind.BEMIDDELINGSAANBOD): fines.mediation_offer_notified,
    (CaseKind.GAS, LetterKind.GEMEENSCHAPSDIENST): fines.community_service_notified,
    (CaseKind.GAS, LetterKind.UITNODIGING_HOORZITTING): hearings.invitation_notified,
    (CaseKind.GAS, LetterKind.BESLISSING): fines.decision_notified,
    (CaseKind.GAS, LetterKind.HERINNERING): payments.reminder_notified,
    (CaseKind.GAS, LetterKind.AANMANING): payments.notice_notified,
    (CaseKind.SANCTION, LetterKind.WAARSCHUWING): warn.warning_notified,
    (CaseKind.SANCTION, LetterKind.UITNODIGING_HOORZITTING): defend.invitation_notified,
    (CaseKind.SANCTION, LetterKind.UITNODIGING_OPNIEUW): defend.invitation_notified,
    (CaseKind.SANCTION, LetterKind.BESLISSING): _sanction_decision,
    (CaseKind.SUITABILITY, LetterKind.AANVULLING): check_completeness.missing_told,
    (CaseKind.SUITABILITY, LetterKind.UITNODIGING_HOORZITTING): hear.invitation_notified,
    (CaseKind.SUITABILITY, LetterKind.BESLISSING): declarations.letter_arrived,
    (CaseKind.INTEGRITY, LetterKind.UITNODIGING_HOORZITTING): investigations.invitation_notified,
    (CaseKind.INTEGRITY, LetterKind.BESLISSING): measures.decision_notified,
    (CaseKind.MEASURE, LetterKind.BESLISSING): _measure_order,
    (CaseKind.STREET_BAN, LetterKind.BESLISSING): _ban_order,
}
ASKING_TO_PAY = frozenset({LetterKind.HERINNERING, LetterKind.AANMANING})
KNOWN_AHEAD = frozenset(
    (case, letter)
    for case, letter in NOTIFIED
    if case is CaseKind.GAS and letter not in ASKING_TO_PAY
)
"""Steps that are told as soon as the day is sure, though it may be a few days ahead: whoever gets a
letter on the day after it left may answer at once. A sanction works, and a reminder counts, only
from the day itself."""
