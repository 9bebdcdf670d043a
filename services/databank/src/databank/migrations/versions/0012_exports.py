"""Lists that leave the databank, with their watermark and approval."""

from alembic import op

from chassis.web.exports import upgrade as exports

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    exports(op.execute)
