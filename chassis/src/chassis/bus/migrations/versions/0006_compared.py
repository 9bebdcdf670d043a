"""Who compares archives with inboxes may see which events there are, and nothing of them."""

from alembic import context, op

from chassis.bus import schema

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    schema.upgrade_0006(op.execute, context.config.attributes["service"])
