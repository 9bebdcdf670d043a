"""All that waits of a person is taken together, also while a night waits for everybody."""

from alembic import op

revision = "0053"
down_revision = "0052"


def upgrade() -> None:
    op.execute("CREATE INDEX ix_reading_due_person_id ON reading_due (person_id)")
