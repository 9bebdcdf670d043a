"""The linkage of each year: its secrets, sealed, kept codes, totals, and the proof of their end."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import Column, ForeignKey, Index, LargeBinary, Text, text
from sqlalchemy import Uuid as UuidType
from sqlmodel import Field, col, select

from chassis.db import Transaction
from chassis.tables import DOCUMENT, MOMENT, code, one_of
from registry.sealed_columns import LINKAGE
from registry.tables import Table
from registry.year_linkage.rules.codes import Secrets
from registry.year_linkage.rules.year import RUNNING, Ground, LinkageState


class LinkageYear(Table, table=True):
    """``secrets`` are the key and the pepper, sealed; empty once they are destroyed."""

    __tablename__ = "linkage_year"
    __table_args__ = (
        one_of("state", LinkageState),
        Index("linkage_year_secrets_key", text("substr(secrets, 1, 5)")),
    )

    linkage_id: UUID = Field(primary_key=True)
    year: int = Field(unique=True)
    state: LinkageState = Field(sa_type=code(LinkageState))
    decided_on: date
    opened_at: datetime = Field(sa_type=MOMENT)
    opened_by: str = Field(sa_type=Text)
    secrets: bytes | None = Field(default=None, sa_column=Column(LargeBinary))
    requested_at: datetime | None = Field(default=None, sa_type=MOMENT)
    requested_by: str | None = Field(default=None, sa_type=Text)
    ended_at: datetime | None = Field(default=None, sa_type=MOMENT)
    ended_by: str | None = Field(default=None, sa_type=Text)


class LinkageHandover(Table, table=True):
    """The key of a year given to an organisation: once, or again where the study office lets it."""

    __tablename__ = "linkage_handover"

    year: int = Field(primary_key=True)
    organisation: str = Field(primary_key=True, sa_type=Text)
    times: int
    handed_at: datetime = Field(sa_type=MOMENT)
    handed_by: str = Field(sa_type=Text)
    is_repeatable: bool
    acknowledged_at: datetime | None = Field(default=None, sa_type=MOMENT)
    acknowledged_by: str | None = Field(default=None, sa_type=Text)
    erased_at: datetime | None = Field(default=None, sa_type=MOMENT)
    erased_by: str | None = Field(default=None, sa_type=Text)


class LinkageCode(Table, table=True):
    """The code of one client of a delivery, made anew under the pepper of its year."""

    __tablename__ = "linkage_code"

    delivery_id: UUID = Field(
        sa_column=Column(
            UuidType, ForeignKey("delivery.delivery_id", ondelete="CASCADE"), primary_key=True
        )
    )
    client_code: str = Field(primary_key=True, sa_type=Text)
    code: str = Field(sa_type=Text)


class LinkageDelivery(Table, table=True):
    """Counts of what a delivery brought for the linkage, as it came.

    Who is erased since is still counted: no later count would tell that somebody was. ``clients``
    had a contact, ``coded`` of them came with a code, ``pairs_alike`` are pairs of them with the
    same code.
    """

    __tablename__ = "linkage_delivery"

    delivery_id: UUID = Field(
        sa_column=Column(
            UuidType, ForeignKey("delivery.delivery_id", ondelete="CASCADE"), primary_key=True
        )
    )
    clients: int
    coded: int
    pairs_alike: int


class LinkageSample(Table, table=True):
    """Clients that an organisation coded a second time, and how many got the same code.

    Two numbers, and nothing of any client. The newest entry stands.
    """

    __tablename__ = "linkage_sample"

    year: int = Field(primary_key=True)
    organisation: str = Field(primary_key=True, sa_type=Text)
    sampled: int
    alike: int
    entered_at: datetime = Field(sa_type=MOMENT)
    entered_by: str = Field(sa_type=Text)


class LinkedTotals(Table, table=True):
    """City totals of a year without double counting. The service adds them and changes none.

    ``error`` is the measured error of the linkage, which the totals' bounds hold; a join of before
    it was measured has none.
    """

    __tablename__ = "linked_totals"

    publication_id: UUID = Field(primary_key=True)
    year: int = Field(unique=True)
    organisations: list[str] = Field(sa_type=DOCUMENT)
    threshold: int
    is_complete: bool
    totals: list[dict[str, Any]] = Field(sa_type=DOCUMENT)
    published_at: datetime = Field(sa_type=MOMENT)
    error: dict[str, int] | None = Field(default=None, sa_type=DOCUMENT)


class LinkageDestruction(Table, table=True):
    """Key and codes of a year were destroyed: on which ground, and how many by organisation.

    ``codes`` counts those delivered: whoever was erased before is still among them.

    ``digest`` is the SHA-256 over all kept codes in their order, ``key_fingerprint`` that of the
    key. The service may add proofs and change none.
    """

    __tablename__ = "linkage_destruction"
    __table_args__ = (one_of("ground", Ground),)

    year: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    ground: Ground = Field(sa_type=code(Ground))
    destroyed_at: datetime = Field(sa_type=MOMENT)
    codes: dict[str, Any] = Field(sa_type=DOCUMENT)
    digest: str = Field(sa_type=Text)
    key_fingerprint: str = Field(sa_type=Text)


LOCK = "SELECT pg_advisory_xact_lock(hashtextextended($1, 0))"
ADD_CODES = """
INSERT INTO linkage_code (delivery_id, client_code, code)
SELECT $1, client_code, code FROM unnest($2::text[], $3::text[]) AS t (client_code, code)
"""
CODED = """
SELECT d.organisation, sum(l.coded)::int AS codes
  FROM linkage_delivery l JOIN delivery d USING (delivery_id)
 WHERE d.year = $1 GROUP BY d.organisation ORDER BY d.organisation
"""
DIGEST = """
SELECT encode(sha256(convert_to(coalesce(string_agg(
         c.delivery_id || ' ' || c.client_code || ' ' || c.code, E'\\n'
         ORDER BY c.delivery_id, c.client_code
       ), ''), 'UTF8')), 'hex')
  FROM linkage_code c JOIN delivery d USING (delivery_id) WHERE d.year = $1
"""
ERASE_COUNTS = """
DELETE FROM linkage_delivery l USING delivery d WHERE d.delivery_id = l.delivery_id AND d.year = $1
"""
ERASE = """
DELETE FROM linkage_code c USING delivery d WHERE d.delivery_id = c.delivery_id AND d.year = $1
"""


async def add(tx: Transaction, year: int, secrets: Secrets, decided_on: date, by: str) -> None:
    linkage_id = uuid4()
    tx.session.add(
        LinkageYear(
            linkage_id=linkage_id,
            year=year,
            state=LinkageState.OPEN,
            decided_on=decided_on,
            opened_at=tx.now,
            opened_by=by,
            secrets=tx.vault.seal(LINKAGE, linkage_id, secrets.plain()),
        )
    )
    await tx.session.flush()


async def lock(tx: Transaction, year: int) -> LinkageYear | None:
    """The year's linkage, held until the end of the transaction, as it is now.

    Whatever this transaction read of it before may be over since.
    """
    await tx.conn.execute(LOCK, f"linkage {year}")
    query = select(LinkageYear).where(LinkageYear.year == year)
    fresh = query.execution_options(populate_existing=True)
    return (await tx.session.exec(fresh)).one_or_none()


async def find(tx: Transaction, year: int) -> LinkageYear | None:
    query = select(LinkageYear).where(LinkageYear.year == year)
    return (await tx.session.exec(query)).one_or_none()


async def every_year(tx: Transaction) -> Sequence[LinkageYear]:
    """Newest first."""
    return (await tx.session.exec(select(LinkageYear).order_by(col(LinkageYear.year).desc()))).all()


async def is_running(tx: Transaction, year: int) -> bool:
    linkage = await find(tx, year)
    return linkage is not None and linkage.state in RUNNING


def secrets_of(tx: Transaction, linkage: LinkageYear) -> Secrets:
    """Raises ``ValueError`` once they are destroyed."""
    if linkage.secrets is None:
        raise ValueError(f"the secrets of {linkage.year} are destroyed")
    return Secrets.of(tx.vault.open(LINKAGE, linkage.linkage_id, linkage.secrets))


async def add_codes(tx: Transaction, delivery_id: UUID, codes: Mapping[str, str]) -> None:
    """By client code, as they are kept."""
    await tx.conn.execute(ADD_CODES, delivery_id, [*codes], [*codes.values()])


async def codes_of(tx: Transaction, delivery_id: UUID) -> dict[str, str]:
    query = select(LinkageCode.client_code, LinkageCode.code).where(
        LinkageCode.delivery_id == delivery_id
    )
    return dict((await tx.session.exec(query)).all())


async def add_delivery(tx: Transaction, brought: LinkageDelivery) -> None:
    tx.session.add(brought)
    await tx.session.flush()


async def brought(tx: Transaction, delivery_ids: Collection[UUID]) -> dict[UUID, LinkageDelivery]:
    """The counts of these deliveries, of those that brought a code."""
    query = select(LinkageDelivery).where(col(LinkageDelivery.delivery_id).in_([*delivery_ids]))
    return {each.delivery_id: each for each in (await tx.session.exec(query)).all()}


async def samples(tx: Transaction, year: int) -> dict[str, LinkageSample]:
    """By organisation."""
    query = select(LinkageSample).where(LinkageSample.year == year)
    return {each.organisation: each for each in (await tx.session.exec(query)).all()}


async def handover(tx: Transaction, year: int, organisation: str) -> LinkageHandover | None:
    return await tx.session.get(LinkageHandover, (year, organisation))


async def handovers(tx: Transaction, year: int) -> dict[str, LinkageHandover]:
    """By organisation."""
    query = select(LinkageHandover).where(LinkageHandover.year == year)
    return {each.organisation: each for each in (await tx.session.exec(query)).all()}


async def add_totals(tx: Transaction, totals: LinkedTotals) -> None:
    tx.session.add(totals)
    await tx.session.flush()


async def totals(tx: Transaction, year: int) -> LinkedTotals | None:
    query = select(LinkedTotals).where(LinkedTotals.year == year)
    return (await tx.session.exec(query)).one_or_none()


def told(totals: LinkedTotals) -> list[dict[str, Any]]:
    """The totals as the document of all that was published has them."""
    return [
        {
            "organisations": totals.organisations,
            "period": "Y",
            "measure": each["measure"],
            "dims": each["dimensions"],
            "value": each["value"],
            "at_least": each["at_least"],
            "at_most": each["at_most"],
        }
        for each in totals.totals
    ]


async def proof(tx: Transaction, year: int) -> LinkageDestruction | None:
    return await tx.session.get(LinkageDestruction, year)


async def erase(tx: Transaction, linkage: LinkageYear, ground: Ground) -> LinkageDestruction:
    """Destroy key, pepper and every code of the year, and keep the proof."""
    fingerprint = secrets_of(tx, linkage).fingerprint
    digest = await tx.conn.fetchval(DIGEST, linkage.year)
    codes = await tx.conn.fetch(CODED, linkage.year)
    await tx.conn.execute(ERASE, linkage.year)
    await tx.conn.execute(ERASE_COUNTS, linkage.year)
    linkage.secrets = None
    tx.session.add(linkage)
    proof = LinkageDestruction(
        year=linkage.year,
        ground=ground,
        destroyed_at=tx.now,
        codes={row["organisation"]: row["codes"] for row in codes},
        digest=digest,
        key_fingerprint=fingerprint,
    )
    tx.session.add(proof)
    await tx.session.flush()
    return proof
