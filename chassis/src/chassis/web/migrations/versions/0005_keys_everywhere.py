"""Keys of requests lie in the database of every service, also where there are no pages."""

from alembic import op

from chassis.web.login import schema

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    schema.upgrade_0005(op.execute)
