"""City totals of care without double counting, where a year was linked."""

from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    op.execute("""
        CREATE TABLE care_linked_totals (
          publication_id uuid PRIMARY KEY,
          year smallint NOT NULL UNIQUE,
          organisations jsonb NOT NULL,
          threshold integer NOT NULL,
          is_complete boolean NOT NULL,
          totals jsonb NOT NULL,
          published_at timestamptz NOT NULL
        )
    """)
    op.execute("REVOKE UPDATE, DELETE, TRUNCATE ON care_linked_totals FROM reporting")
