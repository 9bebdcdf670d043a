"""Website figures by month, every revision of them. A later one counts in place of the others."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Index, Text
from sqlmodel import Field, col, select

from chassis.db import Transaction
from chassis.tables import DOCUMENT, MOMENT, code, one_of
from registry.delivery_register.rules.delivery import Reason
from registry.tables import Table
from registry.website_statistics.rules import Figures

LOCK = "SELECT pg_advisory_xact_lock(hashtextextended('website ' || $1, 0))"


class WebsiteMonth(Table, table=True):
    """One revision of a month of a website; who entered it is a pseudonym."""

    __tablename__ = "website_month"
    __table_args__ = (
        Index("website_month_newest", "organisation", "month", "site", "revision", unique=True),
        one_of("reason", Reason),
    )

    revision_id: UUID = Field(primary_key=True)
    organisation: str = Field(sa_type=Text)
    site: str = Field(sa_type=Text)
    month: str = Field(sa_type=Text)
    revision: int
    visits: int
    unique_visitors: int | None = None
    page_views: int | None = None
    languages: dict[str, Any] = Field(sa_type=DOCUMENT)
    reason: Reason | None = Field(default=None, sa_type=code(Reason))
    noted_at: datetime = Field(sa_type=MOMENT)
    noted_by: str = Field(sa_type=Text)

    @property
    def figures(self) -> Figures:
        return Figures(self.visits, self.unique_visitors, self.page_views, self.languages)


async def lock(tx: Transaction, month: UUID) -> None:
    """Make one revision of a month at a time."""
    await tx.conn.execute(LOCK, str(month))


async def history(
    tx: Transaction, organisation: str, site: str, month: str
) -> Sequence[WebsiteMonth]:
    """The revisions of a month, the newest first."""
    query = select(WebsiteMonth).where(
        WebsiteMonth.organisation == organisation,
        WebsiteMonth.site == site,
        WebsiteMonth.month == month,
    )
    return (await tx.session.exec(query.order_by(col(WebsiteMonth.revision).desc()))).all()


async def of_year(tx: Transaction, organisation: str, year: int) -> list[WebsiteMonth]:
    """The revisions that count of each month and website of a year, by month."""
    query = select(WebsiteMonth).where(
        WebsiteMonth.organisation == organisation, col(WebsiteMonth.month).startswith(f"{year}-")
    )
    rows = (await tx.session.exec(query.order_by(col(WebsiteMonth.revision)))).all()
    newest = {(row.month, row.site): row for row in rows}
    return [newest[key] for key in sorted(newest)]


def add(tx: Transaction, row: WebsiteMonth) -> None:
    tx.session.add(row)
