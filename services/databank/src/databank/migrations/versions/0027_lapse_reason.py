"""Why a declared shift did not take place, where nobody cancelled it."""

from alembic import op

revision = "0027"
down_revision = "0026"


def upgrade() -> None:
    op.execute(
        "ALTER TABLE shift ADD COLUMN lapse_reason varchar CONSTRAINT lapse_reason_is_known"
        " CHECK (lapse_reason IN ('pand_geblokkeerd', 'andere_eigenaar', 'identiteit'))"
    )
