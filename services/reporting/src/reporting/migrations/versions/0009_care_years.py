"""Names of care organisations by publication, and the years of care that were closed."""

from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    op.execute("ALTER TABLE care_aggregate ADD COLUMN organisation_name text")
    op.execute("""
        CREATE TABLE care_year (
          year smallint PRIMARY KEY,
          freeze_id uuid NOT NULL,
          without jsonb NOT NULL,
          aggregate_ids jsonb NOT NULL,
          coverage jsonb NOT NULL,
          frozen_at timestamptz NOT NULL
        )
    """)
