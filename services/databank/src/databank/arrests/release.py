"""Let the counts of a period go: protected, once, and nothing but counts."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID, uuid4

from chassis.bus import record
from chassis.days import city_day, day_start
from chassis.db import Transaction
from chassis.messages import lazy
from chassis.refusals import StepRefusedError
from chassis.web import Actor
from contracts.databank import PoliceCountsReleased
from databank.access.shields.view import over_everybody
from databank.arrests.rules.counts import (
    COUNTED,
    OF_HALVES,
    SUBJECT_OF,
    CountedSubject,
    Counts,
    Half,
)
from databank.arrests.rules.parket import NoAgreementError
from databank.arrests.rules.protection import THRESHOLD, protect, protect_total, spread
from databank.arrests.store import measures, parket, releases
from databank.arrests.store.releases import Release


@dataclass(frozen=True, slots=True)
class OutgoingCounts:
    """The counts of one subject as they would leave, or left."""

    about: CountedSubject
    counts: Counts


@over_everybody
async def counts_of(tx: Transaction, half: Half) -> list[OutgoingCounts]:
    """The counts that would leave of a half-year. A closed file counts too: it names nobody."""
    rows = await measures.between(tx.conn, half.first, half.after)
    found = []
    for about in OF_HALVES:
        if about is CountedSubject.GECONTROLEERDE_PERSONEN:
            span = day_start(half.first), day_start(half.after)
            counts = protect_total(await measures.persons_checked(tx.conn, *span))
        else:
            counts = protect(
                [
                    {"branch": row.branch.value, "ground": row.ground, "kind": row.kind.value}
                    for row in rows
                    if SUBJECT_OF[row.kind] is about
                ]
            )
        found.append(OutgoingCounts(about, counts))
    return found


async def counts_of_parket(tx: Transaction, year: int) -> OutgoingCounts:
    rows = await parket.of_year(tx.conn, year)
    units = spread(
        ({"ground": row.ground.value, "kind": row.kind.value}, row.number) for row in rows
    )
    return OutgoingCounts(CountedSubject.PARKET, protect(units))


async def release_half(tx: Transaction, officer: Actor, half: Half) -> list[UUID]:
    """Release what did not leave yet of a half-year that is over; none when all left before."""
    if not half.is_over(city_day(tx.now)):
        reason = lazy("Dit halfjaar is nog niet voorbij.")
        raise StepRefusedError(reason, allowed=[])
    outgoing = await counts_of(tx, half)
    return [
        release_id
        for each in outgoing
        if (release_id := await _release(tx, officer, each, half.first, half.half))
    ]


async def release_parket(tx: Transaction, officer: Actor, year: int) -> list[UUID]:
    """Release the prosecutor's set of a year; only while an agreement covers it."""
    if await parket.agreement_for(tx.conn, year) is None:
        raise NoAgreementError(year)
    if not await parket.of_year(tx.conn, year):
        reason = lazy("Er zijn geen cijfers van het parket voor %(year)s.", year=year)
        raise StepRefusedError(reason, allowed=[])
    outgoing = await counts_of_parket(tx, year)
    release_id = await _release(tx, officer, outgoing, date(year, 1, 1), None)
    return [release_id] if release_id else []


async def _release(
    tx: Transaction, officer: Actor, outgoing: OutgoingCounts, first_day: date, half: int | None
) -> UUID | None:
    release = Release(uuid4(), outgoing.about, first_day, half or 0, tx.now)
    counts = outgoing.counts
    if not await releases.add(tx.conn, release, counts, officer.subject):
        return None
    event = PoliceCountsReleased(
        release_id=release.id,
        about=outgoing.about.value,
        begins_at=day_start(first_day),
        half=half,
        threshold=THRESHOLD,
        total=counts.total,
        branches=counts.of("branch"),
        grounds=counts.of("ground"),
        kinds=counts.of("kind"),
        released_at=tx.now,
        counts=COUNTED[outgoing.about],
    )
    record(tx, event)
    return release.id
