"""Record arrests and measures, and the prosecutor's counts, as the police keep them."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from chassis.branches import check_branch
from chassis.days import city_day
from chassis.db import Transaction
from chassis.messages import lazy
from chassis.refusals import FieldRefusedError, NotFoundError, StepRefusedError
from chassis.web import Actor
from contracts.branches import Branch
from databank.arrests.rules.counts import CountedSubject
from databank.arrests.rules.measures import MeasureKind, check_ground
from databank.arrests.rules.parket import Agreement, NoAgreementError, YearsRefusedError
from databank.arrests.store import measures, parket, releases
from databank.arrests.store.measures import PoliceMeasure
from databank.arrests.store.parket import ParketCount

FIRST_YEAR = 2010
FIRST_DAY = date(FIRST_YEAR, 1, 1)


async def record_measure(
    tx: Transaction,
    officer: Actor,
    measure_id: UUID,
    what: tuple[MeasureKind, str],
    branch: Branch,
    on_day: date,
) -> None:
    """``what`` is a kind and its ground."""
    kind, ground = what
    check_ground(kind, ground)
    if not FIRST_DAY <= on_day <= city_day(tx.now):
        raise FieldRefusedError("onDay", lazy("Geef een dag die voorbij is, of vandaag."))
    check_branch("branch", branch, on_day)
    measure = PoliceMeasure(
        id=measure_id,
        kind=kind,
        ground=ground,
        branch=branch,
        on_day=on_day,
        recorded_at=tx.now,
    )
    await measures.add(tx.conn, measure, officer.subject)


async def withdraw_measure(
    tx: Transaction, officer: Actor, measure_id: UUID, reason: str
) -> PoliceMeasure:
    """Take back what was recorded twice or never was. Counts that left stay as they left."""
    measure = await measures.get(tx.conn, measure_id)
    if measure is None:
        raise NotFoundError(lazy("Deze aanhouding of maatregel"))
    await measures.withdraw(tx.conn, measure_id, tx.now, officer.subject, reason)
    return measure


async def record_agreement(tx: Transaction, officer: Actor, agreement: Agreement) -> None:
    if agreement.last_year < agreement.first_year:
        raise YearsRefusedError
    await parket.add_agreement(tx.conn, agreement, tx.now, officer.subject)


async def record_parket_counts(
    tx: Transaction, officer: Actor, year: int, counts: Sequence[ParketCount]
) -> None:
    """The prosecutor's set of a year, in place of an earlier one; only under an agreement."""
    agreement = await parket.agreement_for(tx.conn, year)
    if agreement is None:
        raise NoAgreementError(year)
    if await releases.exists(tx.conn, CountedSubject.PARKET, date(year, 1, 1), 0):
        reason = lazy("De cijfers van het parket van %(year)s zijn al vrijgegeven.", year=year)
        raise StepRefusedError(reason, allowed=[])
    await parket.replace(tx.conn, year, agreement.id, counts, tx.now, officer.subject)
