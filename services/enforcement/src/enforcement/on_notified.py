"""Consequences of a notification: the procedures' own operations, in one table at the foot.

A term starts here and nowhere else (Ger.W. art. 53bis).
"""

from collections.abc import Awaitable, Callable, Mapping
from datetime import date, timedelta
from uuid import UUID

from chassis.days import day_start
from chassis.db import Transaction
from chassis.refusals import RefusedError
from enforcement.cases.rules import PROVEN, CaseKind
from enforcement.cases.store import timeline
from enforcement.cases.store.timeline import By
from enforcement.gas import later_receipt as later_fines
from enforcement.gas import new_appeal_month as corrections
from enforcement.gas import notified as fines
from enforcement.gas.person_terms import count_missing
from enforcement.hearings import plan as hearings
from enforcement.integrity_investigations import heard as investigations
from enforcement.integrity_investigations import later_receipt as later_investigations
from enforcement.integrity_investigations import notify_decision as measures
from enforcement.mayor_measures import heard as measure_hearings
from enforcement.mayor_measures import later_receipt as later_measures
from enforcement.mayor_measures import notify_order as mayor_measures
from enforcement.notifications import case_file
from enforcement.notifications.rules import LetterKind
from enforcement.notifications.rules.notification import Proof
from enforcement.payments import collect as payments
from enforcement.sanctions import defend, warn
from enforcement.sanctions import later_receipt as later_sanctions
from enforcement.sanctions import notify_decision as sanctions
from enforcement.street_bans import heard as ban_hearings
from enforcement.street_bans import later_receipt as later_bans
from enforcement.street_bans import store as bans
from enforcement.street_bans import warning as ban_warnings
from enforcement.street_bans.acts.order import NotifyBan
from enforcement.street_bans.desk import STREET_BANS
from enforcement.suitability import check_completeness, hear
from enforcement.suitability import later_receipt as later_declarations
from enforcement.suitability import notify_decision as declarations

Operation = Callable[[Transaction, UUID, date, By], Awaitable[object]]
"""Takes the case, the day on which the last addressee was notified, and who noted it."""
Later = Callable[[Transaction, UUID, Proof, By], Awaitable[object]]


async def tell_procedure(
    tx: Transaction, key: tuple[CaseKind, LetterKind], case_id: UUID, on: date, by: By
) -> None:
    """Let the procedure go on. One that has no place for it any more stays where it is.

    That a letter arrived is a fact, whatever became of the case meanwhile: its timeline keeps why
    nothing followed.
    """
    operation = NOTIFIED.get(key)
    if operation is not None:
        await _follow(tx, case_id, by, lambda: operation(tx, case_id, on, by))


async def tell_later(
    tx: Transaction, key: tuple[CaseKind, LetterKind], case_id: UUID, proof: Proof, by: By
) -> None:
    """A letter proves to have arrived later: what the presumed day started begins anew."""
    state = (await case_file.find(tx, case_id)).state
    days = f"{proof.presumed_on:%d/%m/%Y} → {proof.proven_on:%d/%m/%Y}"
    proven_at = day_start(proof.proven_on)
    timeline.note(tx, case_id, PROVEN, (state, state), by, reason=days, happened_at=proven_at)
    await begin_anew(tx, key, case_id, proof, by)


async def begin_anew(
    tx: Transaction, key: tuple[CaseKind, LetterKind], case_id: UUID, proof: Proof, by: By
) -> None:
    """What one day started begins anew from another: proven, or of a letter in place of one that
    came back.
    """
    operation = PROVEN_LATER.get(key)
    if operation is not None:
        await _follow(tx, case_id, by, lambda: operation(tx, case_id, proof, by))


async def counts_from(
    tx: Transaction,
    key: tuple[CaseKind, LetterKind],
    case_id: UUID,
    presumed_on: date,
    returned_on: date,
) -> date:
    """The day that a procedure has while a letter that came back waits for another: none on which
    anybody was notified. A ban holds nobody meanwhile, so its own last day is over then.
    """
    day = max(returned_on, presumed_on + timedelta(days=1))
    if key == (CaseKind.STREET_BAN, LetterKind.BESLISSING):
        last_day = (await bans.get(tx, case_id)).last_day
        day = max(day, (last_day or day) + timedelta(days=1))
    return day


async def _follow(
    tx: Transaction, case_id: UUID, by: By, operation: Callable[[], Awaitable[object]]
) -> None:
    recorded = len(tx.recorded)
    try:
        async with tx.session.begin_nested():
            await operation()
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
    await STREET_BANS.take(tx, case_id, by, NotifyBan(received_on=on))


WITHOUT_CONSEQUENCE = sanctions.WITHOUT_CONSEQUENCE
NOTIFIED: Mapping[tuple[CaseKind, LetterKind], Operation] = {
    (CaseKind.GAS, LetterKind.OPSTARTBRIEF): fines.start_letter_notified,
    (CaseKind.GAS, LetterKind.MELDING_STAFHOUDER): fines.bar_notified,
    (CaseKind.GAS, LetterKind.BEMIDDELINGSAANBOD): fines.mediation_offer_notified,
    (CaseKind.GAS, LetterKind.GEMEENSCHAPSDIENST): fines.community_service_notified,
    (CaseKind.GAS, LetterKind.UITNODIGING_HOORZITTING): hearings.invitation_notified,
    (CaseKind.GAS, LetterKind.BESLISSING): fines.decision_notified,
    (CaseKind.GAS, LetterKind.RECHTZETTING): corrections.correction_notified,
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
    (CaseKind.MEASURE, LetterKind.UITNODIGING_HOORZITTING): measure_hearings.invitation_notified,
    (CaseKind.MEASURE, LetterKind.BESLISSING): _measure_order,
    (CaseKind.STREET_BAN, LetterKind.WAARSCHUWING): ban_warnings.warning_notified,
    (CaseKind.STREET_BAN, LetterKind.UITNODIGING_HOORZITTING): ban_hearings.invitation_notified,
    (CaseKind.STREET_BAN, LetterKind.BESLISSING): _ban_order,
}
PROVEN_LATER: Mapping[tuple[CaseKind, LetterKind], Later] = {
    (CaseKind.GAS, LetterKind.OPSTARTBRIEF): later_fines.start_letter,
    (CaseKind.GAS, LetterKind.MELDING_STAFHOUDER): later_fines.bar,
    (CaseKind.GAS, LetterKind.BEMIDDELINGSAANBOD): later_fines.mediation_offer,
    (CaseKind.GAS, LetterKind.GEMEENSCHAPSDIENST): later_fines.community_service,
    (CaseKind.GAS, LetterKind.UITNODIGING_HOORZITTING): later_fines.hearing_invitation,
    (CaseKind.GAS, LetterKind.BESLISSING): later_fines.decision,
    (CaseKind.GAS, LetterKind.RECHTZETTING): corrections.correction_proven,
    (CaseKind.GAS, LetterKind.HERINNERING): payments.asked_later,
    (CaseKind.GAS, LetterKind.AANMANING): payments.asked_later,
    (CaseKind.SANCTION, LetterKind.WAARSCHUWING): later_sanctions.warning,
    (CaseKind.SANCTION, LetterKind.UITNODIGING_HOORZITTING): later_sanctions.invitation,
    (CaseKind.SANCTION, LetterKind.UITNODIGING_OPNIEUW): later_sanctions.invitation,
    (CaseKind.SANCTION, LetterKind.BESLISSING): later_sanctions.decision,
    (CaseKind.SUITABILITY, LetterKind.AANVULLING): later_declarations.missing,
    (CaseKind.SUITABILITY, LetterKind.UITNODIGING_HOORZITTING): later_declarations.invitation,
    (CaseKind.SUITABILITY, LetterKind.BESLISSING): later_declarations.decision,
    (CaseKind.INTEGRITY, LetterKind.UITNODIGING_HOORZITTING): later_investigations.invitation,
    (CaseKind.INTEGRITY, LetterKind.BESLISSING): later_investigations.decision,
    (CaseKind.MEASURE, LetterKind.UITNODIGING_HOORZITTING): later_measures.invitation,
    (CaseKind.MEASURE, LetterKind.BESLISSING): later_measures.order,
    (CaseKind.STREET_BAN, LetterKind.WAARSCHUWING): later_bans.warning,
    (CaseKind.STREET_BAN, LetterKind.UITNODIGING_HOORZITTING): later_bans.invitation,
    (CaseKind.STREET_BAN, LetterKind.BESLISSING): later_bans.order,
}
"""As above, for a letter whose addressee proves a later day than the law presumed."""
EACH_APART = frozenset({(CaseKind.GAS, LetterKind.RECHTZETTING)})
"""Letters of which each person's arrival is told as it comes, though that of others is open."""
WAITED_FOR = frozenset(NOTIFIED) - {(CaseKind.GAS, LetterKind.HERINNERING)}
"""Letters without which a case may not go on against somebody. No law asks for a reminder."""
ASKING_TO_PAY = frozenset({LetterKind.HERINNERING, LetterKind.AANMANING})
KNOWN_AHEAD = frozenset(
    (case, letter)
    for case, letter in NOTIFIED
    if case is CaseKind.GAS and letter not in ASKING_TO_PAY
)
"""Steps that are told as soon as the day is sure, though it may be a few days ahead: whoever gets a
letter on the day after it left may answer at once. A sanction works, and a reminder counts, only
from the day itself."""
