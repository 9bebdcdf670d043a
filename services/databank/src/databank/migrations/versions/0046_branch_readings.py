"""Readings of a record in two branches, and "seen elsewhere", kept as they are told."""

from alembic import op

revision = "0046"
down_revision = "0045"

OPEN = "(person_id = ANY ((SELECT closed_files())::uuid[])) IS NOT TRUE"
STATEMENTS = (
    """
    CREATE TABLE seen_elsewhere (
      id uuid PRIMARY KEY,
      person_id uuid NOT NULL REFERENCES person (id),
      branch varchar NOT NULL,
      known_in varchar[] NOT NULL,
      known_until date NOT NULL,
      seen_on date NOT NULL,
      told_at timestamptz NOT NULL,
      withdrawn_at timestamptz,
      withdrawn_reason varchar
    )
    """,
    "CREATE INDEX seen_elsewhere_standing ON seen_elsewhere (person_id) WHERE withdrawn_at IS NULL",
    """
    CREATE TABLE branch_reading (
      id uuid PRIMARY KEY,
      person_id uuid NOT NULL REFERENCES person (id),
      kind varchar NOT NULL CONSTRAINT kind_is_known CHECK (
        kind IN ('werkt_ook', 'verschoven', 'teruggekeerd')),
      from_branch varchar NOT NULL,
      to_branch varchar NOT NULL,
      after_day date NOT NULL,
      before_day date NOT NULL,
      probability double precision NOT NULL,
      seen jsonb NOT NULL,
      counted_on date NOT NULL,
      parameters integer NOT NULL,
      found_at timestamptz NOT NULL,
      changed_at timestamptz NOT NULL,
      withdrawn_at timestamptz,
      withdrawn_reason varchar
    )
    """,
    "CREATE INDEX branch_reading_standing ON branch_reading (person_id) WHERE withdrawn_at IS NULL",
    "CREATE INDEX branch_reading_news ON branch_reading (changed_at, id)"
    " WHERE withdrawn_at IS NULL",
    """
    CREATE TABLE reading_due (
      id bigserial PRIMARY KEY,
      person_id uuid NOT NULL,
      reason varchar
    )
    """,
    """
    INSERT INTO reading_due (person_id)
    SELECT person_id FROM sighting WHERE withdrawn_at IS NULL
     GROUP BY person_id HAVING count(DISTINCT branch) > 1
    """,
    """
    INSERT INTO bus_timer (name, key, due_at, data)
    VALUES ('branch-readings', 'every night', '2000-01-01T00:00:00Z', '{}')
    """,
)


def upgrade() -> None:
    for statement in STATEMENTS:
        op.execute(statement)
    for table in ("seen_elsewhere", "branch_reading"):
        op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
        op.execute(f"CREATE POLICY open_files ON {table} USING ({OPEN}) WITH CHECK (true)")
