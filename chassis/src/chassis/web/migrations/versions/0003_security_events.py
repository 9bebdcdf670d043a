"""Sign-ins and their ends, for the data-protection officer, in the database of every service."""

from alembic import op

from chassis.web.security_events import TABLE

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    for statement in TABLE.split(";"):
        op.execute(statement)
