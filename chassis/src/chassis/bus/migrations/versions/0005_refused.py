"""Events that the broker refuses are set aside, with the later ones of their keys."""

from alembic import context, op

from chassis.bus import schema

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    schema.upgrade_0005(op.execute, context.config.attributes["service"])
