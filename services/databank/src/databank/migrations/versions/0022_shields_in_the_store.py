"""A file that is closed to the reader of a request is closed to every query of it.

The service says with ``krachtlijn.closed_files`` which persons are closed, for one transaction;
where it says nothing, as older releases do, all is as before.
"""

from alembic import op

revision = "0022"
down_revision = "0021"

FUNCTIONS = (
    """
    CREATE FUNCTION closed_files() RETURNS uuid[] STABLE PARALLEL SAFE LANGUAGE sql AS $$
      SELECT coalesce(nullif(current_setting('krachtlijn.closed_files', true), ''), '{}')::uuid[]
    $$
    """,
    """
    CREATE FUNCTION closed_claims() RETURNS SETOF uuid STABLE PARALLEL SAFE SECURITY DEFINER
    SET search_path = public, pg_temp LANGUAGE sql AS $$
      SELECT claim_id FROM membership WHERE until_at IS NULL AND person_id = ANY(closed_files())
    $$
    """,
    """
    CREATE FUNCTION closed_sightings() RETURNS SETOF uuid STABLE PARALLEL SAFE SECURITY DEFINER
    SET search_path = public, pg_temp LANGUAGE sql AS $$
      SELECT id FROM sighting
       WHERE person_id = ANY(closed_files()) OR claim_id IN (SELECT closed_claims())
    $$
    """,
    """
    CREATE FUNCTION closed_shifts() RETURNS SETOF uuid STABLE PARALLEL SAFE SECURITY DEFINER
    SET search_path = public, pg_temp LANGUAGE sql AS $$
      SELECT shift_id FROM shift WHERE claim_id IN (SELECT closed_claims())
    $$
    """,
)
PERSON = "({column} = ANY ((SELECT closed_files())::uuid[])) IS NOT TRUE"
PERSONS = "(persons && (SELECT closed_files())) IS NOT TRUE"
SOME = "(SELECT cardinality(closed_files()) > 0)"
CLAIM = "(" + SOME + " AND {column} IN (SELECT closed_claims())) IS NOT TRUE"
RANKED = (
    "(" + SOME + " AND EXISTS (SELECT FROM jsonb_array_elements({column}) AS candidate"
    " WHERE (candidate->>'personId')::uuid = ANY (closed_files()))) IS NOT TRUE"
)
SIGHTING = "(" + SOME + " AND {column} IN (SELECT closed_sightings())) IS NOT TRUE"
SHIFT = "(" + SOME + " AND {column} IN (SELECT closed_shifts())) IS NOT TRUE"

RULES = {
    "branch_shift_case": {
        "person_id": PERSON,
        "from_sighting": SIGHTING,
        "to_sighting": SIGHTING,
    },
    "claim": {"id": CLAIM},
    "claim_features": {"person_id": PERSON, "claim_id": CLAIM},
    "claim_key": {"claim_id": CLAIM},
    "finding": {"person_id": PERSON, "claim_id": CLAIM},
    "finding_person": {"person_id": PERSON, "claim_id": CLAIM},
    "first_contact": {"person_id": PERSON, "claim_id": CLAIM},
    "identity_validation": {"person_id": PERSON, "claim_id": CLAIM},
    "inspection_person": {"person_id": PERSON, "claim_id": CLAIM},
    "legacy_row": {"claim_id": CLAIM},
    "membership": {"person_id": PERSON, "claim_id": CLAIM},
    "pattern_case": {"person_id": PERSON, "persons": PERSONS},
    "person": {"id": PERSON},
    "person_change": {"person_id": PERSON, "other_person_id": PERSON},
    "person_change_claim": {"claim_id": CLAIM},
    "protective_link": {"person_id": PERSON, "claim_id": CLAIM},
    "review_task": {
        "person_id": PERSON,
        "other_person_id": PERSON,
        "claim_id": CLAIM,
        "ranked": RANKED,
    },
    "shift": {"claim_id": CLAIM},
    "sighting": {"person_id": PERSON, "claim_id": CLAIM},
    "signal": {"person_id": PERSON, "claim_id": CLAIM},
    "signal_evidence": {"claim_id": CLAIM},
    "verdict": {"claim_a": CLAIM, "claim_b": CLAIM},
    "verification": {"person_id": PERSON, "claim_id": CLAIM},
    "worker_access": {"person_id": PERSON},
    "worker_access_claim": {"claim_id": CLAIM},
    "worker_answer": {"shift_id": SHIFT},
}
"""Table -> columns that carry a person, and by what each is known to be closed."""


def upgrade() -> None:
    for function in FUNCTIONS:
        op.execute(function)
    for table, columns in RULES.items():
        rule = " AND ".join(shape.format(column=column) for column, shape in columns.items())
        op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
        op.execute(f"CREATE POLICY open_files ON {table} USING ({rule}) WITH CHECK (true)")
