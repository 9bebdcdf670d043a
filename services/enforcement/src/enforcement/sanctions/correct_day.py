"""Correct a day that somebody noted wrong: what the wrong day began runs from the right one."""

from collections.abc import Sequence
from datetime import date

from chassis.bus import record
from chassis.days import city_day
from chassis.db import Transaction
from chassis.messages import lazy
from chassis.refusals import FieldRefusedError
from contracts.codes import SanctionKind
from contracts.enforcement import SanctionNotified
from enforcement.cases.store.timeline import By
from enforcement.cases.take_step import permits
from enforcement.hearings.correct_day import correct_hearing_day
from enforcement.sanctions import later_receipt
from enforcement.sanctions.heard import RIGHT
from enforcement.sanctions.put_into_effect import put_into_effect
from enforcement.sanctions.return_finding import goes_on_in
from enforcement.sanctions.rules import PROPOSED, DayOf, Effect, SanctionStep
from enforcement.sanctions.store import SanctionCase


async def correct_day(tx: Transaction, case: SanctionCase, which: DayOf, on: date, by: By) -> None:
    """Others hear of another day of notification and of effect. Raises ``FieldRefusedError``."""
    if which is DayOf.WAARSCHUWING:
        await _warned_on(tx, case, on, by)
    elif which is DayOf.HOORZITTING:
        await correct_hearing_day(tx, case, RIGHT, on, by)
    else:
        await _notified_on(tx, case, on, by)


async def falls_with(tx: Transaction, case: SanctionCase, which: DayOf, on: date) -> Sequence[str]:
    """What falls in the case with a right day (Dutch), for whoever has still to confirm it."""
    if which is not DayOf.WAARSCHUWING:
        return ()
    finding = await later_receipt.finding_without_warning(tx, case, on)
    if finding is None:
        return ()
    if not permits(case, SanctionStep.NEXT_FINDING_VOID, city_day(tx.now)):
        return (
            lazy("Er is al beslist op een vaststelling die dan niet volgt op de waarschuwing."),
        )
    said = [await goes_on_in(tx, finding)]
    if case.invited_at is not None:
        said.append(lazy("De uitnodiging en het verweer vervallen."))
    if case.state in PROPOSED:
        said.append(lazy("Het voorstel vervalt, en gaat van de agenda."))
    return said


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
