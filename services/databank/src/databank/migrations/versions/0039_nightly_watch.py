"""The night on which the watch is asked how often the databank answered."""

from alembic import op

revision = "0039"
down_revision = "0038"


def upgrade() -> None:
    op.execute("""
        INSERT INTO bus_timer (name, key, due_at, data)
        VALUES ('operation-days', 'every night', '2000-01-01T00:00:00Z', '{}')
    """)
