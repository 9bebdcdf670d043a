"""Number what is told of a reading; what stood before it was told is found anew, and told then."""

from alembic import op

revision = "0050"
down_revision = "0049"

STATEMENTS = (
    "ALTER TABLE branch_reading ADD COLUMN revision integer NOT NULL DEFAULT 1",
    """
    INSERT INTO reading_due (person_id)
    SELECT person_id FROM branch_reading WHERE withdrawn_at IS NULL
     UNION SELECT person_id FROM seen_elsewhere WHERE withdrawn_at IS NULL
    """,
    "UPDATE branch_reading SET withdrawn_at = now(), withdrawn_reason = 'weegt_anders'"
    " WHERE withdrawn_at IS NULL",
    "UPDATE seen_elsewhere SET withdrawn_at = now(), withdrawn_reason = 'weegt_anders'"
    " WHERE withdrawn_at IS NULL",
)


def upgrade() -> None:
    for statement in STATEMENTS:
        op.execute(statement)
