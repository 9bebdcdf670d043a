"""People's verdicts on who is who: links, merges, splits, the blind sample."""

from alembic import op

revision = "0003"
down_revision = "0002"

VERDICTS = """
CREATE TABLE verdict (
  id UUID NOT NULL,
  claim_a UUID NOT NULL,
  claim_b UUID NOT NULL,
  kind VARCHAR NOT NULL,
  given_at TIMESTAMP WITH TIME ZONE NOT NULL,
  given_by VARCHAR NOT NULL,
  reason VARCHAR NOT NULL,
  review_id UUID,
  until_at TIMESTAMP WITH TIME ZONE,
  ended_by VARCHAR,
  PRIMARY KEY (id),
  FOREIGN KEY(claim_a) REFERENCES claim (id),
  FOREIGN KEY(claim_b) REFERENCES claim (id)
);
CREATE UNIQUE INDEX verdict_now ON verdict (claim_a, claim_b) WHERE until_at IS NULL;
CREATE INDEX ix_verdict_claim_b ON verdict (claim_b);
"""

SIGHTINGS = """
ALTER TABLE sighting DROP CONSTRAINT sighting_source_kind_source_id_person_id_key;
ALTER TABLE sighting ADD UNIQUE (source_kind, source_id, claim_id);
"""


def upgrade() -> None:
    for statement in filter(str.strip, (VERDICTS + SIGHTINGS).split(";")):
        op.execute(statement)
