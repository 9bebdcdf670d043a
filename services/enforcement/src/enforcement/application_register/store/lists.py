"""Lists of applications, by what has to be done with them."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from chassis.db import Transaction
from chassis.rows import fetch_all
from contracts.codes import ApplicationKind
from enforcement.application_register.rules import ApplicationList


@dataclass(frozen=True, slots=True)
class ApplicationSummary:
    """A line of a list; it names nobody. ``number`` is that of the dossier, with its address."""

    application_id: UUID
    reference: str
    kind: ApplicationKind
    owner: str
    submitted_at: datetime
    withdrawn_at: datetime | None
    ended_at: datetime | None
    number: str | None
    place: str | None
    documents: int


@dataclass(frozen=True, slots=True)
class _Count:
    list: str
    many: int


LISTED = """
SELECT a.*, d.number, p.street || ' ' || p.house_number AS place,
       CASE WHEN a.withdrawn_at IS NOT NULL OR a.answer = 'stopgezet' THEN 'gestopt'
            WHEN a.dossier_id IS NULL THEN 'te-plaatsen'
            WHEN a.ended_at IS NOT NULL THEN 'behandeld'
            WHEN a.answer IN ('onvolledig', 'volledig') THEN a.answer
            ELSE 'nieuw' END AS list
  FROM received_application a
  LEFT JOIN dossier d USING (dossier_id)
  LEFT JOIN premises p ON p.premises_id = d.premises_id
"""
PAGE = f"""
SELECT l.application_id, l.reference, l.kind, l.owner, l.submitted_at, l.withdrawn_at, l.ended_at,
       l.number, l.place,
       (SELECT count(*) FROM application_document o WHERE o.application_id = l.application_id)
         AS documents
  FROM ({LISTED}) AS l WHERE l.list = $1
 ORDER BY CASE WHEN l.ended_at IS NULL THEN l.submitted_at END NULLS LAST, l.ended_at DESC,
       l.application_id
 LIMIT $2 OFFSET $3
"""  # noqa: S608
COUNT = f"SELECT l.list, count(*) AS many FROM ({LISTED}) AS l GROUP BY l.list"  # noqa: S608


async def page(
    tx: Transaction, which: ApplicationList, offset: int, limit: int
) -> list[ApplicationSummary]:
    """Those that wait longest on top; of those that ended, the last."""
    return await fetch_all(tx.conn, ApplicationSummary, PAGE, str(which), limit, offset)


async def counts(tx: Transaction) -> dict[str, int]:
    """The number of applications in each list that has any."""
    return {row.list: row.many for row in await fetch_all(tx.conn, _Count, COUNT)}
