"""Court costs: the payment reference of what a person owes, and the line that paid them."""

from alembic import op

revision = "0078"
down_revision = "0077"

COLUMNS = """
ALTER TABLE court_costs ADD COLUMN reference varchar, ADD COLUMN settled_line uuid
"""


def upgrade() -> None:
    op.execute(COLUMNS)
    op.execute("CREATE INDEX ix_court_costs_reference ON court_costs (reference)")
    op.execute("CREATE INDEX ix_court_costs_settled_line ON court_costs (settled_line)")
