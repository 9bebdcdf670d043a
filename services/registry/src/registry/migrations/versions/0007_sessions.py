"""Sessions of people in a browser."""

from alembic import op

from chassis.web.login import upgrade as sessions

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    sessions(op.execute)
