"""Destruction of what applicants sent, and the proof of it, which names nobody."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from sqlmodel import Field

from chassis.db import Transaction
from chassis.rows import fetch_all
from chassis.tables import DOCUMENT, MOMENT
from enforcement.council_of_state.rules import FINAL
from enforcement.suitability.rules import ENDED
from enforcement.tables import Table


class ApplicationErasure(Table, table=True):
    """``erased``: how many rows of which table. Without a reference: parts that nobody claimed.

    Of what services advised ``application_id`` is the dossier, and ``reference`` its number.
    """

    __tablename__ = "application_erasure"

    erasure_id: UUID = Field(primary_key=True)
    application_id: UUID = Field(index=True)
    reference: str | None = None
    ended_at: datetime | None = Field(default=None, sa_type=MOMENT)
    erased_at: datetime = Field(sa_type=MOMENT)
    erased: dict[str, Any] = Field(default_factory=dict, sa_type=DOCUMENT)


@dataclass(frozen=True, slots=True)
class Over:
    """``ended_at``: of the application, or of the declaration that it led to."""

    application_id: UUID
    reference: str
    ended_at: datetime


OVER = """
SELECT * FROM (
  SELECT a.application_id, a.reference,
         greatest(a.ended_at, (SELECT max(t.at) FROM timeline t
                                WHERE t.case_id = a.dossier_id
                                  AND t.from_state IS DISTINCT FROM t.to_state)) AS ended_at
    FROM received_application a LEFT JOIN dossier d USING (dossier_id)
   WHERE a.ended_at IS NOT NULL AND (d.dossier_id IS NULL OR d.state = ANY($3))
     AND NOT EXISTS (SELECT FROM (SELECT case_id, ruling FROM council_appeal
                          UNION ALL
                          SELECT case_id, ruling FROM earlier_council_appeal) AS c
                      WHERE c.case_id = a.dossier_id
                        AND (c.ruling IS NULL OR c.ruling <> ALL($4)))
) AS over
 WHERE ended_at + make_interval(months => $1) < $2
 ORDER BY ended_at LIMIT $5
"""
ERASE = {
    "document_picture": """
        DELETE FROM document_picture p USING application_document d
         WHERE p.document_id = d.case_document_id AND d.application_id = $1
    """,
    "case_document": """
        DELETE FROM case_document c USING application_document d
         WHERE c.document_id = d.case_document_id AND d.application_id = $1
    """,
    "application_document": "DELETE FROM application_document WHERE application_id = $1",
    "application_part": "DELETE FROM application_part WHERE application_id = $1",
    "received_application": "DELETE FROM received_application WHERE application_id = $1",
}
"""By table, in the order that its references need."""
ADVISED_OVER = """
SELECT d.dossier_id AS application_id, d.number AS reference, max(t.at) AS ended_at
  FROM dossier d JOIN timeline t ON t.case_id = d.dossier_id
   AND t.from_state IS DISTINCT FROM t.to_state
 WHERE d.state = ANY($3)
   AND EXISTS (SELECT FROM advice a WHERE a.dossier_id = d.dossier_id
                  AND (a.reasons IS NOT NULL OR a.report_id IS NOT NULL))
   AND NOT EXISTS (SELECT FROM (SELECT case_id, ruling FROM council_appeal
                        UNION ALL
                        SELECT case_id, ruling FROM earlier_council_appeal) AS c
                    WHERE c.case_id = d.dossier_id
                      AND (c.ruling IS NULL OR c.ruling <> ALL($4)))
 GROUP BY d.dossier_id, d.number
HAVING max(t.at) + make_interval(months => $1) < $2
 ORDER BY ended_at LIMIT $5
"""
REPORTS = "SELECT report_id FROM advice WHERE dossier_id = $1 AND report_id IS NOT NULL"
FORGET_REASONS = """
UPDATE advice SET reasons = NULL, report_id = NULL
 WHERE dossier_id = $1 AND (reasons IS NOT NULL OR report_id IS NOT NULL)
"""
ERASE_REPORTS = {
    "document_picture": "DELETE FROM document_picture WHERE document_id = ANY($1::uuid[])",
    "case_document": "DELETE FROM case_document WHERE document_id = ANY($1::uuid[])",
}
"""By table, in the order that its references need."""
ERASE_UNCLAIMED = """
DELETE FROM application_part WHERE application_id IN (
  SELECT application_id FROM application_part GROUP BY application_id HAVING max(kept_since) < $1
) RETURNING application_id
"""


async def over(tx: Transaction, months: int, limit: int) -> list[Over]:
    """Applications whose time is over, the longest first."""
    return await fetch_all(tx.conn, Over, OVER, months, tx.now, *_ended(), limit)


async def advised_over(tx: Transaction, months: int, limit: int) -> list[Over]:
    """Dossiers of which the reasons and reports of advices were kept long enough, as those."""
    return await fetch_all(tx.conn, Over, ADVISED_OVER, months, tx.now, *_ended(), limit)


def _ended() -> tuple[list[str], list[str]]:
    return [str(state) for state in ENDED], [str(ruling) for ruling in FINAL]


async def erase_advised(tx: Transaction, row: Over) -> None:
    """Why services advised as they did, and their reports; what each concluded stays."""
    reports = [each["report_id"] for each in await tx.conn.fetch(REPORTS, row.application_id)]
    erased = {"advice": _count(await tx.conn.execute(FORGET_REASONS, row.application_id))}
    for table, sql in ERASE_REPORTS.items():
        erased[table] = _count(await tx.conn.execute(sql, reports))
    _prove(tx, row.application_id, erased, row.reference, row.ended_at)


def _count(status: str) -> int:
    """The rows that a statement touched, as the database says it."""
    return int(status.rpartition(" ")[2])


async def erase(tx: Transaction, row: Over) -> None:
    erased = {
        table: _count(await tx.conn.execute(sql, row.application_id))
        for table, sql in ERASE.items()
    }
    _prove(tx, row.application_id, erased, row.reference, row.ended_at)


async def erase_unclaimed(tx: Transaction, before: datetime) -> None:
    """Parts of an application that never came, or that were parked with it."""
    counts: dict[UUID, int] = {}
    for row in await tx.conn.fetch(ERASE_UNCLAIMED, before):
        counts[row["application_id"]] = counts.get(row["application_id"], 0) + 1
    for application_id, parts in counts.items():
        _prove(tx, application_id, {"application_part": parts})


def _prove(
    tx: Transaction,
    application_id: UUID,
    erased: dict[str, int],
    reference: str | None = None,
    ended_at: datetime | None = None,
) -> None:
    tx.session.add(
        ApplicationErasure(
            erasure_id=uuid4(),
            application_id=application_id,
            reference=reference,
            ended_at=ended_at,
            erased_at=tx.now,
            erased=erased,
        )
    )
