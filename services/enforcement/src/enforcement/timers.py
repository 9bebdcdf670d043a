"""Timers of enforcement. The clock flags and reminds; it decides nothing (DP-09).

The ends that it does carry out are no decisions: a suspension that a person ordered until a
moment, the day on which a notified sanction begins, a declaration whose validity is over, and a
fine that nobody can appeal any more; and an order that lapses by law without the college.
"""

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from chassis.bus import Errand, Parcel, Timer, TimerHandler
from chassis.db import Transaction
from chassis.web import code_tries
from enforcement.advices.remind import remind
from enforcement.agenda.close_meeting import close_unreported
from enforcement.agenda.plan_meeting import MEETING_OVER
from enforcement.applications import erase_application
from enforcement.cases import flag_term as terms
from enforcement.gas import finalise, make_ready, tell_police
from enforcement.integrity_investigations import erase as integrity_erasure
from enforcement.integrity_investigations import put_into_effect as integrity
from enforcement.legal_terms import case_terms
from enforcement.mayor_measures import end as measures_end
from enforcement.mayor_measures import erase as measures_erasure
from enforcement.mayor_measures import order as measures_order
from enforcement.notifications import announce
from enforcement.notifications import post as letters
from enforcement.payments import match_line, plan_instalments
from enforcement.payments.fall_due import fall_due
from enforcement.procedures import PROCEDURES
from enforcement.registers import bound_log as registers_log
from enforcement.registers import destroy
from enforcement.sanctions import put_into_effect as sanctions
from enforcement.street_bans import end as street_ban_ends
from enforcement.street_bans import erase as perimeters
from enforcement.street_bans import watch as street_bans
from enforcement.suitability import advices, end_declaration, suspension


async def flag_term(timer: Timer, tx: Transaction) -> None:
    """A term of a case comes to its safe day or its end."""
    await terms.flag_term(tx, timer, PROCEDURES)


async def close_advices(timer: Timer, tx: Transaction) -> None:
    """The term of the advices of a dossier is over."""
    await advices.close_overdue(tx, UUID(timer.key))


async def remind_of_advice(timer: Timer, tx: Transaction) -> Parcel | None:
    """The last day of an advice comes near, or is over."""
    return await remind(tx, timer.key)


async def end_validity(timer: Timer, tx: Transaction) -> None:
    """The last valid day of a declaration is over."""
    await end_declaration.expire_when_over(tx, UUID(timer.key))


async def end_suspension(timer: Timer, tx: Transaction) -> None:
    """The term of a suspension is over."""
    await suspension.lift_when_over(tx, UUID(timer.key))


async def begin_withdrawal(timer: Timer, tx: Transaction) -> None:
    """The day on which a sanction takes a declaration back is here."""
    await sanctions.withdraw_when_due(tx, UUID(timer.key))


async def end_defence(timer: Timer, tx: Transaction) -> None:
    """The term for a defence against a fine is over: the case is ready to be decided."""
    await make_ready.make_ready_when_over(tx, UUID(timer.key))


async def make_fine_final(timer: Timer, tx: Transaction) -> None:
    """A fine can no longer be appealed: finance gets its claim."""
    due = await finalise.make_final(tx, UUID(timer.key))
    if due is not None:
        await fall_due(tx, due)


async def tell_fine(timer: Timer, tx: Transaction) -> None:
    """The decision on a fine counts as received today: the police may hear it."""
    await tell_police.tell_fine_when_notified(tx, UUID(timer.key))


async def flag_instalment(timer: Timer, tx: Transaction) -> None:
    """The day of an instalment is over."""
    await plan_instalments.flag_missed(tx, timer)


async def forget_payer(timer: Timer, tx: Transaction) -> None:
    """A line of a statement was matched so long ago that nobody needs its payer."""
    await match_line.forget_payer(tx, UUID(timer.key))


async def let_integrity_decision_work(timer: Timer, tx: Transaction) -> None:
    """The waiting time after the notification of a decision is over."""
    await integrity.take_effect_when_due(tx, UUID(timer.key))


async def erase_integrity_findings(timer: Timer, tx: Transaction) -> None:
    """Nobody can appeal any more against a decision after an integrity investigation."""
    await integrity_erasure.erase_when_over(tx, UUID(timer.key))


async def destroy_integrity_file(timer: Timer, tx: Transaction) -> None:
    """The years for which the file of an integrity investigation is kept are over."""
    await integrity_erasure.destroy_when_over(tx, UUID(timer.key))


async def end_measure(timer: Timer, tx: Transaction) -> None:
    """The last order of a measure of the mayor comes to its end."""
    await measures_end.expire_when_over(tx, UUID(timer.key))


async def let_orders_lapse(timer: Timer, tx: Transaction) -> None:
    """The college met, and nobody recorded in time that it confirmed what waited for it."""
    await close_unreported(tx, date.fromisoformat(timer.key))


async def erase_measure_letters(timer: Timer, tx: Transaction) -> None:
    """Nobody needs the letters of a measure of the mayor any more."""
    await measures_erasure.erase_when_over(tx, UUID(timer.key))


async def end_street_ban(timer: Timer, tx: Transaction) -> None:
    """The last day of a street ban is over."""
    await street_ban_ends.expire_when_over(tx, UUID(timer.key))


async def erase_perimeter(timer: Timer, tx: Transaction) -> None:
    """Nobody needs the perimeter of a street ban any more."""
    await perimeters.erase_when_over(tx, UUID(timer.key))


async def receive_letter(timer: Timer, tx: Transaction) -> None:
    """The third working day after a letter was posted is here."""
    await letters.deem_received(tx, UUID(timer.key))


async def announce_letter(timer: Timer, tx: Transaction) -> Parcel | None:
    """A letter left whose addressee asked for a message."""
    return await announce.message_of(tx, UUID(timer.key))


async def destroy_over(timer: Timer, tx: Transaction) -> None:
    """Night: what applications, the register and declarations may no longer keep goes.

    The papers of an application stand among those of its declaration, and go before it.
    """
    await erase_application.erase_over(tx)
    await destroy.destroy_over(tx)


async def bound_log(timer: Timer, tx: Transaction) -> None:
    """Night: years of the register's log that may no longer be kept go."""
    await registers_log.drop_years(tx)


TIMERS: Mapping[str, TimerHandler | Errand] = {
    case_terms.TIMER: flag_term,
    code_tries.NAME: code_tries.forget,
    destroy.TIMER: destroy_over,
    registers_log.TIMER: bound_log,
    letters.TIMER: receive_letter,
    announce.TIMER: Errand(announce_letter),
    advices.ADVICES_DUE: close_advices,
    advices.ADVICE_REMINDER: Errand(remind_of_advice),
    advices.ADVICE_OVERDUE: Errand(remind_of_advice),
    end_declaration.EXPIRY: end_validity,
    end_declaration.SUSPENSION_END: end_suspension,
    sanctions.WITHDRAWAL_DUE: begin_withdrawal,
    finalise.FINE_FINAL: make_fine_final,
    tell_police.FINE_TOLD: tell_fine,
    make_ready.DEFENCE_OVER: end_defence,
    plan_instalments.TIMER: flag_instalment,
    match_line.TIMER: forget_payer,
    street_bans.EXPIRY_DUE: end_street_ban,
    perimeters.PERIMETER_OVER: erase_perimeter,
    measures_erasure.LETTERS_OVER: erase_measure_letters,
    integrity.EFFECT_DUE: let_integrity_decision_work,
    integrity_erasure.FINDINGS_OVER: erase_integrity_findings,
    integrity_erasure.FILE_OVER: destroy_integrity_file,
    measures_order.EXPIRY: end_measure,
    MEETING_OVER: let_orders_lapse,
}
