"""The holder before a transfer of a declaration, and the manager of a house, as codes."""

from alembic import op

revision = "0080"
down_revision = "0079"


def upgrade() -> None:
    op.execute("ALTER TABLE dossier_change ADD COLUMN former varchar")
    op.execute("ALTER TABLE dossier ADD COLUMN manager varchar")
