"""Keep the state of a declaration that returns when its suspension is lifted."""

from alembic import op

revision = "0018"
down_revision = "0017"


def upgrade() -> None:
    op.execute(
        "ALTER TABLE suitability ADD COLUMN resumes varchar CONSTRAINT resumes_is_known CHECK"
        " (resumes IN ('geschikt', 'voorwaardelijk', 'geweigerd', 'geschorst', 'ingetrokken',"
        " 'verlopen'))"
    )
