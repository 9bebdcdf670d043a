"""What an advising service gives as reasons, its report, and whether a decision quotes it; that
advices run on a change of a declaration."""

from alembic import op

revision = "0082"
down_revision = "0081"


def upgrade() -> None:
    op.execute("ALTER TABLE advice ADD COLUMN reasons varchar")
    op.execute("ALTER TABLE advice ADD COLUMN report_id uuid")
    op.execute("ALTER TABLE advice ADD COLUMN quoted boolean NOT NULL DEFAULT false")
    op.execute("ALTER TABLE dossier ADD COLUMN change_advised boolean NOT NULL DEFAULT false")
