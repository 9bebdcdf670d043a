"""The GAS register: proofs of destruction, and the persons named in writing who may read it."""

from alembic import op

revision = "0018"
down_revision = "0017"

TABLES = """
CREATE TABLE register_destruction (
  case_id uuid PRIMARY KEY,
  number varchar NOT NULL,
  ground text NOT NULL CONSTRAINT ground_is_known CHECK (ground IN ('register', 'zonder_sanctie')),
  kept_until date NOT NULL,
  destroyed_at timestamptz NOT NULL,
  erased jsonb NOT NULL
);
CREATE INDEX ix_register_destruction_destroyed_at ON register_destruction (destroyed_at);
REVOKE UPDATE, DELETE, TRUNCATE ON register_destruction FROM enforcement;
CREATE TABLE register_reader (
  reader_id uuid PRIMARY KEY,
  subject varchar NOT NULL,
  shown_as varchar NOT NULL,
  reason varchar NOT NULL,
  since date NOT NULL,
  until date,
  named_by varchar NOT NULL,
  ended_by varchar
);
CREATE INDEX ix_register_reader_subject ON register_reader (subject);
REVOKE UPDATE, DELETE, TRUNCATE ON register_reader FROM enforcement;
GRANT UPDATE (until, ended_by) ON register_reader TO enforcement;
INSERT INTO bus_timer (name, key, due_at, data)
VALUES ('register-retention', 'every night', '2000-01-01T00:00:00Z', '{}')
"""
FORGET_REASONS = """
CREATE FUNCTION forget_case_reasons(destroyed uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  PERFORM FROM register_destruction WHERE case_id = destroyed;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'no record of the destruction of this case';
  END IF;
  UPDATE timeline SET reason = NULL WHERE case_id = destroyed AND reason IS NOT NULL;
  UPDATE case_term_change SET reason = '' WHERE case_id = destroyed;
  UPDATE payment_booking SET reason = NULL WHERE case_id = destroyed AND reason IS NOT NULL;
END $$
"""


def upgrade() -> None:
    for statement in TABLES.split(";"):
        op.execute(statement)
    op.execute(FORGET_REASONS)
    op.execute("REVOKE ALL ON FUNCTION forget_case_reasons(uuid) FROM PUBLIC")
    op.execute("GRANT EXECUTE ON FUNCTION forget_case_reasons(uuid) TO enforcement")
