"""How long the file of a declaration that ended keeps its persons, and the ground of the proof."""

import sqlalchemy as sa
from alembic import context, op
from sqlalchemy.dialects.postgresql import insert

from enforcement.migrations.seed import as_of, rows

revision = "0086"
down_revision = "0085"

GROUND = """
ALTER TABLE register_destruction DROP CONSTRAINT ground_is_known;
ALTER TABLE register_destruction ADD CONSTRAINT ground_is_known CHECK (
  ground IN ('register', 'zonder_sanctie', 'verklaring'))
"""
LEGAL_TERM = as_of(
    "legal_term",
    "id valid_from valid_to value unit description start_event extends counting_rule start_counts"
    " roll_rule notified_within may_pause legal_basis_id source_url verified_on confidence"
    " warn_before_days on_expiry note",
)
FLAGS = dict.fromkeys(("start_counts", "notified_within", "may_pause"), False)


def upgrade() -> None:
    for statement in GROUND.split(";"):
        op.execute(statement)
    if not context.is_offline_mode():
        _add_term(op.get_bind())


def _add_term(connection: sa.Connection) -> None:
    for row in rows("legal_terms", "term"):
        if row["id"] == "suitability.file_retention_years":
            addition = insert(LEGAL_TERM).values(**FLAGS | row)
            connection.execute(addition.on_conflict_do_nothing())
