"""Costs of an appeal that a court awarded, apart from the fine."""

from alembic import op

revision = "0072"
down_revision = "0071"

COSTS = """
CREATE TABLE court_costs (
  case_id uuid PRIMARY KEY REFERENCES gas_case (case_id),
  owed_by varchar NOT NULL CONSTRAINT owed_by_is_known CHECK (owed_by IN ('persoon', 'stad')),
  amount_cents integer NOT NULL,
  awarded_on date NOT NULL,
  settled_on date,
  settled_by varchar
)
"""


def upgrade() -> None:
    op.execute(COSTS)
