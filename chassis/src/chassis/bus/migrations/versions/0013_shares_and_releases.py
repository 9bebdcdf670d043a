"""Note which shares of a rebuild a process has in hand, and which releases of a reader run."""

from alembic import context, op

from chassis.bus import rebuild_schema

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    rebuild_schema.upgrade_0013(op.execute, context.config.attributes["service"])
