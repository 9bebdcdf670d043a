"""Since when a suspension binds nobody, as another got a declaration of his own.

A release before forgets such a suspension, as it did.
"""

from alembic import op

revision = "0090"
down_revision = "0089"


def upgrade() -> None:
    op.execute("ALTER TABLE dossier_suspension ADD COLUMN set_aside_at timestamptz")
