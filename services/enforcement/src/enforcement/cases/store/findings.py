"""Findings of the police: linked to their case, with the person apart and sealed."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

import asyncpg
from sqlalchemy import Column, ColumnElement, Index, LargeBinary, func, text
from sqlmodel import Field, col, select
from sqlmodel.sql.expression import SelectOfScalar

from chassis.db import Transaction
from chassis.tables import MOMENT
from contracts.databank import (
    FindingHoldChanged,
    FindingTransferred,
    InformationReportTransferred,
)
from contracts.identity import FactPlace
from contracts.sealed import Sealed
from enforcement.cases.rules import NOBODY, CaseKind
from enforcement.cases.store.team_heads import team_heads
from enforcement.sealed_columns import OFFENDER, PLACE
from enforcement.tables import Table

OfPolice = FindingTransferred | InformationReportTransferred
"""A finding of the police, by whichever report it came; one of information may name nobody."""


class Finding(Table, table=True):
    """A finding as the police transferred it, without the person it is about.

    ``offender_role`` is ``NOBODY`` where the report names none. ``judicial_information``: it holds
    some, for which the judicial authority gave the police leave; empty where they did not say.
    """

    finding_id: UUID = Field(primary_key=True)
    case_id: UUID = Field(index=True)
    report_number: str
    fact_code: str
    fact_at: datetime = Field(sa_type=MOMENT)
    branch: str
    in_tolerance_zone: bool
    offender_role: str
    on_hold: bool
    transferred_at: datetime = Field(sa_type=MOMENT)
    judicial_information: bool | None = None
    came_from: UUID | None = None
    """The case that it was of before that case went into another."""
    prosecuted_on: date | None = None
    """The day on which the prosecutor said that he prosecutes this fact."""


class FindingHold(Table, table=True):
    """The last word of the police on a hold, also for a finding that has yet to arrive."""

    __tablename__ = "finding_hold"

    finding_id: UUID = Field(primary_key=True)
    on_hold: bool
    changed_at: datetime = Field(sa_type=MOMENT)


class Offender(Table, table=True):
    """Personal data: stored only here, sealed, and read only by its own logged route."""

    __table_args__ = (Index("offender_said_key", text("substr(said, 1, 5)")),)

    finding_id: UUID = Field(primary_key=True, foreign_key="finding.finding_id")
    said: bytes = Field(sa_column=Column(LargeBinary, nullable=False))


class FactPlaceRow(Table, table=True):
    """The place of a fact outside the city's window premises: it may be somebody's home."""

    __tablename__ = "fact_place"
    __table_args__ = (Index("fact_place_said_key", text("substr(said, 1, 5)")),)

    finding_id: UUID = Field(primary_key=True, foreign_key="finding.finding_id")
    said: bytes = Field(sa_column=Column(LargeBinary, nullable=False))


@dataclass(frozen=True, slots=True, repr=False)
class PlaceOfFact:
    """The place of a fact, as far as the police know it; prints nothing."""

    label: str
    street: str | None
    house_number: str | None
    postcode: str | None

    def for_police(self) -> Sealed[FactPlace]:
        """As a question to the police tells it."""
        return Sealed.of(
            FactPlace(
                label=self.label,
                street=self.street,
                house_number=self.house_number,
                postcode=self.postcode,
            )
        )

    @property
    def address(self) -> str | None:
        """As a letter writes it; None where the police know no street."""
        if self.street is None:
            return None
        return " ".join(filter(None, (self.street, self.house_number, self.postcode)))


@dataclass(frozen=True, slots=True, repr=False)
class OffenderIdentity:
    """The person that a finding is about, and where it was; prints nothing.

    ``place`` is empty for window premises, which the case names itself, and where it is not known.
    """

    finding_id: UUID
    name: str
    birth_date: str | None
    organisation: str | None
    place: PlaceOfFact | None


@dataclass(frozen=True, slots=True, repr=False)
class NobodyNamed:
    """The place of a finding that names nobody; prints nothing."""

    finding_id: UUID
    place: PlaceOfFact
    name: None = None
    birth_date: None = None
    organisation: None = None


KEEP_HOLD = """
INSERT INTO finding_hold (finding_id, on_hold, changed_at) VALUES ($1, $2, $3)
ON CONFLICT (finding_id) DO UPDATE SET on_hold = EXCLUDED.on_hold, changed_at = EXCLUDED.changed_at
 WHERE finding_hold.changed_at < EXCLUDED.changed_at
RETURNING finding_id
"""


async def knows(tx: Transaction, finding_id: UUID) -> bool:
    return await tx.session.get(Finding, finding_id) is not None


async def add(tx: Transaction, finding: Finding) -> None:
    """Store a finding of the city itself: it names nobody."""
    tx.session.add(finding)
    await tx.session.flush()


async def keep(tx: Transaction, event: OfPolice, case_id: UUID) -> None:
    """Store a finding and, apart, the person and the place from their seals."""
    tx.session.add(
        Finding(
            finding_id=event.finding_id,
            case_id=case_id,
            report_number=event.report_number,
            fact_code=event.fact_code,
            fact_at=event.fact_at,
            branch=str(event.branch),
            in_tolerance_zone=event.in_tolerance_zone,
            offender_role=str(event.offender_role or NOBODY),
            judicial_information=getattr(event, "judicial_information", None),
            on_hold=event.on_hold,
            transferred_at=event.transferred_at,
        )
    )
    await tx.session.flush()
    if event.offender is not None:
        person = event.offender.value
        said = tx.vault.seal(OFFENDER, event.finding_id, person.model_dump())
        tx.session.add(Offender(finding_id=event.finding_id, said=said))
    if event.place is not None:
        said = tx.vault.seal(PLACE, event.finding_id, event.place.value.model_dump())
        tx.session.add(FactPlaceRow(finding_id=event.finding_id, said=said))


async def keep_hold(tx: Transaction, event: FindingHoldChanged) -> bool:
    """Keep a change of hold; False when the police said so before, or something else since."""
    kept = await tx.conn.fetchval(KEEP_HOLD, event.finding_id, event.on_hold, event.changed_at)
    return kept is not None


async def is_on_hold(tx: Transaction, event: OfPolice) -> bool:
    """Whether the police ask to wait with a finding that arrives: their last word counts."""
    later = await tx.session.get(FindingHold, event.finding_id)
    return event.on_hold if later is None else later.on_hold


async def waits(tx: Transaction, case_id: UUID) -> bool:
    """Whether the last word of the police on any finding of the case is to wait."""
    return (await tx.session.exec(_waiting(col(Finding.case_id) == case_id))).first() is not None


async def any_waits(tx: Transaction, finding_ids: Collection[UUID]) -> bool:
    """Whether the last word of the police on any of these findings is to wait."""
    of_these = col(Finding.finding_id).in_(finding_ids)
    return (await tx.session.exec(_waiting(of_these))).first() is not None


def _waiting(which: ColumnElement[bool]) -> SelectOfScalar[UUID]:
    return (
        select(col(Finding.finding_id))
        .join(FindingHold, col(FindingHold.finding_id) == col(Finding.finding_id), isouter=True)
        .where(which, func.coalesce(col(FindingHold.on_hold), col(Finding.on_hold)))
    )


async def case_of(tx: Transaction, finding_id: UUID) -> UUID | None:
    """The case of a finding; None while the finding has not arrived."""
    finding = await tx.session.get(Finding, finding_id)
    return None if finding is None else finding.case_id


async def move(tx: Transaction, case_id: UUID, into_id: UUID) -> list[UUID]:
    """Take the findings of a case into another, which they can be taken from again; their ids."""
    rows = await of_case(tx, case_id)
    for row in rows:
        row.case_id, row.came_from = into_id, case_id
    await tx.session.flush()
    return [row.finding_id for row in rows]


async def note_prosecuted(tx: Transaction, finding_id: UUID, on: date) -> None:
    """Keep the first day on which the prosecutor said so."""
    row = await tx.session.get_one(Finding, finding_id, with_for_update=True)
    row.prosecuted_on = row.prosecuted_on or on
    await tx.session.flush()


async def move_back(tx: Transaction, into_id: UUID, case_id: UUID) -> list[UUID]:
    """Give the findings that came from a case back to it; their ids."""
    rows = [row for row in await of_case(tx, into_id) if row.came_from == case_id]
    for row in rows:
        row.case_id, row.came_from = case_id, None
    await tx.session.flush()
    return [row.finding_id for row in rows]


async def identities(
    tx: Transaction, case_ids: Collection[UUID]
) -> dict[UUID, list[OffenderIdentity]]:
    """The persons of several cases, without places: to be compared, and shown to nobody."""
    query = (
        select(Finding.case_id, Offender).join(Finding).where(col(Finding.case_id).in_(case_ids))
    )
    found: dict[UUID, list[OffenderIdentity]] = {}
    for case_id, row in (await tx.session.exec(query)).all():
        said = tx.vault.open(OFFENDER, row.finding_id, row.said)
        found.setdefault(case_id, []).append(OffenderIdentity(row.finding_id, **said, place=None))
    return found


async def of_case(tx: Transaction, case_id: UUID) -> list[Finding]:
    """The findings of a case, the oldest fact first."""
    return [each for found in (await of_cases(tx, [case_id])).values() for each in found]


async def of_cases(tx: Transaction, case_ids: Collection[UUID]) -> dict[UUID, list[Finding]]:
    """The findings of several cases, the oldest fact of each first."""
    query = select(Finding).where(col(Finding.case_id).in_(case_ids))
    found: dict[UUID, list[Finding]] = {}
    for row in (await tx.session.exec(query.order_by(col(Finding.fact_at)))).all():
        found.setdefault(row.case_id, []).append(row)
    return found


async def by_ids(tx: Transaction, finding_ids: Collection[UUID]) -> list[Finding]:
    """Some findings, the oldest fact first."""
    query = select(Finding).where(col(Finding.finding_id).in_(finding_ids))
    return [*(await tx.session.exec(query.order_by(col(Finding.fact_at)))).all()]


async def offenders(tx: Transaction, case_id: UUID) -> list[OffenderIdentity]:
    """The persons of a case, each with its finding and its place."""
    of_case = col(Finding.case_id) == case_id
    query = select(Offender).join(Finding).where(of_case).order_by(col(Finding.fact_at))
    rows = (await tx.session.exec(query)).all()
    found = await places(tx, case_id)
    return [
        OffenderIdentity(
            row.finding_id,
            **tx.vault.open(OFFENDER, row.finding_id, row.said),
            place=found.get(row.finding_id),
        )
        for row in rows
    ]


async def places(tx: Transaction, case_id: UUID) -> dict[UUID, PlaceOfFact]:
    """The sealed places of the findings of a case, those that name nobody too."""
    query = select(FactPlaceRow).join(Finding).where(col(Finding.case_id) == case_id)
    return _opened(tx, (await tx.session.exec(query)).all())


async def places_of(tx: Transaction, finding_ids: Collection[UUID]) -> dict[UUID, PlaceOfFact]:
    """The sealed places of some findings, whatever case they are of now."""
    query = select(FactPlaceRow).where(col(FactPlaceRow.finding_id).in_(finding_ids))
    return _opened(tx, (await tx.session.exec(query)).all())


def _opened(tx: Transaction, rows: Iterable[FactPlaceRow]) -> dict[UUID, PlaceOfFact]:
    return {
        row.finding_id: PlaceOfFact(**tx.vault.open(PLACE, row.finding_id, row.said))
        for row in rows
    }


async def kind_of_case(conn: asyncpg.Connection, case_id: UUID) -> CaseKind | None:
    """The kind of a case that began with a finding."""
    query = f"SELECT kind FROM ({team_heads()}) AS c WHERE case_id = $1"  # noqa: S608
    kind = await conn.fetchval(query, case_id)
    return None if kind is None else CaseKind(kind)
