"""Claims of forfeited penalty payments of the mayor, beside those of fines (NGW art. 133ter).

Their id is that of what was forfeited, so that they no longer refer to a fine case alone.
"""

from alembic import op

revision = "0055"
down_revision = "0054"


def upgrade() -> None:
    op.execute("ALTER TABLE payment_claim DROP CONSTRAINT payment_claim_case_id_fkey")
    op.execute("ALTER TABLE payment_reference DROP CONSTRAINT payment_reference_case_id_fkey")
    op.execute("ALTER TABLE payment_claim ADD COLUMN measure_id uuid")
    op.execute("ALTER TABLE measure_forfeit ADD COLUMN given_up boolean NOT NULL DEFAULT false")
