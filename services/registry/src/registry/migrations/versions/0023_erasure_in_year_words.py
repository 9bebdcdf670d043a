"""The code of a client who is erased goes out of words beside a yearly report, in every version."""

from alembic import op

revision = "0023"
down_revision = "0022"


def upgrade() -> None:
    op.execute("GRANT UPDATE (words) ON year_words TO registry")
