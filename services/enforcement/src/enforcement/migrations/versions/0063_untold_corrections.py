"""Persons who have another amount in hand than their fine has now, and courts among addressees."""

from alembic import op

revision = "0063"
down_revision = "0062"

ROLES = "'overtreder', 'ouderlijk_gezag', 'advocaat', 'stafhouder', 'parket', 'rechtbank'"


def upgrade() -> None:
    op.execute("ALTER TABLE gas_case ADD COLUMN uncorrected integer NOT NULL DEFAULT 0")
    for table in ("addressee", "letter"):
        op.execute(f"ALTER TABLE {table} DROP CONSTRAINT role_is_known")
        op.execute(f"ALTER TABLE {table} ADD CONSTRAINT role_is_known CHECK (role IN ({ROLES}))")
