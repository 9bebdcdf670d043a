"""Watch requests: their terms, the claims they stand on, and the sightings that were told."""

from alembic import op

revision = "0044"
down_revision = "0043"

CLAIM = (
    "((SELECT cardinality(closed_files()) > 0) AND claim_id IN (SELECT closed_claims()))"
    " IS NOT TRUE"
)
STATEMENTS = (
    """
    CREATE TABLE watch_request (
      id uuid PRIMARY KEY,
      ground varchar NOT NULL CONSTRAINT ground_is_known CHECK (
        ground IN ('minderjarige_vermist', 'op_eigen_vraag', 'gevaar', 'onderzoek')),
      reason varchar NOT NULL,
      told varchar[] NOT NULL,
      requested_by varchar NOT NULL,
      requested_at timestamptz NOT NULL,
      first_day date NOT NULL,
      sought bytea,
      ended_at timestamptz,
      ended_by varchar
    )
    """,
    "CREATE INDEX ix_watch_request_requested_at ON watch_request (requested_at)",
    "CREATE INDEX watch_request_sought_key ON watch_request (substr(sought, 1, 5))",
    """
    CREATE TABLE watch_term (
      request_id uuid NOT NULL REFERENCES watch_request (id),
      number integer NOT NULL,
      last_day date NOT NULL,
      asked_by varchar NOT NULL,
      asked_at timestamptz NOT NULL,
      decided_by varchar,
      decided_at timestamptz,
      agreed boolean,
      PRIMARY KEY (request_id, number),
      CONSTRAINT decided_by_somebody_else CHECK (decided_by <> asked_by)
    )
    """,
    """
    CREATE TABLE watch_claim (
      request_id uuid NOT NULL REFERENCES watch_request (id),
      claim_id uuid NOT NULL REFERENCES claim (id),
      likely boolean NOT NULL,
      dismissed_at timestamptz,
      dismissed_by varchar,
      PRIMARY KEY (request_id, claim_id)
    )
    """,
    "CREATE INDEX ix_watch_claim_claim_id ON watch_claim (claim_id)",
    """
    CREATE TABLE watch_hit (
      id uuid PRIMARY KEY,
      request_id uuid NOT NULL REFERENCES watch_request (id),
      source_kind varchar NOT NULL,
      source_id uuid NOT NULL,
      claim_id uuid NOT NULL REFERENCES claim (id),
      branch varchar,
      seen_at timestamptz NOT NULL,
      told_at timestamptz NOT NULL,
      lapsed_at timestamptz,
      followed_by varchar,
      followed_at timestamptz
    )
    """,
    "CREATE UNIQUE INDEX watch_hit_once ON watch_hit (request_id, source_kind, source_id)",
    "CREATE INDEX ix_watch_hit_claim_id ON watch_hit (claim_id)",
    # Three months are long to look for somebody without asking again; a month after the end the
    # team still accounts for what was done with it.
    "INSERT INTO term (id, valid_from, days) VALUES"
    " ('databank.watch_days', '2010-01-01', 90), ('databank.watch_kept_days', '2010-01-01', 31)",
)


def upgrade() -> None:
    for statement in STATEMENTS:
        op.execute(statement)
    for table in ("watch_claim", "watch_hit"):
        op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
        op.execute(f"CREATE POLICY open_files ON {table} USING ({CLAIM}) WITH CHECK (true)")
