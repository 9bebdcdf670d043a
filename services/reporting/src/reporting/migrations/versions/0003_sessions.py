"""Sessions of people in a browser."""

from alembic import op

from chassis.web.login import upgrade as sessions

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    sessions(op.execute)
