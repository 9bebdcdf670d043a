"""Searches: the ids that each found, never what was typed; kept for one shift."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import Index, delete
from sqlmodel import Field, col, select

from chassis.db import Transaction
from chassis.tables import DOCUMENT, MOMENT
from enforcement.tables import Table

KEPT = timedelta(hours=8)


class CaseSearch(Table, table=True):
    """A search of somebody; ``purpose`` is empty where it was for no person.

    ``found`` holds ids alone: of cases, premises and a debt, or of the findings and addressees that
    name the persons.
    """

    __tablename__ = "case_search"
    __table_args__ = (Index("case_search_of", "subject", "at"),)

    search_id: UUID = Field(primary_key=True, default_factory=uuid4)
    subject: str
    purpose: str | None = None
    too_many: bool
    found: dict[str, Any] = Field(default_factory=dict, sa_type=DOCUMENT)
    at: datetime = Field(sa_type=MOMENT, index=True)

    def ids(self, name: str) -> list[UUID]:
        return [UUID(each) for each in self.found.get(name, [])]


async def add(tx: Transaction, search: CaseSearch) -> CaseSearch:
    """Keep a search, and forget those that are over."""
    await tx.session.exec(delete(CaseSearch).where(col(CaseSearch.at) < tx.now - KEPT))
    tx.session.add(search)
    await tx.session.flush()
    return search


async def find(tx: Transaction, search_id: UUID, subject: str) -> CaseSearch | None:
    """A search of this person that is not over."""
    search = await tx.session.get(CaseSearch, search_id)
    if search is None or search.subject != subject or search.at < tx.now - KEPT:
        return None
    return search


async def made_for_persons(tx: Transaction, subject: str, since: datetime) -> Sequence[datetime]:
    """Moments at which somebody searched for persons; their next one waits for this to end."""
    await tx.conn.execute("SELECT pg_advisory_xact_lock(hashtext('search'), hashtext($1))", subject)
    query = select(CaseSearch.at).where(
        CaseSearch.subject == subject,
        col(CaseSearch.purpose).is_not(None),
        col(CaseSearch.at) > since,
    )
    return (await tx.session.exec(query.order_by(col(CaseSearch.at)))).all()
