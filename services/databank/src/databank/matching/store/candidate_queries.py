"""SQL that finds the candidates of claims: for many, and for a few or one after their locks.

Functions plan once and for all: a plan for these very keys cost three times what it found them in.
"""

from databank.persons.store import persons
from linkage.blocking_index import EACH, SHARED


def _finding(probes: str, after: int) -> str:
    """SQL that finds claims; ``probes`` gives number, key and strong, of ``$2`` to ``$after``."""
    return f"""
SELECT digest, claim.id, person_id, confidence, NULL::bytea AS features, NULL::int AS number,
       NULL::boolean AS strong, NULL::bigint AS says
  FROM claim JOIN membership ON claim_id = claim.id AND until_at IS NULL
 WHERE digest = ANY($1::bytea[])
 UNION ALL
SELECT NULL, nearest.claim_id, person_id, NULL, features, nearest.number, nearest.strong, says
  FROM (SELECT number, claim_id, bool_or(strong) AS strong,
               sum(says) AS says,
               row_number() OVER (PARTITION BY number ORDER BY sum(says) DESC, claim_id) AS place
          FROM (SELECT number, strong, claim_id, ({SHARED} / sharing + {EACH})::int AS says
                  FROM {probes}
                 CROSS JOIN LATERAL (
                       SELECT claim_id, count(*) OVER () AS sharing
                         FROM (SELECT claim_id FROM claim_key WHERE claim_key.key = probe.key
                                ORDER BY claim_id LIMIT ${after + 1}) AS oldest) AS hit
                 WHERE claim_id <> ALL(${after + 2}::uuid[])) AS hits
         GROUP BY number, claim_id) AS nearest
 CROSS JOIN LATERAL (
       SELECT person_id, features FROM claim_features
        WHERE claim_features.claim_id = nearest.claim_id AND form = ${after + 3}
        OFFSET 0) AS compared
 WHERE place <= ${after + 4}
"""  # noqa: S608 - no values


FIND = _finding("unnest($2::int[], $3::bigint[], $4::boolean[]) AS probe (number, key, strong)", 4)
FIND_MANY = _finding(
    """(SELECT number::int - 1 AS number, key, strong
          FROM unnest($2::text[], $3::text[]) WITH ORDINALITY AS query (weak, numbers, number)
         CROSS JOIN LATERAL (
               SELECT key, false AS strong FROM unnest(weak::bigint[]) AS t (key)
                UNION ALL
               SELECT key, true FROM unnest(numbers::bigint[]) AS t (key)) AS keys) AS probe""",
    3,
)
"""The same, with the keys of each query as one text: many numbers cost the driver the most."""

CREATE_CLAIMS_MET = f"""
CREATE FUNCTION claims_met(
  bytea[], integer[], bigint[], boolean[], integer, uuid[], varchar, integer, bigint, bigint[])
RETURNS TABLE (
  digest bytea, claim_id uuid, person_id uuid, confidence double precision,
  features bytea, number integer, strong boolean, says bigint)
LANGUAGE plpgsql SET plan_cache_mode = force_generic_plan AS $function$
#variable_conflict use_column
BEGIN
  PERFORM pg_advisory_xact_lock_shared({persons.RELINKING[0]}, {persons.RELINKING[1]});
  IF cardinality($10) > 0 THEN
    PERFORM pg_advisory_xact_lock_shared($9);
    PERFORM pg_advisory_xact_lock(key) FROM unnest($10) AS t (key);
  END IF;
  RETURN QUERY{FIND};
END $function$
"""
"""``FIND`` after the locks: each statement of a function sees what was committed before it."""
LOCK_AND_FIND = "SELECT * FROM claims_met($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)"

CREATE_CLAIM_MET = f"""
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
  IF pg_advisory_xact_lock_shared({persons.RELINKING[0]}, {persons.RELINKING[1]}) IS NULL
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
  FROM (SELECT claim_id, bool_or(strong) AS strong, sum(({SHARED} / sharing + {EACH})::int) AS says
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
"""  # noqa: S608 - no values
"""The same for one claim by itself, in two thirds of the time."""
LOCK_AND_FIND_ONE = "SELECT * FROM claim_met($1, $2, $3, $4, $5, $6, $7, $8)"
