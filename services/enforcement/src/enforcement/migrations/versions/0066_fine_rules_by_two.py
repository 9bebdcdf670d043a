"""New versions of fine rules, proposed by one person and put in force by another.

The service still may not write the rules: a function of the database does, from an approved
proposal.
"""

from alembic import op

revision = "0066"
down_revision = "0065"

TABLE = """
CREATE TABLE fine_rule_proposal (
  proposal_id uuid PRIMARY KEY,
  fact_code varchar NOT NULL,
  valid_from date NOT NULL,
  article varchar NOT NULL,
  max_eur integer,
  mixed text CONSTRAINT mixed_is_known CHECK (mixed IN ('zwaar', 'licht')),
  source varchar NOT NULL,
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
CREATE UNIQUE INDEX fine_rule_proposal_waits
  ON fine_rule_proposal (fact_code) WHERE state = 'voorgesteld';
REVOKE UPDATE, DELETE, TRUNCATE ON fine_rule_proposal FROM enforcement;
GRANT UPDATE (state, decided_at, decided_by, decided_function, decision_reason)
  ON fine_rule_proposal TO enforcement
"""
PUT_IN_FORCE = """
CREATE FUNCTION put_fine_rule_in_force(approved uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  proposal fine_rule_proposal;
BEGIN
  SELECT * INTO STRICT proposal FROM fine_rule_proposal
   WHERE proposal_id = approved AND state = 'goedgekeurd' AND decided_by <> proposed_by;
  LOCK TABLE gas_rule IN SHARE ROW EXCLUSIVE MODE;
  IF EXISTS (
    SELECT FROM gas_rule
     WHERE fact_code = proposal.fact_code AND valid_from >= proposal.valid_from
  ) THEN
    RAISE EXCEPTION 'a version that begins later stands already';
  END IF;
  UPDATE gas_rule SET valid_to = proposal.valid_from
   WHERE fact_code = proposal.fact_code AND (valid_to IS NULL OR valid_to > proposal.valid_from);
  INSERT INTO gas_rule (fact_code, valid_from, valid_to, article, max_eur, mixed, source)
  VALUES (proposal.fact_code, proposal.valid_from, NULL, proposal.article, proposal.max_eur,
          proposal.mixed, proposal.source);
END $$
"""


def upgrade() -> None:
    for statement in TABLE.split(";"):
        op.execute(statement)
    op.execute(PUT_IN_FORCE)
    op.execute("REVOKE ALL ON FUNCTION put_fine_rule_in_force(uuid) FROM PUBLIC")
    op.execute("GRANT EXECUTE ON FUNCTION put_fine_rule_in_force(uuid) TO enforcement")
