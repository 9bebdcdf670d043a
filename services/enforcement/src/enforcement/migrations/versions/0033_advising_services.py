"""Conditions of an advice with their last days, and the type of permit of a dossier."""

from alembic import op

revision = "0033"
down_revision = "0032"


def upgrade() -> None:
    op.execute("ALTER TABLE advice ADD COLUMN conditions_due jsonb NOT NULL DEFAULT '{}'")
    op.execute("ALTER TABLE dossier ADD COLUMN permit_type varchar NOT NULL DEFAULT 'raam'")
    op.execute("CREATE INDEX ix_advice_open ON advice (service, due_on) WHERE given_at IS NULL")
