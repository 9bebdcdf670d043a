"""The three older databases: import runs, their rows, rejects and lineage."""

from alembic import op

revision = "0005"
down_revision = "0004"

TABLES = """
CREATE TABLE legacy_run (
  id UUID NOT NULL,
  source VARCHAR NOT NULL,
  file_digest BYTEA NOT NULL,
  actor VARCHAR NOT NULL,
  reason VARCHAR NOT NULL,
  started_at TIMESTAMP WITH TIME ZONE NOT NULL,
  finished_at TIMESTAMP WITH TIME ZONE,
  state VARCHAR NOT NULL,
  position INTEGER NOT NULL,
  counts JSONB NOT NULL,
  PRIMARY KEY (id)
);
CREATE UNIQUE INDEX legacy_run_open ON legacy_run (source, file_digest)
  WHERE finished_at IS NULL;
CREATE TABLE legacy_reject (
  id UUID NOT NULL,
  run_id UUID NOT NULL,
  source VARCHAR NOT NULL,
  row_id VARCHAR NOT NULL,
  place VARCHAR NOT NULL,
  reasons JSONB NOT NULL,
  has_text BOOLEAN NOT NULL,
  cells JSONB NOT NULL,
  rejected_at TIMESTAMP WITH TIME ZONE NOT NULL,
  closed_at TIMESTAMP WITH TIME ZONE,
  closed_as VARCHAR,
  PRIMARY KEY (id),
  FOREIGN KEY(run_id) REFERENCES legacy_run (id)
);
CREATE INDEX ix_legacy_reject_run_id ON legacy_reject (run_id);
CREATE TABLE legacy_row (
  id UUID NOT NULL,
  run_id UUID NOT NULL,
  source VARCHAR NOT NULL,
  row_id VARCHAR NOT NULL,
  place VARCHAR NOT NULL,
  outcome VARCHAR NOT NULL,
  role VARCHAR NOT NULL,
  category VARCHAR NOT NULL,
  is_fact BOOLEAN NOT NULL,
  has_text BOOLEAN NOT NULL,
  claim_id UUID,
  imported_at TIMESTAMP WITH TIME ZONE NOT NULL,
  superseded_at TIMESTAMP WITH TIME ZONE,
  PRIMARY KEY (id),
  FOREIGN KEY(run_id) REFERENCES legacy_run (id),
  FOREIGN KEY(claim_id) REFERENCES claim (id)
);
CREATE INDEX ix_legacy_row_claim_id ON legacy_row (claim_id);
CREATE INDEX ix_legacy_row_run_id ON legacy_row (run_id);
CREATE INDEX legacy_row_now ON legacy_row (source, row_id) WHERE superseded_at IS NULL;
CREATE TABLE legacy_fact (
  row_id UUID NOT NULL,
  kind VARCHAR NOT NULL,
  fact_id UUID NOT NULL,
  run_id UUID NOT NULL,
  code VARCHAR,
  day VARCHAR,
  happened_at TIMESTAMP WITH TIME ZONE,
  is_fact BOOLEAN NOT NULL,
  state VARCHAR NOT NULL,
  PRIMARY KEY (row_id, kind, fact_id),
  FOREIGN KEY(row_id) REFERENCES legacy_row (id),
  FOREIGN KEY(run_id) REFERENCES legacy_run (id)
);
CREATE INDEX legacy_fact_fact ON legacy_fact (fact_id);
CREATE INDEX legacy_fact_waiting ON legacy_fact (run_id)
  WHERE state IN ('te_verwerken', 'in_te_trekken');
"""

CONFIGURATION = (
    # Handbook §4.9: administrative police data at most five years as a rule, judicial at most
    # fifteen; both to be confirmed with the data-protection officer.
    "INSERT INTO term (id, valid_from, days)"
    " VALUES ('databank.legacy_retention_days', '2010-01-01', 1826),"
    " ('databank.legacy_judicial_retention_days', '2010-01-01', 5479)",
)


def upgrade() -> None:
    for statement in filter(str.strip, TABLES.split(";")):
        op.execute(statement)
    for statement in CONFIGURATION:
        op.execute(statement)
