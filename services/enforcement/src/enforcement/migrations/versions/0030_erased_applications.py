"""Destruction of what applicants sent: how long it is kept, and the proof."""

import sqlalchemy as sa
from alembic import context, op
from sqlalchemy.dialects.postgresql import insert

from enforcement.migrations.seed import as_of, rows

revision = "0030"
down_revision = "0029"

TABLES = """
ALTER TABLE application_part ADD COLUMN kept_since timestamptz NOT NULL DEFAULT now();
CREATE TABLE application_erasure (
  erasure_id uuid PRIMARY KEY,
  application_id uuid NOT NULL,
  reference varchar,
  ended_at timestamptz,
  erased_at timestamptz NOT NULL,
  erased jsonb NOT NULL DEFAULT '{}'
);
CREATE INDEX ix_application_erasure_application_id ON application_erasure (application_id);
REVOKE UPDATE, DELETE, TRUNCATE ON application_erasure FROM enforcement
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
        if row["id"] == "suitability.application_retention_months":
            addition = insert(LEGAL_TERM).values(**FLAGS | row)
            connection.execute(addition.on_conflict_do_nothing())
