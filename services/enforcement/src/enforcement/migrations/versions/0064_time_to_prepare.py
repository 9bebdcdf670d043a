"""The time to prepare for a hearing of a sanction or a declaration, as it was given."""

from alembic import op

revision = "0064"
down_revision = "0063"


def upgrade() -> None:
    op.execute("ALTER TABLE dossier ADD COLUMN invited_at timestamptz")
    op.execute("ALTER TABLE dossier ADD COLUMN notice_until date")
    op.execute("ALTER TABLE sanction_case ADD COLUMN notice_until date")
