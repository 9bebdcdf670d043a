"""Requests for instalments that people make on the page of their own case, and their answers."""

from alembic import op

revision = "0067"
down_revision = "0066"

REQUESTS = """
CREATE TABLE instalment_request (
  request_id uuid PRIMARY KEY,
  case_id uuid NOT NULL REFERENCES payment_claim (case_id),
  parts integer NOT NULL,
  state text NOT NULL CONSTRAINT state_is_known CHECK (
    state IN ('gevraagd', 'toegestaan', 'geweigerd')
  ),
  asked_at timestamptz NOT NULL,
  decided_at timestamptz,
  decided_by varchar,
  reason varchar
);
CREATE UNIQUE INDEX instalment_request_open ON instalment_request (case_id)
  WHERE state = 'gevraagd';
CREATE INDEX ix_instalment_request_case_id ON instalment_request (case_id);
"""


def upgrade() -> None:
    for statement in filter(str.strip, REQUESTS.split(";")):
        op.execute(statement)
