"""Record arrests and measures, and the prosecutor's counts, as the police keep them."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID, uuid4

from chassis.branches import check_branch
from chassis.days import city_day
from chassis.db import Transaction
from chassis.messages import lazy
from chassis.refusals import FieldRefusedError, NotFoundError, StepRefusedError
from chassis.web import Actor
from databank.arrests.entries import FIRST_DAY, AgreementBody, MeasureBody
from databank.arrests.rules.counts import CountedSubject
from databank.arrests.rules.measures import check_ground
from databank.arrests.rules.parket import NoAgreementError, YearsRefusedError
from databank.arrests.store import measures, parket, releases
from databank.arrests.store.measures import PoliceMeasure, PoliceMeasureRow
from databank.arrests.store.parket import ParketAgreementRow, ParketCount
from databank.entries import store as entries


async def record_measure(
    tx: Transaction, officer: Actor, measure_id: UUID, new: MeasureBody
) -> None:
    """Raises ``FieldRefusedError`` for a ground of another kind, and for a day to come."""
    check_ground(new.kind, new.ground)
    if not FIRST_DAY <= new.on_day <= city_day(tx.now):
        raise FieldRefusedError("onDay", lazy("Geef een dag die voorbij is, of vandaag."))
    check_branch("branch", new.branch, new.on_day)
    row = PoliceMeasureRow(
        id=measure_id, **new.kept(), recorded_at=tx.now, recorded_by=officer.subject
    )
    await entries.add(tx.conn, row)


async def withdraw_measure(
    tx: Transaction, officer: Actor, measure_id: UUID, reason: str
) -> PoliceMeasure:
    """Take back what was recorded twice or never was. Counts that left stay as they left."""
    measure = await measures.get(tx.conn, measure_id)
    if measure is None:
        raise NotFoundError(lazy("Deze aanhouding of maatregel"))
    await measures.withdraw(tx.conn, measure_id, tx.now, officer.subject, reason)
    return measure


async def record_agreement(tx: Transaction, officer: Actor, new: AgreementBody) -> None:
    """Raises ``YearsRefusedError``."""
    if new.last_year < new.first_year:
        raise YearsRefusedError
    row = ParketAgreementRow(
        id=uuid4(), **new.kept(), recorded_at=tx.now, recorded_by=officer.subject
    )
    await entries.add(tx.conn, row)


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
