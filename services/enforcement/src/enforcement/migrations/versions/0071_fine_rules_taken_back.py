"""Versions of a fine rule that were agreed and do not hold yet, taken back by two people.

The service still may not write the rules: a function of the database takes the newest version away,
and lets the one before go on.
"""

from alembic import op

revision = "0071"
down_revision = "0070"

COLUMN = """
ALTER TABLE fine_rule_proposal ADD COLUMN withdraws boolean NOT NULL DEFAULT false
"""
TAKE_BACK = """
CREATE FUNCTION take_back_fine_rule(approved uuid, today date) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  proposal fine_rule_proposal;
BEGIN
  SELECT * INTO STRICT proposal FROM fine_rule_proposal
   WHERE proposal_id = approved AND withdraws AND state = 'goedgekeurd'
     AND decided_by <> proposed_by;
  LOCK TABLE gas_rule IN SHARE ROW EXCLUSIVE MODE;
  IF proposal.valid_from <= today OR EXISTS (
    SELECT FROM gas_rule
     WHERE fact_code = proposal.fact_code AND valid_from > proposal.valid_from
  ) THEN
    RAISE EXCEPTION 'a version that holds, or that another one follows, stays';
  END IF;
  DELETE FROM gas_rule
   WHERE fact_code = proposal.fact_code AND valid_from = proposal.valid_from;
  UPDATE gas_rule SET valid_to = NULL
   WHERE fact_code = proposal.fact_code AND valid_to = proposal.valid_from;
END $$
"""


def upgrade() -> None:
    op.execute(COLUMN)
    op.execute(TAKE_BACK)
    op.execute("REVOKE ALL ON FUNCTION take_back_fine_rule(uuid, date) FROM PUBLIC")
    op.execute("GRANT EXECUTE ON FUNCTION take_back_fine_rule(uuid, date) TO enforcement")
