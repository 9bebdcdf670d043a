"""The log of the register is kept five years at most (GAS law of 24 June 2013, art. 44)."""

from alembic import op

from chassis.web.access_log import segments

revision = "0036"
down_revision = "0035"


def upgrade() -> None:
    segments.upgrade_0003(op.execute, "enforcement", years=5)
    op.execute(
        "INSERT INTO bus_timer (name, key, due_at, data)"
        " VALUES ('register-log', 'every night', '2000-01-01T00:00:00Z', '{}')"
    )
