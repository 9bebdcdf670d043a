"""Correct a day that somebody noted wrong: what the wrong day began runs from the right one."""

from collections.abc import Sequence
from datetime import date

from chassis.days import city_day, day_start
from chassis.db import Transaction
from chassis.messages import lazy
from chassis.refusals import FieldRefusedError
from enforcement.cases.store.timeline import By
from enforcement.council_of_state.restart_term import restart_term, was_told
from enforcement.hearings.correct_day import correct_hearing_day
from enforcement.legal_terms import store as legal_terms
from enforcement.suitability.end_declaration import expire
from enforcement.suitability.grant import watch_validity
from enforcement.suitability.heard import RIGHT
from enforcement.suitability.renewal_request import correct_request_day
from enforcement.suitability.rules import VALID, VALIDITY_TERM, DayOf, DossierState
from enforcement.suitability.store import Dossier
from enforcement.suitability.undo_refusal import tell_again, tell_asked


async def correct_day(tx: Transaction, dossier: Dossier, which: DayOf, on: date, by: By) -> None:
    """Calendar, police and figures hear of another term. Raises ``FieldRefusedError``."""
    past = (DayOf.HOORZITTING, DayOf.KENNISGEVING, DayOf.VRAAG_VERNIEUWING)
    if which in past and on > city_day(tx.now):
        reason = lazy("Deze dag ligt in de toekomst. Leg vast wat al gebeurd is.")
        raise FieldRefusedError("day", reason)
    match which:
        case DayOf.HOORZITTING:
            await correct_hearing_day(tx, dossier, RIGHT, on, by)
        case DayOf.KENNISGEVING:
            await _notified_on(tx, dossier, on)
        case DayOf.VRAAG_VERNIEUWING:
            await correct_request_day(tx, dossier, on, by)
        case DayOf.GELDIG_VANAF | DayOf.GELDIG_TOT:
            await _valid_on(tx, dossier, which, on)


def falls_with(dossier: Dossier, which: DayOf, on: date) -> Sequence[str]:
    """What falls with a right day (Dutch), for whoever has still to confirm it."""
    last = dossier.valid_to
    if which is not DayOf.VRAAG_VERNIEUWING or not dossier.file().renewing or last is None:
        return ()
    if on <= last:
        return ()
    return (
        lazy(
            "De verklaring liep tot en met %(day)s. De vraag kwam dan te laat.",
            day=f"{last:%d/%m/%Y}",
        ),
        lazy("De vernieuwing vervalt, en de verklaring ook. Het pand gaat dicht in de kalender."),
    )


async def _notified_on(tx: Transaction, dossier: Dossier, on: date) -> None:
    if dossier.notified_at is None:
        raise FieldRefusedError("dayOf", lazy("De beslissing is nog niet ter kennis gebracht."))
    if dossier.decided_at is not None and on < city_day(dossier.decided_at):
        raise FieldRefusedError("day", lazy("Dit ligt voor de beslissing. Kijk de dag na."))
    told = await was_told(tx, dossier.dossier_id, city_day(dossier.notified_at))
    dossier.notified_at = day_start(on)
    if dossier.state is not DossierState.TOEGEKEND or dossier.renewal_refused_on is not None:
        contested = dossier.contested
        await restart_term(tx, dossier.dossier_id, on, contested=contested, remedy_told=told)


async def _valid_on(tx: Transaction, dossier: Dossier, which: DayOf, on: date) -> None:
    """As it was decided: other days are another decision."""
    first, last = dossier.valid_from, dossier.valid_to
    if dossier.state not in VALID or first is None or last is None:
        raise FieldRefusedError("dayOf", lazy("In dit dossier loopt er geen verklaring."))
    if which is DayOf.GELDIG_VANAF:
        if dossier.decided_at is not None and on < city_day(dossier.decided_at):
            reason = lazy("Een verklaring geldt ten vroegste vanaf de dag van de beslissing.")
            raise FieldRefusedError("day", reason)
        first = on
    else:
        last = on
    if last < first:
        raise FieldRefusedError("day", lazy("De geldigheid eindigt voor ze begint."))
    dossier.valid_from, dossier.valid_to = first, last
    law = await legal_terms.law(tx, city_day(tx.now), VALIDITY_TERM)
    await watch_validity(tx, dossier, first, law.terms[VALIDITY_TERM])
    await tell_again(tx, dossier)
    if dossier.file().renewing and dossier.renewal_refused_on is None:
        tell_asked(tx, dossier)
    await expire(tx, dossier)
