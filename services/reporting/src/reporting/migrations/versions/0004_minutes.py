"""Minutes of meetings: agenda, decisions, what follows and the next day."""

from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    op.execute("""
        ALTER TABLE regie_record
          ADD COLUMN agenda text[] NOT NULL DEFAULT '{}',
          ADD COLUMN decisions text[] NOT NULL DEFAULT '{}',
          ADD COLUMN follow_up jsonb NOT NULL DEFAULT '[]',
          ADD COLUMN next_on date
    """)
