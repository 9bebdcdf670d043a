"""Figures of websites by month, every revision of them."""

from alembic import op

revision = "0017"
down_revision = "0016"


def upgrade() -> None:
    op.execute("""
        CREATE TABLE website_month (
          revision_id uuid PRIMARY KEY,
          organisation text NOT NULL,
          site text NOT NULL,
          month text NOT NULL,
          revision integer NOT NULL,
          visits integer NOT NULL,
          unique_visitors integer,
          page_views integer,
          languages jsonb NOT NULL,
          reason text CONSTRAINT reason_is_known CHECK (reason IN
            ('fout_in_bron', 'laattijdige_gegevens', 'fout_in_verwerking')),
          noted_at timestamptz NOT NULL,
          noted_by text NOT NULL
        )
    """)
    op.execute("""
        CREATE UNIQUE INDEX website_month_newest
          ON website_month (organisation, month, site, revision)
    """)
