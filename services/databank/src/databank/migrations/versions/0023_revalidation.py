"""What a validation vouches for ends with its document, and the term of a first look."""

from alembic import op

revision = "0023"
down_revision = "0022"


def upgrade() -> None:
    op.execute("ALTER TABLE identity_validation ADD COLUMN lapsed_at timestamptz")
    # Handbook §2.0: the plan says "on the spot" and no number; a day is the default.
    op.execute(
        "INSERT INTO term (id, valid_from, days)"
        " VALUES ('databank.identity_validation_due_days', '2010-01-01', 1)"
    )
