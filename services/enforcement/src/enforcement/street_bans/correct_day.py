"""Correct a day that somebody noted wrong: what the wrong day began runs from the right one."""

from datetime import date

from chassis.days import city_day, day_start
from chassis.db import Transaction
from chassis.messages import lazy
from chassis.refusals import FieldRefusedError
from enforcement.cases.rules import CaseKind
from enforcement.cases.store import timeline
from enforcement.cases.store.timeline import By
from enforcement.hearings.correct_day import correct_hearing_day
from enforcement.legal_terms import store as legal_terms
from enforcement.meetings.next_meeting import must_not_have_missed
from enforcement.notifications.must_not_have_left import must_not_have_left
from enforcement.notifications.rules import LetterKind
from enforcement.street_bans.heard import RIGHT
from enforcement.street_bans.later_receipt import recount_order
from enforcement.street_bans.rules import LENGTH_TERM, BanStep, DayOf, sound_period
from enforcement.street_bans.store import StreetBanCase
from enforcement.street_bans.tell_ordered import tell_anew
from enforcement.street_bans.warning import warning_notified
from enforcement.street_bans.watch import watch

ORDER = (CaseKind.STREET_BAN, LetterKind.BESLISSING)


async def correct_day(tx: Transaction, case: StreetBanCase, which: DayOf, on: date, by: By) -> None:
    """The police hear of another day of the order. Raises ``RefusedError``."""
    match which:
        case DayOf.WAARSCHUWING:
            await _warned_on(tx, case, on, by)
        case DayOf.HOORZITTING:
            await correct_hearing_day(tx, case, RIGHT, on, by)
        case DayOf.HANDTEKENING:
            await _signed_on(tx, case, on)
        case DayOf.KENNISGEVING:
            await _notified_on(tx, case, on, by)


async def _warned_on(tx: Transaction, case: StreetBanCase, on: date, by: By) -> None:
    if case.warned_at is None or case.warned_on is None:
        reason = lazy("In dit dossier is de ontvangst van een waarschuwing niet genoteerd.")
        raise FieldRefusedError("dayOf", reason)
    if case.order_id is not None:
        reason = lazy("Er is al een bevel. Laat de burgemeester het hernemen.")
        raise FieldRefusedError("dayOf", reason)
    if on < city_day(case.warned_at):
        raise FieldRefusedError("day", lazy("Dit ligt voor de waarschuwing. Kijk de dag na."))
    await warning_notified(tx, case.case_id, on, by)


async def _signed_on(tx: Transaction, case: StreetBanCase, on: date) -> None:
    """By the law of the right day; the college meets after it, and figures count it there."""
    if case.order_id is None or case.how is not None or case.confirmed:
        reason = lazy(
            "Deze dag zet je alleen recht van een bevel dat nog op het college wacht. Laat de "
            "burgemeester het anders hernemen."
        )
        raise FieldRefusedError("dayOf", reason)
    assert case.ordered_at is not None, "an order was signed"
    await must_not_have_left(tx, ORDER, case.case_id, case.ordered_at)
    assert case.first_day is not None and case.last_day is not None, "an order has days"
    heard_at = await timeline.latest(tx, case.case_id, BanStep.HEARING, BanStep.WRITTEN_DEFENCE)
    if heard_at is not None and on < city_day(heard_at):
        raise FieldRefusedError("day", lazy("Dit ligt voor de hoorzitting. Kijk de dag na."))
    if case.notified_at is not None and on > city_day(case.notified_at):
        raise FieldRefusedError("day", lazy("Dit ligt na de kennisgeving. Kijk de dag na."))
    ordered_at = max(day_start(on), heard_at or day_start(on))
    await must_not_have_missed(tx, on)
    law = await legal_terms.law(tx, on, LENGTH_TERM)
    after = case.earlier_last_day if case.renewals else None
    months = law.terms[LENGTH_TERM].value or 0
    if after is not None and on > after:
        reason = lazy(
            "Het verbod dat dit bevel hernieuwt, eindigde op %(day)s. Daarna is er niets meer te "
            "hernieuwen, en vervalt de hernieuwing. Laat de burgemeester ze hernemen.",
            day=f"{after:%d/%m/%Y}",
        )
        raise FieldRefusedError("day", reason)
    try:
        sound_period(case.first_day, case.last_day, ordered_at, months, after)
    except FieldRefusedError as refusal:
        raise FieldRefusedError("day", refusal.reason) from refusal
    case.ordered_at = ordered_at
    await watch(tx, case)
    await tell_anew(tx, case)


async def _notified_on(tx: Transaction, case: StreetBanCase, on: date, by: By) -> None:
    if case.notified_at is None or case.ordered_at is None:
        raise FieldRefusedError("dayOf", lazy("Het bevel is nog niet ter kennis gebracht."))
    if on < city_day(case.ordered_at):
        raise FieldRefusedError("day", lazy("Deze dag ligt voor het bevel."))
    await recount_order(tx, case, on, by)
