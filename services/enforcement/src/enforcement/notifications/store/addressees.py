"""Addressees of a case: who gets its letters, and where; sealed like offenders."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import Column, Index, LargeBinary, text
from sqlmodel import Field, col, func, select

from chassis.db import Transaction
from chassis.tables import MOMENT, code, one_of
from enforcement.cases.store.timeline import By
from enforcement.notifications.rules.letters import PERSONS, AddresseeRole
from enforcement.sealed_columns import ADDRESSEE
from enforcement.tables import Table

OF_SAME_OWNER = """
WITH owned AS (
  SELECT case_id, owner, NULL::timestamptz AS sold_at FROM sanction_case
  UNION ALL SELECT dossier_id, owner, (
    SELECT max(assessed_at) FROM dossier_change c
     WHERE c.dossier_id = dossier.dossier_id AND former IS NOT NULL) FROM dossier
  UNION ALL SELECT case_id, owner, NULL FROM integrity_investigation
  UNION ALL SELECT case_id, owner, NULL FROM mayor_measure
)
SELECT other.case_id, other.sold_at FROM owned own JOIN owned other USING (owner)
 WHERE own.case_id = $1 AND other.case_id <> $1
"""


class AddresseeRow(Table, table=True):
    """Personal data: name and address are sealed. ``removed_at``: no letter goes there any more.

    ``person_id`` stays the same when somebody moves; empty in rows of releases before 0.3.
    """

    __tablename__ = "addressee"
    __table_args__ = (
        one_of("role", AddresseeRole),
        Index("addressee_said_key", text("substr(said, 1, 5)")),
    )

    addressee_id: UUID = Field(primary_key=True)
    case_id: UUID = Field(index=True)
    role: AddresseeRole = Field(sa_type=code(AddresseeRole))
    said: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    named_at: datetime = Field(sa_type=MOMENT)
    named_by: str
    removed_at: datetime | None = Field(default=None, sa_type=MOMENT)
    person_id: UUID | None = Field(default=None, index=True)


@dataclass(frozen=True, slots=True, repr=False)
class Address:
    """A name with the place where a letter arrives; prints nothing."""

    name: str
    street: str
    house_number: str
    postcode: str
    town: str
    box: str | None = None
    country: str | None = None

    @property
    def lines(self) -> list[str]:
        """The lines of an envelope below the name."""
        box = f" bus {self.box}" if self.box else ""
        country = [self.country] if self.country else []
        return [f"{self.street} {self.house_number}{box}", f"{self.postcode} {self.town}", *country]


@dataclass(frozen=True, slots=True, repr=False)
class Addressee:
    """Somebody to whom letters of a case go; prints nothing."""

    addressee_id: UUID
    case_id: UUID
    role: AddresseeRole
    address: Address
    named_at: datetime
    person_id: UUID | None = None


async def add(
    tx: Transaction,
    case_id: UUID,
    role: AddresseeRole,
    address: Address,
    by: By,
    passed_at: datetime | None = None,
) -> Addressee:
    """Somebody who was known at another address stays the same person of the case.

    ``passed_at``: what the case is about was sold then, so that who was named before it is another
    person, unless the name is the same.
    """
    addressee_id = uuid4()
    person_id = await _known_as(tx, case_id, role, address.name, passed_at) or addressee_id
    tx.session.add(
        AddresseeRow(
            addressee_id=addressee_id,
            case_id=case_id,
            role=role,
            said=tx.vault.seal(ADDRESSEE, addressee_id, asdict(address)),
            named_at=tx.now,
            named_by=by.subject,
            person_id=person_id,
        )
    )
    return Addressee(addressee_id, case_id, role, address, tx.now, person_id)


async def get_row(tx: Transaction, addressee_id: UUID) -> AddresseeRow | None:
    return await tx.session.get(AddresseeRow, addressee_id, with_for_update=True)


async def of_cases(tx: Transaction, case_ids: Sequence[UUID]) -> list[Addressee]:
    """Those who get letters of these cases now, in the order in which they were named."""
    query = (
        select(AddresseeRow)
        .where(col(AddresseeRow.case_id).in_(case_ids), col(AddresseeRow.removed_at).is_(None))
        .order_by(col(AddresseeRow.named_at), col(AddresseeRow.addressee_id))
    )
    return [_opened(tx, row) for row in (await tx.session.exec(query)).all()]


async def of_same_owner(tx: Transaction, case_id: UUID) -> list[Addressee]:
    """Those who get letters of the other cases of the owner of this one; of a declaration that was
    sold not the seller, whose address stands there until somebody gives that of the buyer.
    """
    rows = await tx.conn.fetch(OF_SAME_OWNER, case_id)
    sold_at: dict[UUID, datetime | None] = {row["case_id"]: row["sold_at"] for row in rows}
    return [
        each
        for each in await of_cases(tx, [*sold_at])
        if each.role is AddresseeRole.OVERTREDER
        and ((sold := sold_at[each.case_id]) is None or sold <= each.named_at)
    ]


async def latest(tx: Transaction, role: AddresseeRole, beside: UUID, most: int) -> list[Addressee]:
    """Those who get letters of other cases than one now, in a role; the last named first."""
    query = (
        select(AddresseeRow)
        .where(
            AddresseeRow.role == role,
            AddresseeRow.case_id != beside,
            col(AddresseeRow.removed_at).is_(None),
        )
        .order_by(col(AddresseeRow.named_at).desc(), col(AddresseeRow.addressee_id))
        .limit(most)
    )
    return [_opened(tx, row) for row in (await tx.session.exec(query)).all()]


def _opened(tx: Transaction, row: AddresseeRow) -> Addressee:
    return Addressee(
        row.addressee_id,
        row.case_id,
        row.role,
        Address(**tx.vault.open(ADDRESSEE, row.addressee_id, row.said)),
        row.named_at,
        row.person_id,
    )


async def persons_of(tx: Transaction, case_id: UUID) -> set[UUID]:
    """The person and each holder of parental authority, as letters reach them now."""
    query = select(AddresseeRow.person_id).where(
        AddresseeRow.case_id == case_id,
        col(AddresseeRow.role).in_(PERSONS),
        col(AddresseeRow.removed_at).is_(None),
        col(AddresseeRow.person_id).is_not(None),
    )
    return {person_id for person_id in (await tx.session.exec(query)).all() if person_id}


async def first_named(tx: Transaction, case_id: UUID, role: AddresseeRole) -> dict[UUID, datetime]:
    """The moment at which each person in a role was first named, also those removed since."""
    query = (
        select(col(AddresseeRow.person_id), func.min(AddresseeRow.named_at))
        .where(
            AddresseeRow.case_id == case_id,
            AddresseeRow.role == role,
            col(AddresseeRow.person_id).is_not(None),
        )
        .group_by(col(AddresseeRow.person_id))
    )
    return {who: at for who, at in (await tx.session.exec(query)).all() if who is not None}


async def _known_as(
    tx: Transaction, case_id: UUID, role: AddresseeRole, name: str, passed_at: datetime | None
) -> UUID | None:
    """A case is about one person, and since a sale about another; holders of parental authority are
    told apart by their name."""
    query = select(AddresseeRow).where(AddresseeRow.case_id == case_id, AddresseeRow.role == role)
    of_before: set[UUID | None] = set()
    for row in (await tx.session.exec(query.order_by(col(AddresseeRow.named_at)))).all():
        known: str = tx.vault.open(ADDRESSEE, row.addressee_id, row.said)["name"]
        if passed_at is not None and row.named_at < passed_at:
            of_before.add(row.person_id)
        if row.person_id in of_before and _plain(known) != _plain(name):
            continue
        if same_person(role, known) == same_person(role, name):
            return row.person_id
    return None


def same_person(role: AddresseeRole, name: str) -> tuple[AddresseeRole, str]:
    """What is the same for one person of a case, however often and wherever they are named: a case
    is about one, and holders of parental authority are told apart by their name.
    """
    return role, "" if role is AddresseeRole.OVERTREDER else _plain(name)


def _plain(name: str) -> str:
    return " ".join(name.casefold().split())
