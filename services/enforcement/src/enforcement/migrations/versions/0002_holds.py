"""Holds: the word of the police on a finding, also after its transfer."""

from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.execute("""
        CREATE TABLE finding_hold (
          finding_id uuid PRIMARY KEY,
          on_hold boolean NOT NULL,
          changed_at timestamptz NOT NULL
        )
    """)
