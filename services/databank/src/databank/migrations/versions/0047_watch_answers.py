"""Watch requests: what people said of whom, and one hit for each claim of a source."""

from alembic import op

revision = "0047"
down_revision = "0046"
contract_after = "0.2.0"
"""No release knows watch requests yet: the index that goes is used by none."""

STATEMENTS = (
    """
    CREATE TABLE watch_answer (
      request_id uuid NOT NULL REFERENCES watch_request (id),
      claim_id uuid NOT NULL REFERENCES claim (id),
      said_at timestamptz NOT NULL,
      answer varchar NOT NULL CONSTRAINT answer_is_known CHECK (
        answer IN ('ja', 'nee', 'misschien')),
      said_by varchar NOT NULL,
      PRIMARY KEY (request_id, claim_id, said_at)
    )
    """,
    "CREATE INDEX ix_watch_answer_claim_id ON watch_answer (claim_id)",
    # Two persons at one inspection are two sightings.
    "DROP INDEX watch_hit_once",
    "CREATE UNIQUE INDEX watch_hit_of_claim"
    " ON watch_hit (request_id, source_kind, source_id, claim_id)",
    "ALTER TABLE watch_answer ENABLE ROW LEVEL SECURITY",
    "CREATE POLICY open_files ON watch_answer USING (((SELECT cardinality(closed_files()) > 0)"
    " AND claim_id IN (SELECT closed_claims())) IS NOT TRUE) WITH CHECK (true)",
)


def upgrade() -> None:
    for statement in STATEMENTS:
        op.execute(statement)
