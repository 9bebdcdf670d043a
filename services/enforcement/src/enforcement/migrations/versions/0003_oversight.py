"""Sessions, exports and the access log, for the data-protection officer."""

from alembic import op

from chassis.web.access_log import log
from chassis.web.exports import upgrade as exports
from chassis.web.login import upgrade as sessions

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    sessions(op.execute)
    exports(op.execute)
    log.upgrade_0002(op.execute)
