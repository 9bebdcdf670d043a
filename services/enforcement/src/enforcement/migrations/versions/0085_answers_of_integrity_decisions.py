"""What the college answers to the defence when it decides after an investigation into integrity."""

from alembic import op

revision = "0085"
down_revision = "0084"


def upgrade() -> None:
    op.execute("ALTER TABLE integrity_investigation ADD COLUMN defence_answer varchar")
