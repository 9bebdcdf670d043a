"""The first inspection is found without a search: counts of persons are rounded by its id."""

from alembic import op

revision = "0016"
down_revision = "0015"


def upgrade() -> None:
    op.execute("""
        CREATE INDEX fact_first_inspection ON fact (recorded_at, event_id)
         WHERE kind = 'inspection-completed'
    """)
