"""Let a role that compares archives with inboxes see which events there are, and no more."""

from alembic import context, op

from chassis.bus import schema

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    schema.upgrade_0006(op.execute, context.config.attributes["service"])
