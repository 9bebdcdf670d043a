"""Whether judicial information went to the city with a finding, and by whose leave."""

from alembic import op

revision = "0026"
down_revision = "0025"


def upgrade() -> None:
    op.execute("ALTER TABLE finding ADD COLUMN judicial_information boolean")
    op.execute("ALTER TABLE finding ADD COLUMN judicial_leave varchar")
