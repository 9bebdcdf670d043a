"""Lists that leave the calendar, with their watermark and approval."""

from alembic import op

from chassis.web.exports import upgrade as exports

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    exports(op.execute)
