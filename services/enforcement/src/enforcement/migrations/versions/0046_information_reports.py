"""Information reports: whether a finding holds judicial information, given by leave."""

from alembic import op

revision = "0046"
down_revision = "0045"


def upgrade() -> None:
    op.execute("ALTER TABLE finding ADD COLUMN judicial_information boolean")
