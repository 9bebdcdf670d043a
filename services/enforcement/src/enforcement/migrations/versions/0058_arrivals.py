"""Days on which a warning of a ban and invitations legally arrived; a time to prepare counts so."""

from alembic import op

revision = "0058"
down_revision = "0057"


def upgrade() -> None:
    op.execute("ALTER TABLE street_ban_case ADD COLUMN warned_on date")
    op.execute("ALTER TABLE street_ban_case ADD COLUMN warned_from timestamptz")
    for table in ("street_ban_case", "mayor_measure", "integrity_investigation"):
        op.execute(f"ALTER TABLE {table} ADD COLUMN invited_on date")
        op.execute(f"ALTER TABLE {table} ADD COLUMN notice_until date")
    op.execute("ALTER TABLE sanction_case ADD COLUMN invited_on date")
