"""Log of who read rows of clients, which nobody can change unseen, and how it leaves (DP-04)."""

from alembic import op

from chassis.web.access_log import log
from chassis.web.exports import upgrade as exports

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    log.upgrade_0001(op.execute, "registry")
    log.upgrade_0002(op.execute)
    exports(op.execute)
