"""Destruction of the persons of a case, and the proof of it, which names nobody."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlmodel import Field, col, select

from chassis.db import Transaction
from chassis.tables import DOCUMENT, MOMENT, code, one_of
from enforcement.registers.rules import RetentionGround
from enforcement.tables import Table


class RegisterDestruction(Table, table=True):
    """The persons of a case were destroyed: when, on which ground, how many rows of which table."""

    __tablename__ = "register_destruction"
    __table_args__ = (one_of("ground", RetentionGround),)

    case_id: UUID = Field(primary_key=True)
    number: str
    ground: RetentionGround = Field(sa_type=code(RetentionGround))
    kept_until: date
    destroyed_at: datetime = Field(index=True, sa_type=MOMENT)
    erased: dict[str, Any] = Field(default_factory=dict, sa_type=DOCUMENT)


ERASE = {
    "offender": """
        DELETE FROM offender x USING finding f WHERE f.finding_id = x.finding_id AND f.case_id = $1
    """,
    "fact_place": """
        DELETE FROM fact_place x USING finding f
         WHERE f.finding_id = x.finding_id AND f.case_id = $1
    """,
    "statement_payer": """
        DELETE FROM statement_payer x USING statement_line l
         WHERE l.line_id = x.line_id AND l.case_id = $1
    """,
    "case_session": """
        DELETE FROM case_session x USING case_access a
         WHERE a.access_id = x.access_id AND a.case_id = $1
    """,
    "case_access": "DELETE FROM case_access WHERE case_id = $1",
    "typed_text": """
        DELETE FROM typed_text x USING case_document d
         WHERE d.document_id = x.document_id AND d.case_id = $1
    """,
    "letter": "DELETE FROM letter WHERE case_id = $1",
    "document_picture": """
        DELETE FROM document_picture x USING case_document d
         WHERE d.document_id = x.document_id AND d.case_id = $1
    """,
    "case_document": "DELETE FROM case_document WHERE case_id = $1",
    "mail_consent": "DELETE FROM mail_consent WHERE case_id = $1",
    "addressee": "DELETE FROM addressee WHERE case_id = $1",
    "follow_up": "DELETE FROM follow_up WHERE case_id = $1",
    "appeal": "UPDATE appeal SET roll_number = NULL, law_office = NULL WHERE case_id = $1",
    "instalment_plan": """
        UPDATE instalment_plan SET ended_because = NULL
         WHERE case_id = $1 AND ended_because IS NOT NULL
    """,
    "instalment_request": """
        UPDATE instalment_request SET reason = NULL WHERE case_id = $1 AND reason IS NOT NULL
    """,
    "hearing": "UPDATE hearing SET interpreter = NULL, place = NULL WHERE case_id = $1",
    "sanction_case": """
        UPDATE sanction_case SET owner = NULL WHERE case_id = $1 AND owner IS NOT NULL
    """,
    "finding": "UPDATE finding SET report_number = '' WHERE case_id = $1",
}
"""By table, in the order that its references need. Reasons in tables that nobody may change go by
a function of the database, for a case that has its record of destruction alone."""
OF_DECLARATION = {
    "advice": """
        UPDATE advice SET reasons = NULL, report_id = NULL
         WHERE dossier_id = $1 AND (reasons IS NOT NULL OR report_id IS NOT NULL)
    """,
    "planned_visit": "UPDATE planned_visit SET findings = '{}' WHERE dossier_id = $1",
    "dossier_change": """
        UPDATE dossier_change SET former = NULL, note = NULL WHERE dossier_id = $1
    """,
    "dossier": "UPDATE dossier SET owner = '', manager = NULL WHERE dossier_id = $1",
}
"""What the file of a declaration has besides: who held and managed the house, and their words."""
FORGET_REASONS = "SELECT forget_case_reasons($1)"


async def destroy(
    tx: Transaction, case_id: UUID, number: str, ground: RetentionGround, kept_until: date
) -> None:
    """Destroy every person and free text of a case, and keep the proof."""
    statements = (OF_DECLARATION if ground is RetentionGround.VERKLARING else {}) | ERASE
    erased = {
        table: _count(await tx.conn.execute(sql, case_id)) for table, sql in statements.items()
    }
    tx.session.add(
        RegisterDestruction(
            case_id=case_id,
            number=number,
            ground=ground,
            kept_until=kept_until,
            destroyed_at=tx.now,
            erased=erased,
        )
    )
    await tx.session.flush()
    await tx.conn.execute(FORGET_REASONS, case_id)


async def newest(tx: Transaction, size: int) -> list[RegisterDestruction]:
    """The newest proofs."""
    query = select(RegisterDestruction).order_by(col(RegisterDestruction.destroyed_at).desc())
    return [*(await tx.session.exec(query.limit(size))).all()]


def _count(done: str) -> int:
    return int(done.rpartition(" ")[2])
