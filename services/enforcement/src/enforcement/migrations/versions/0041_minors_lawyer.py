"""Terms that a database of an earlier release lacks: a minor's lawyer, a new application."""

import sqlalchemy as sa
from alembic import context, op
from sqlalchemy.dialects.postgresql import insert

from enforcement.migrations.seed import as_of, rows

revision = "0041"
down_revision = "0040"

NEW = ("gas.minor_lawyer_days", "suitability.waiting_months")
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
