"""The morning on which those who make reports hear of what is due."""

from alembic import op

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    op.execute("""
        INSERT INTO bus_timer (name, key, due_at, data)
        VALUES ('report-reminder', 'every morning', '2000-01-01T00:00:00Z', '{}')
    """)
