"""Partners and legal bases as dated rows: a change of them is no change of code."""

from datetime import date

import asyncpg
from sqlmodel import Field

from chassis.rows import fetch_all, fetch_one
from chassis.tables import CODE, one_of
from databank.exchanges.rules.codes import PartnerKind
from databank.exchanges.rules.exchange import Basis, Partner
from databank.tables import Table


class ExchangePartner(Table, table=True):
    """A partner, by function alone. Care has no place here: nothing of it comes to the police, and
    nothing of the police goes there (DP-01)."""

    __tablename__ = "exchange_partner"
    __table_args__ = (one_of("kind", PartnerKind),)
    code: str = Field(primary_key=True)
    valid_from: date = Field(primary_key=True)
    valid_to: date | None = None
    kind: PartnerKind = Field(sa_type=CODE)
    label: str


class ExchangeBasis(Table, table=True):
    """A basis in the law for giving data to a kind of partner, or taking them from it."""

    __tablename__ = "exchange_basis"
    __table_args__ = (one_of("partner_kind", PartnerKind),)
    code: str = Field(primary_key=True)
    partner_kind: PartnerKind = Field(primary_key=True, sa_type=CODE)
    valid_from: date = Field(primary_key=True)
    valid_to: date | None = None
    label: str
    source: str


IN_FORCE = "valid_from <= $1 AND (valid_to IS NULL OR $1 < valid_to)"


async def partners(conn: asyncpg.Connection, on: date) -> list[Partner]:
    query = f"SELECT * FROM exchange_partner WHERE {IN_FORCE} ORDER BY kind, label"  # noqa: S608 - no values
    return await fetch_all(conn, Partner, query, on)


async def partner(conn: asyncpg.Connection, code: str, on: date) -> Partner | None:
    query = f"SELECT * FROM exchange_partner WHERE {IN_FORCE} AND code = $2"  # noqa: S608 - no values
    return await fetch_one(conn, Partner, query, on, code)


async def bases(conn: asyncpg.Connection, on: date) -> list[Basis]:
    query = f"SELECT * FROM exchange_basis WHERE {IN_FORCE} ORDER BY partner_kind, code"  # noqa: S608 - no values
    return await fetch_all(conn, Basis, query, on)
