"""New versions of legal terms, proposed by one person and put in force by another.

The service still may not write the law: a function of the database does, from an approved proposal.
"""

from alembic import op

revision = "0015"
down_revision = "0014"

TABLE = """
CREATE TABLE term_proposal (
  proposal_id uuid PRIMARY KEY,
  term_id varchar NOT NULL,
  valid_from date NOT NULL,
  value integer,
  description varchar NOT NULL,
  roll_rule varchar NOT NULL,
  legal_basis_id varchar NOT NULL,
  source_url varchar,
  verified_on date,
  confidence varchar NOT NULL,
  warn_before_days integer NOT NULL,
  note varchar,
  reason varchar NOT NULL,
  state varchar NOT NULL,
  proposed_at timestamptz NOT NULL,
  proposed_by varchar NOT NULL,
  proposed_function varchar NOT NULL,
  decided_at timestamptz,
  decided_by varchar,
  decided_function varchar,
  decision_reason varchar,
  CONSTRAINT state_is_known CHECK (
    state IN ('voorgesteld', 'goedgekeurd', 'afgewezen', 'ingetrokken')
  ),
  CONSTRAINT by_two CHECK (decided_by <> proposed_by OR state = 'ingetrokken')
);
CREATE UNIQUE INDEX term_proposal_waits ON term_proposal (term_id) WHERE state = 'voorgesteld';
REVOKE UPDATE, DELETE, TRUNCATE ON term_proposal FROM enforcement;
GRANT UPDATE (state, decided_at, decided_by, decided_function, decision_reason)
  ON term_proposal TO enforcement
"""
PUT_IN_FORCE = """
CREATE FUNCTION put_legal_term_in_force(approved uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  proposal term_proposal;
  former legal_term;
BEGIN
  SELECT * INTO STRICT proposal FROM term_proposal
   WHERE proposal_id = approved AND state = 'goedgekeurd' AND decided_by <> proposed_by;
  SELECT * INTO STRICT former FROM legal_term
   WHERE id = proposal.term_id ORDER BY valid_from DESC LIMIT 1 FOR UPDATE;
  IF former.valid_from >= proposal.valid_from THEN
    RAISE EXCEPTION 'a version that begins later stands already';
  END IF;
  UPDATE legal_term SET valid_to = least(valid_to, proposal.valid_from)
   WHERE id = former.id AND valid_from = former.valid_from;
  former.valid_from := proposal.valid_from;
  former.valid_to := NULL;
  former.value := proposal.value;
  former.description := proposal.description;
  former.roll_rule := proposal.roll_rule;
  former.legal_basis_id := proposal.legal_basis_id;
  former.source_url := proposal.source_url;
  former.verified_on := proposal.verified_on;
  former.confidence := proposal.confidence;
  former.warn_before_days := proposal.warn_before_days;
  former.note := proposal.note;
  INSERT INTO legal_term SELECT former.*;
END $$
"""


def upgrade() -> None:
    for statement in TABLE.split(";"):
        op.execute(statement)
    op.execute(PUT_IN_FORCE)
    op.execute("REVOKE ALL ON FUNCTION put_legal_term_in_force(uuid) FROM PUBLIC")
    op.execute("GRANT EXECUTE ON FUNCTION put_legal_term_in_force(uuid) TO enforcement")
