"""Proofs that one client was erased on request, which the service cannot change."""

from alembic import op

revision = "0020"
down_revision = "0019"

CHANGES = """
CREATE TABLE client_erasure (
  erasure_id uuid PRIMARY KEY,
  organisation text NOT NULL,
  erased_at timestamptz NOT NULL,
  erased_by text NOT NULL,
  erased jsonb NOT NULL
);
CREATE INDEX ix_client_erasure_erased_at ON client_erasure (erased_at);
REVOKE UPDATE, DELETE, TRUNCATE ON client_erasure FROM registry
"""


def upgrade() -> None:
    for statement in filter(str.strip, CHANGES.split(";")):
        op.execute(statement)
