"""The chance that a look meets somebody at work in a branch, learned once a half-year."""

from alembic import op

revision = "0043"
down_revision = "0042"


def upgrade() -> None:
    op.execute(
        """
        CREATE TABLE branch_chance (
            branch varchar NOT NULL,
            since date NOT NULL,
            met integer NOT NULL,
            looks integer NOT NULL,
            chance double precision NOT NULL,
            PRIMARY KEY (branch, since)
        )
        """
    )
