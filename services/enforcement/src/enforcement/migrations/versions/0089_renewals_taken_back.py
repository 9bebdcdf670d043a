"""What an order before a renewal was when it was renewed, and why an integrity decision was undone.

A renewal of a measure may be taken back alone: the order before it holds on as it was.
"""

from alembic import op

revision = "0089"
down_revision = "0088"

CHANGES = """
ALTER TABLE measure_order ADD COLUMN remedy_told boolean NOT NULL DEFAULT true;
ALTER TABLE measure_order ADD COLUMN contested boolean NOT NULL DEFAULT false;
ALTER TABLE integrity_investigation ADD COLUMN reversal varchar
"""


def upgrade() -> None:
    for statement in CHANGES.split(";"):
        op.execute(statement)
