"""A batch is entered in the inbox, and its held keys looked up, with one question."""

from alembic import context, op

from chassis.bus import schema

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    schema.upgrade_0003(op.execute, context.config.attributes["service"])
