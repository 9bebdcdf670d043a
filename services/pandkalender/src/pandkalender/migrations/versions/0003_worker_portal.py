"""Workers without an account: codes that open their own declarations, and what they confirmed."""

from alembic import op

revision = "0003"
down_revision = "0002"

TABLES = """
CREATE TABLE worker_access (
  access_id uuid PRIMARY KEY,
  digest varchar NOT NULL UNIQUE,
  expires_at timestamptz NOT NULL
);
CREATE TABLE worker_access_ref (
  access_id uuid NOT NULL REFERENCES worker_access,
  worker_id uuid NOT NULL,
  PRIMARY KEY (access_id, worker_id)
);
CREATE TABLE worker_session (
  digest bytea PRIMARY KEY,
  access_id uuid NOT NULL REFERENCES worker_access,
  began_at timestamptz NOT NULL DEFAULT now(),
  seen_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX ix_worker_session_access_id ON worker_session (access_id);
CREATE TABLE shift_confirmation (
  shift_id uuid PRIMARY KEY REFERENCES shift,
  confirmed_at timestamptz NOT NULL
);
CREATE INDEX shift_worker ON shift (worker_id, starts_at);
"""


def upgrade() -> None:
    for statement in filter(str.strip, TABLES.split(";")):
        op.execute(statement)
