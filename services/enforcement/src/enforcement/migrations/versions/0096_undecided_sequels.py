"""Whether a body decides anew once a decision ended by law or by a judge: not known at first."""

from alembic import op

revision = "0096"
down_revision = "0095"


def upgrade() -> None:
    op.execute("ALTER TABLE ended_decision ALTER COLUMN anew DROP NOT NULL")
