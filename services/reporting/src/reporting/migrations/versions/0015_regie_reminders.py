"""Reminders of regie, one for each day by which something is to be done; the morning they leave."""

from alembic import op

revision = "0015"
down_revision = "0014"


def upgrade() -> None:
    op.execute("""
        CREATE TABLE regie_reminder (
          due_key uuid PRIMARY KEY,
          sent_at timestamptz NOT NULL
        )
    """)
    op.execute("""
        INSERT INTO bus_timer (name, key, due_at, data)
        VALUES ('regie-reminder', 'every morning', '2000-01-01T00:00:00Z', '{}')
    """)
