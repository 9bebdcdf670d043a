"""Requests to the Council of State, and what its rulings did to a sanction."""

import sqlalchemy as sa
from alembic import context, op
from sqlalchemy.dialects.postgresql import insert

from enforcement.migrations.seed import as_of, rows

revision = "0025"
down_revision = "0024"

TABLES = """
ALTER TABLE sanction_case
  ADD COLUMN contested boolean NOT NULL DEFAULT false,
  ADD COLUMN council_appeal boolean NOT NULL DEFAULT false,
  ADD COLUMN stayed_at timestamptz,
  ADD COLUMN annulled_at timestamptz;
CREATE TABLE council_appeal (
  case_id uuid PRIMARY KEY,
  kind text NOT NULL CONSTRAINT kind_is_known CHECK (kind IN ('gas-case', 'sanction-case')),
  lodged_on date NOT NULL,
  late boolean NOT NULL,
  urgency text NOT NULL CONSTRAINT urgency_is_known
    CHECK (urgency IN ('geen', 'gewoon', 'uiterst_dringend')),
  roll_number varchar,
  law_office varchar,
  file_due_on date,
  file_sent_on date,
  ruling text CONSTRAINT ruling_is_known CHECK (
    ruling IN ('schorsing', 'geen_schorsing', 'vernietiging', 'verwerping', 'afstand')
  ),
  ruled_on date
)
"""
LEGAL_TERM = as_of(
    "legal_term",
    "id valid_from valid_to value unit description start_event extends counting_rule start_counts"
    " roll_rule notified_within may_pause legal_basis_id source_url verified_on confidence"
    " warn_before_days on_expiry note",
)
FLAGS = dict.fromkeys(("start_counts", "notified_within", "may_pause"), False)


def upgrade() -> None:
    for statement in TABLES.split(";"):
        op.execute(statement)
    if not context.is_offline_mode():
        _add_term(op.get_bind())


def _add_term(connection: sa.Connection) -> None:
    for row in rows("legal_terms", "term"):
        if row["id"] == "rvs.file_by_order":
            addition = insert(LEGAL_TERM).values(**FLAGS | row)
            connection.execute(addition.on_conflict_do_nothing())
