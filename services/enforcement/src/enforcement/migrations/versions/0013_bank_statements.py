"""Bank statements and their lines; whoever paid is apart, and sealed at rest (DP-14)."""

from alembic import op

revision = "0013"
down_revision = "0012"

TABLES = """
CREATE TABLE bank_statement (
  statement_id uuid PRIMARY KEY,
  iban varchar NOT NULL,
  reference varchar NOT NULL,
  digest varchar NOT NULL,
  read_at timestamptz NOT NULL,
  read_by varchar NOT NULL,
  UNIQUE (iban, reference)
);
CREATE TABLE statement_line (
  line_id uuid PRIMARY KEY,
  statement_id uuid NOT NULL REFERENCES bank_statement,
  iban varchar NOT NULL,
  key varchar NOT NULL,
  amount_cents bigint NOT NULL,
  booked_on date NOT NULL,
  "references" jsonb NOT NULL,
  state varchar NOT NULL
    CONSTRAINT state_is_known CHECK (state IN ('te_bekijken', 'gekoppeld', 'terzijde')),
  case_id uuid REFERENCES payment_claim,
  looked_at timestamptz,
  looked_by varchar,
  reason varchar,
  UNIQUE (iban, key)
);
CREATE INDEX ix_statement_line_statement_id ON statement_line (statement_id);
CREATE INDEX ix_statement_line_state ON statement_line (state);
CREATE INDEX ix_statement_line_case_id ON statement_line (case_id);
CREATE TABLE statement_payer (
  line_id uuid PRIMARY KEY REFERENCES statement_line,
  said bytea NOT NULL
);
CREATE INDEX statement_payer_said_key ON statement_payer (substr(said, 1, 5));
REVOKE UPDATE, DELETE, TRUNCATE ON bank_statement FROM enforcement;
"""


def upgrade() -> None:
    for statement in filter(str.strip, TABLES.split(";")):
        op.execute(statement)
