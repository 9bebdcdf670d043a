"""Correct a day that somebody noted wrong: what the wrong day began runs from the right one."""

from datetime import date

from chassis.bus import record
from chassis.days import city_day
from chassis.db import Transaction
from chassis.messages import lazy
from chassis.refusals import FieldRefusedError
from contracts.codes import SanctionKind
from contracts.enforcement import SanctionNotified
from enforcement.cases.store.timeline import By
from enforcement.hearings.correct_day import correct_hearing_day
from enforcement.sanctions import later_receipt
from enforcement.sanctions.heard import RIGHT
from enforcement.sanctions.put_into_effect import put_into_effect
from enforcement.sanctions.rules import DayOf, Effect
from enforcement.sanctions.store import SanctionCase


async def correct_day(tx: Transaction, case: SanctionCase, which: DayOf, on: date, by: By) -> None:
    """Others hear of another day of notification and of effect. Raises ``FieldRefusedError``."""
    if which is DayOf.WAARSCHUWING:
        await _warned_on(tx, case, on, by)
    elif which is DayOf.HOORZITTING:
        await correct_hearing_day(tx, case, RIGHT, on, by)
    else:
        await _notified_on(tx, case, on, by)


async def _warned_on(tx: Transaction, case: SanctionCase, on: date, by: By) -> None:
    if case.warned_on is None:
        raise FieldRefusedError("dayOf", lazy("In dit dossier is er nog geen waarschuwing."))
    if on < city_day(case.fact_at):
        raise FieldRefusedError("day", lazy("Dit ligt voor het feit. Kijk de dag na."))
    if case.notified_at is not None:
        reason = lazy("Er is al beslist. Laat het orgaan de beslissing hernemen.")
        raise FieldRefusedError("dayOf", reason)
    await later_receipt.recount_warning(tx, case, on, by)


async def _notified_on(tx: Transaction, case: SanctionCase, on: date, by: By) -> None:
    if case.notified_at is None or case.decided_at is None:
        raise FieldRefusedError("dayOf", lazy("De beslissing is nog niet ter kennis gebracht."))
    if on < city_day(case.decided_at):
        raise FieldRefusedError("day", lazy("Dit ligt voor de beslissing. Kijk de dag na."))
    await later_receipt.recount_notification(tx, case, on, by)
    kind = SanctionKind(case.decision_kind or "")
    if case.restricts and case.effect_from is not None and kind is not SanctionKind.INTREKKING:
        effect = Effect(case.effect_from, case.effect_to)
        await put_into_effect(tx, case, kind, effect, by, case.notified_at)
    record(
        tx,
        SanctionNotified(
            case_id=case.case_id,
            premises_id=case.premises_id,
            kind=kind,
            effect_from=case.effect_from,
            effect_to=case.effect_to,
            notified_at=case.notified_at,
        ),
    )
