"""The round of advices of a decision, while services advise on a change."""

from alembic import op

revision = "0088"
down_revision = "0087"


def upgrade() -> None:
    op.execute("ALTER TABLE dossier ADD COLUMN decision_round integer")
    op.execute("UPDATE dossier SET decision_round = advice_round - 1 WHERE change_advised")
