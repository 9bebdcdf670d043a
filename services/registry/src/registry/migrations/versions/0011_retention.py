"""Proofs that the rows of a delivery were destroyed, which the service cannot change."""

from alembic import op

revision = "0011"
down_revision = "0010"

CHANGES = """
CREATE TABLE delivery_destruction (
  delivery_id uuid PRIMARY KEY,
  organisation text NOT NULL,
  year integer NOT NULL,
  half integer NOT NULL,
  revision integer NOT NULL,
  ground text NOT NULL CONSTRAINT ground_is_known CHECK (
    ground IN ('ingetrokken', 'vervangen', 'jaar_bevroren')
  ),
  kept_until date NOT NULL,
  destroyed_at timestamptz NOT NULL,
  erased jsonb NOT NULL,
  digest text NOT NULL
);
CREATE INDEX ix_delivery_destruction_destroyed_at ON delivery_destruction (destroyed_at);
REVOKE UPDATE, DELETE, TRUNCATE ON delivery_destruction FROM registry;
INSERT INTO bus_timer (name, key, due_at, data)
VALUES ('care-retention', 'every night', '2000-01-01T00:00:00Z', '{}')
"""


def upgrade() -> None:
    for statement in filter(str.strip, CHANGES.split(";")):
        op.execute(statement)
