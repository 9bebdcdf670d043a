"""Persons of half-years by what was read of them, rounded as they were told, once."""

from alembic import op

revision = "0051"
down_revision = "0050"


def upgrade() -> None:
    op.execute(
        """
        CREATE TABLE reading_measurement (
            first_day date PRIMARY KEY,
            counts jsonb NOT NULL,
            measured_at timestamptz NOT NULL
        )
        """
    )
    op.execute("REVOKE UPDATE, DELETE, TRUNCATE ON reading_measurement FROM databank")
