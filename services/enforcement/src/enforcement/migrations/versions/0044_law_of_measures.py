"""Terms that a database of an earlier release lacks: measures of the mayor."""

import sqlalchemy as sa
from alembic import context, op
from sqlalchemy.dialects.postgresql import insert

from enforcement.migrations.seed import as_of, rows

revision = "0044"
down_revision = "0043"

NEW = (
    "mayor.closure_trafficking_confirmation",
    "mayor.closure_trafficking_council_notice",
    "mayor.hearing_notice_days",
)
LEGAL_TERM = as_of(
    "legal_term",
    "id valid_from valid_to value unit description start_event extends counting_rule start_counts"
    " roll_rule notified_within may_pause legal_basis_id source_url verified_on confidence"
    " warn_before_days on_expiry note",
)
FLAGS = dict.fromkeys(("start_counts", "notified_within", "may_pause"), False)


def upgrade() -> None:
    if not context.is_offline_mode():
        _add_terms(op.get_bind())


def _add_terms(connection: sa.Connection) -> None:
    for row in rows("legal_terms", "term"):
        if row["id"] in NEW:
            addition = insert(LEGAL_TERM).values(**FLAGS | row)
            connection.execute(addition.on_conflict_do_nothing())
