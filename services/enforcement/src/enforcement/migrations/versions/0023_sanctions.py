"""Sanctions: the owner who is warned, the receipt of a warning, a final defence, a sequel.

Cases that run get the owner who held the declaration on the day of the fact.
"""

import sqlalchemy as sa
from alembic import context, op
from sqlalchemy.dialects.postgresql import insert

from enforcement.migrations.seed import as_of, rows

revision = "0023"
down_revision = "0022"

COLUMNS = """
ALTER TABLE sanction_case
  ADD COLUMN owner varchar,
  ADD COLUMN warned_on date,
  ADD COLUMN warned_from timestamptz,
  ADD COLUMN defence_final boolean NOT NULL DEFAULT false,
  ADD COLUMN sequel varchar CONSTRAINT sequel_is_known
    CHECK (sequel IN ('nieuwe_vaststelling', 'verzegeling', 'dwangsom', 'geen_gevolg'));
UPDATE sanction_case SET owner = (
  SELECT d.owner FROM dossier d
   WHERE d.premises_id = sanction_case.premises_id AND d.filed_at <= sanction_case.fact_at
   ORDER BY d.valid_from <= sanction_case.fact_at DESC NULLS LAST,
            d.valid_from DESC NULLS LAST, d.filed_at DESC LIMIT 1
)
"""
LEGAL_TERM = as_of(
    "legal_term",
    "id valid_from valid_to value unit description start_event extends counting_rule start_counts"
    " roll_rule notified_within may_pause legal_basis_id source_url verified_on confidence"
    " warn_before_days on_expiry note",
)
FLAGS = dict.fromkeys(("start_counts", "notified_within", "may_pause"), False)
NEW = ("sanction.hearing_notice_days", "sanction.suspension_max")


def upgrade() -> None:
    for statement in COLUMNS.split(";"):
        op.execute(statement)
    if not context.is_offline_mode():
        _add_terms(op.get_bind())


def _add_terms(connection: sa.Connection) -> None:
    for row in rows("legal_terms", "term"):
        if row["id"] in NEW:
            addition = insert(LEGAL_TERM).values(**FLAGS | row)
            connection.execute(addition.on_conflict_do_nothing())
