"""The secret of each year, by which costs and roundings are drawn."""

from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.execute("""
        CREATE TABLE disclosure_secret (
          year integer PRIMARY KEY,
          secret bytea NOT NULL,
          made_at timestamptz NOT NULL
        )
    """)
