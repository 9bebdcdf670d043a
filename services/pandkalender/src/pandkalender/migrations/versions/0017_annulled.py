"""Whether the Council of State annulled what suspended or closed premises."""

from alembic import op

revision = "0017"
down_revision = "0016"


def upgrade() -> None:
    op.execute("ALTER TABLE premises_fact ADD COLUMN annulled boolean NOT NULL DEFAULT false")
