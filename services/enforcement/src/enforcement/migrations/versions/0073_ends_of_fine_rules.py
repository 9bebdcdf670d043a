"""The end that a fine rule had before a version that was agreed took its place.

Taken back, that version leaves the rule before it as it was: with an end of its own too.
"""

from alembic import op

revision = "0073"
down_revision = "0072"

COLUMN = "ALTER TABLE gas_rule ADD COLUMN before_until date"
PUT_IN_FORCE = """
CREATE OR REPLACE FUNCTION put_fine_rule_in_force(approved uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  proposal fine_rule_proposal;
  until date;
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
  SELECT valid_to INTO until FROM gas_rule
   WHERE fact_code = proposal.fact_code AND (valid_to IS NULL OR valid_to >= proposal.valid_from);
  UPDATE gas_rule SET valid_to = proposal.valid_from
   WHERE fact_code = proposal.fact_code AND (valid_to IS NULL OR valid_to > proposal.valid_from);
  INSERT INTO gas_rule
    (fact_code, valid_from, valid_to, article, max_eur, mixed, source, before_until)
  VALUES (proposal.fact_code, proposal.valid_from, NULL, proposal.article, proposal.max_eur,
          proposal.mixed, proposal.source, until);
END $$
"""
TAKE_BACK = """
CREATE OR REPLACE FUNCTION take_back_fine_rule(approved uuid, today date) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  proposal fine_rule_proposal;
  until date;
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
   WHERE fact_code = proposal.fact_code AND valid_from = proposal.valid_from
  RETURNING before_until INTO until;
  UPDATE gas_rule SET valid_to = until
   WHERE fact_code = proposal.fact_code AND valid_to = proposal.valid_from;
END $$
"""


def upgrade() -> None:
    op.execute(COLUMN)
    op.execute(PUT_IN_FORCE)
    op.execute(TAKE_BACK)
