"""A suspension lies over a declaration for its days: the state is what it would be without one."""

from alembic import op

revision = "0075"
down_revision = "0074"


def upgrade() -> None:
    op.execute(
        "UPDATE dossier SET state = coalesce(resume, 'toegekend'), resume = NULL"
        " WHERE state = 'geschorst'"
    )
