"""Premises, rooms, workers as owners declare them, shifts and their history."""

from alembic import op

from chassis.bus import schema
from chassis.web.access_log import log

revision = "0001"
down_revision = None

TABLES = """
CREATE EXTENSION IF NOT EXISTS btree_gist;
CREATE TABLE premises (
  premises_id uuid PRIMARY KEY,
  owner varchar NOT NULL,
  label varchar NOT NULL,
  street varchar NOT NULL,
  house_number varchar NOT NULL,
  postcode varchar NOT NULL
);
CREATE INDEX ix_premises_owner ON premises (owner);
CREATE TABLE premises_fact (
  fact_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  premises_id uuid NOT NULL,
  kind varchar NOT NULL,
  dossier_id uuid,
  known_at timestamptz NOT NULL,
  starts_at timestamptz NOT NULL,
  ends_at timestamptz
);
CREATE INDEX ix_premises_fact_premises_id ON premises_fact (premises_id);
CREATE TABLE room (
  room_id uuid PRIMARY KEY,
  premises_id uuid NOT NULL REFERENCES premises,
  label varchar NOT NULL,
  active boolean NOT NULL
);
CREATE INDEX ix_room_premises_id ON room (premises_id);
CREATE TABLE worker (
  worker_id uuid PRIMARY KEY,
  owner varchar NOT NULL,
  identity varchar NOT NULL,
  identity_at timestamptz,
  known_since timestamptz NOT NULL
);
CREATE TABLE worker_key (
  key bytea NOT NULL,
  worker_id uuid NOT NULL REFERENCES worker,
  is_document boolean NOT NULL,
  PRIMARY KEY (key, worker_id)
);
CREATE INDEX ix_worker_key_worker_id ON worker_key (worker_id);
CREATE TABLE worker_claim (
  claim_id uuid PRIMARY KEY,
  worker_id uuid NOT NULL REFERENCES worker,
  given_names varchar NOT NULL,
  family_name varchar NOT NULL,
  birth_date varchar NOT NULL,
  nationality varchar,
  phone varchar,
  document_kind varchar,
  document_country varchar,
  document_number varchar,
  document_expires_on date,
  claimed_at timestamptz NOT NULL
);
CREATE INDEX ix_worker_claim_worker_id ON worker_claim (worker_id);
CREATE TABLE shift (
  shift_id uuid PRIMARY KEY,
  owner varchar NOT NULL,
  premises_id uuid NOT NULL,
  room_id uuid NOT NULL REFERENCES room,
  worker_id uuid NOT NULL REFERENCES worker,
  claim_id uuid NOT NULL REFERENCES worker_claim,
  starts_at timestamptz NOT NULL,
  ends_at timestamptz NOT NULL,
  planning varchar NOT NULL,
  late boolean NOT NULL,
  lead_minutes integer NOT NULL,
  declared_at timestamptz NOT NULL,
  ended_at timestamptz,
  verification varchar NOT NULL,
  verification_at timestamptz,
  occupies tstzrange NOT NULL GENERATED ALWAYS AS (
    CASE WHEN planning = ANY (ARRAY['geannuleerd', 'vervallen']) THEN 'empty'::tstzrange
    ELSE tstzrange(starts_at, COALESCE(ended_at, ends_at)) END
  ) STORED,
  CONSTRAINT shift_room_taken EXCLUDE USING gist (room_id WITH =, occupies WITH &&),
  CONSTRAINT shift_worker_twice EXCLUDE USING gist (worker_id WITH =, occupies WITH &&)
);
CREATE INDEX shift_owner ON shift (owner, starts_at);
CREATE INDEX shift_start ON shift (starts_at, shift_id);
CREATE INDEX shift_open ON shift (ends_at) WHERE planning IN ('aangegeven', 'gewijzigd');
CREATE TABLE shift_step (
  step_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  shift_id uuid NOT NULL REFERENCES shift,
  planning varchar NOT NULL,
  reason varchar,
  at timestamptz NOT NULL,
  actor varchar NOT NULL,
  actor_function varchar NOT NULL,
  room_id uuid NOT NULL,
  starts_at timestamptz NOT NULL,
  ends_at timestamptz NOT NULL
);
CREATE INDEX ix_shift_step_shift_id ON shift_step (shift_id);
CREATE TABLE minor_attempt (
  attempt_id uuid PRIMARY KEY,
  attempt_nr bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
  owner varchar NOT NULL,
  actor varchar NOT NULL,
  room_id uuid NOT NULL,
  starts_at timestamptz NOT NULL,
  ends_at timestamptz NOT NULL,
  attempted_at timestamptz NOT NULL,
  claim_id uuid NOT NULL REFERENCES worker_claim,
  names_key bytea NOT NULL,
  document_key bytea,
  birth_date varchar NOT NULL,
  corrected_by uuid
);
CREATE INDEX minor_attempt_names ON minor_attempt (owner, names_key);
CREATE INDEX minor_attempt_document ON minor_attempt (owner, document_key);
"""


def upgrade() -> None:
    schema.upgrade_0001(op.execute, "pandkalender")
    log.upgrade_0001(op.execute, service="pandkalender")
    for statement in filter(str.strip, TABLES.split(";")):
        op.execute(statement)
