"""Parked messages by their publisher's order, and live ones held while a list is replayed."""

from alembic import context, op

from chassis.bus import schema

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    schema.upgrade_0004(op.execute, context.config.attributes["service"])
