"""Claims of final fines, with their bookings and instalments: history is only added to."""

from alembic import op

revision = "0010"
down_revision = "0009"

STATES = """
'te_betalen', 'herinnerd', 'aangemaand', 'visum_college', 'betekend', 'betaald', 'oninbaar',
'verjaard'
"""
TABLES = f"""
CREATE TABLE payment_claim (
  case_id uuid PRIMARY KEY REFERENCES gas_case,
  reference varchar NOT NULL UNIQUE,
  owed_cents integer NOT NULL,
  state varchar NOT NULL CONSTRAINT state_is_known CHECK (state IN ({STATES})),
  resume varchar CONSTRAINT resume_is_known CHECK (resume IN ({STATES})),
  due_from date NOT NULL,
  due_on date NOT NULL,
  asked_on date,
  prescription_from date NOT NULL,
  prescribes_on date NOT NULL,
  opened_at timestamptz NOT NULL,
  ended_at timestamptz
);
CREATE INDEX ix_payment_claim_state ON payment_claim (state);
CREATE TABLE payment_booking (
  booking_id uuid PRIMARY KEY,
  case_id uuid NOT NULL REFERENCES payment_claim,
  kind varchar NOT NULL
    CONSTRAINT kind_is_known CHECK (kind IN ('betaling', 'terugbetaling', 'correctie')),
  amount_cents bigint NOT NULL,
  paid_on date NOT NULL,
  booked_at timestamptz NOT NULL,
  booked_by varchar NOT NULL,
  reason varchar,
  undoes uuid UNIQUE REFERENCES payment_booking,
  line_id uuid
);
CREATE INDEX ix_payment_booking_case_id ON payment_booking (case_id);
CREATE INDEX ix_payment_booking_line_id ON payment_booking (line_id);
CREATE TABLE instalment_plan (
  plan_id uuid PRIMARY KEY,
  case_id uuid NOT NULL REFERENCES payment_claim,
  agreed_at timestamptz NOT NULL,
  agreed_by varchar NOT NULL,
  paid_before_cents bigint NOT NULL,
  ended_at timestamptz,
  ended_because varchar
);
CREATE UNIQUE INDEX instalment_plan_current ON instalment_plan (case_id) WHERE ended_at IS NULL;
CREATE TABLE instalment (
  plan_id uuid NOT NULL REFERENCES instalment_plan,
  due_on date NOT NULL,
  amount_cents bigint NOT NULL,
  PRIMARY KEY (plan_id, due_on)
);
REVOKE UPDATE, DELETE, TRUNCATE ON payment_booking, instalment FROM enforcement;
"""


def upgrade() -> None:
    for statement in filter(str.strip, TABLES.split(";")):
        op.execute(statement)
