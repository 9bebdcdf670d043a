"""Days in court: introduction, written submissions, pleading and ruling."""

from alembic import op

revision = "0068"
down_revision = "0067"


def upgrade() -> None:
    op.execute(
        """
        CREATE TABLE court_day (
          day_id uuid PRIMARY KEY,
          case_id uuid NOT NULL,
          kind varchar NOT NULL CONSTRAINT kind_is_known CHECK (
            kind IN (
              'inleiding', 'conclusie_stad', 'conclusie_tegenpartij', 'pleidooi', 'uitspraak'
            )
          ),
          on_day date NOT NULL,
          noted_by varchar NOT NULL,
          noted_at timestamptz NOT NULL,
          cancelled_at timestamptz,
          cancelled_by varchar
        )
        """
    )
    op.execute("CREATE INDEX ix_court_day_case_id ON court_day (case_id)")
    op.execute("CREATE INDEX ix_court_day_on_day ON court_day (on_day)")
    op.execute(
        "CREATE UNIQUE INDEX court_day_once ON court_day (case_id, kind, on_day)"
        " WHERE cancelled_at IS NULL"
    )
