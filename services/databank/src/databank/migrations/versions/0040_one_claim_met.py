"""One claim by itself is looked for by a function of its own, and plans are made once.

A plan for the very keys of a claim costs three times what it finds them in.
"""

from alembic import op

revision = "0040"
down_revision = "0039"

PLANNED_ONCE = """
ALTER FUNCTION claims_met(
  bytea[], integer[], bigint[], boolean[], integer, uuid[], varchar, integer, bigint, bigint[])
SET plan_cache_mode = force_generic_plan
"""
FUNCTION = """
CREATE FUNCTION claim_met(
  bytea, bigint[], bigint[], integer, varchar, integer, bigint, bigint[])
RETURNS TABLE (
  digest bytea, claim_id uuid, person_id uuid, confidence double precision,
  features bytea, number integer, strong boolean, says bigint)
LANGUAGE plpgsql SET plan_cache_mode = force_generic_plan AS $function$
#variable_conflict use_column
DECLARE
  lock bigint;
BEGIN
  -- Locks are conditions, which PL/pgSQL looks at without a query for each.
  IF pg_advisory_xact_lock_shared(27500, 1) IS NULL
     OR pg_advisory_xact_lock_shared($7) IS NULL THEN
  END IF;
  FOREACH lock IN ARRAY $8 LOOP
    IF pg_advisory_xact_lock(lock) IS NULL THEN
    END IF;
  END LOOP;
  RETURN QUERY
SELECT digest, claim.id, person_id, confidence, NULL::bytea AS features, NULL::int AS number,
       NULL::boolean AS strong, NULL::bigint AS says
  FROM claim JOIN membership ON claim_id = claim.id AND until_at IS NULL
 WHERE digest = $1
 UNION ALL
SELECT NULL, nearest.claim_id, person_id, NULL, features, 0, strong, says
  FROM (SELECT claim_id, bool_or(strong) AS strong, sum((1000000 / sharing + 50000)::int) AS says
          FROM (SELECT unnest($2) AS key, false AS strong
                 UNION ALL
                SELECT unnest($3), true) AS probe
         CROSS JOIN LATERAL (
               SELECT claim_id, count(*) OVER () AS sharing
                 FROM (SELECT claim_id FROM claim_key WHERE claim_key.key = probe.key
                        ORDER BY claim_id LIMIT $4) AS oldest) AS hit
         GROUP BY claim_id ORDER BY says DESC, claim_id LIMIT $6) AS nearest
 CROSS JOIN LATERAL (
       SELECT person_id, features FROM claim_features
        WHERE claim_features.claim_id = nearest.claim_id AND form = $5
        OFFSET 0) AS compared;
END $function$
"""


def upgrade() -> None:
    op.execute(PLANNED_ONCE)
    op.execute(FUNCTION)
