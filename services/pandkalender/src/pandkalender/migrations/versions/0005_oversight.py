"""The data-protection officer reads the access log: by who looked, and by day."""

from alembic import op

from chassis.web.access_log import log

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    log.upgrade_0002(op.execute)
