"""Searches for cases and persons: the ids that each found, for one shift."""

from alembic import op

revision = "0065"
down_revision = "0064"


def upgrade() -> None:
    op.execute(
        """
        CREATE TABLE case_search (
          search_id uuid PRIMARY KEY,
          subject varchar NOT NULL,
          purpose varchar,
          too_many boolean NOT NULL,
          found jsonb NOT NULL,
          at timestamptz NOT NULL
        )
        """
    )
    op.execute("CREATE INDEX case_search_of ON case_search (subject, at)")
    op.execute("CREATE INDEX ix_case_search_at ON case_search (at)")
