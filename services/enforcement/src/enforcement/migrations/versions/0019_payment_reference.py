"""The structured reference of a fine, which its decision already names."""

from alembic import op

revision = "0019"
down_revision = "0018"

TABLES = """
CREATE TABLE payment_reference (
  case_id uuid PRIMARY KEY REFERENCES gas_case,
  reference varchar NOT NULL UNIQUE
);
INSERT INTO payment_reference (case_id, reference) SELECT case_id, reference FROM payment_claim;
REVOKE UPDATE, DELETE, TRUNCATE ON payment_reference FROM enforcement;
"""


def upgrade() -> None:
    for statement in filter(str.strip, TABLES.split(";")):
        op.execute(statement)
