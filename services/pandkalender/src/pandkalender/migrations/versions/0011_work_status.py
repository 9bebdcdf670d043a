"""How somebody works in a shift, as the owner said it, and the recognition of an employer."""

from alembic import op

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    op.execute(
        "ALTER TABLE shift ADD COLUMN work_status varchar CONSTRAINT work_status_is_known"
        " CHECK (work_status IN ('zelfstandige', 'werknemer_erkende_werkgever', 'onbekend'))"
    )
    op.execute("ALTER TABLE shift ADD COLUMN recognition varchar")
    op.execute("ALTER TABLE shift ADD COLUMN recognised_until date")
