"""Search, and the files of persons and establishments."""

from alembic import op

revision = "0008"
down_revision = "0007"

TABLES = """
CREATE TABLE purpose_grant (
  id UUID NOT NULL,
  session BYTEA,
  subject VARCHAR NOT NULL,
  purpose VARCHAR NOT NULL,
  reason VARCHAR,
  person_id UUID,
  granted_at TIMESTAMP WITH TIME ZONE NOT NULL,
  PRIMARY KEY (id),
  FOREIGN KEY(person_id) REFERENCES person (id)
);
CREATE INDEX purpose_grant_person ON purpose_grant (person_id);
CREATE INDEX purpose_grant_subject ON purpose_grant (subject, granted_at);
REVOKE UPDATE, DELETE ON purpose_grant FROM databank;
CREATE TABLE search (
  id UUID NOT NULL,
  grant_id UUID,
  session BYTEA,
  subject VARCHAR NOT NULL,
  kind VARCHAR NOT NULL,
  too_many BOOLEAN NOT NULL,
  found JSONB NOT NULL,
  at TIMESTAMP WITH TIME ZONE NOT NULL,
  PRIMARY KEY (id),
  FOREIGN KEY(grant_id) REFERENCES purpose_grant (id)
);
CREATE INDEX search_subject ON search (subject, at);
CREATE INDEX ix_search_at ON search (at);
"""

# What a file is put together from, found by whom or what it is about.
INDEXES = """
CREATE INDEX ix_verification_person_id ON verification (person_id);
CREATE INDEX ix_finding_person_id ON finding (person_id);
CREATE INDEX ix_finding_premises_id ON finding (premises_id);
CREATE INDEX ix_finding_inspection_id ON finding (inspection_id);
CREATE INDEX branch_shift_person ON branch_shift_case (person_id, to_seen_at);
CREATE INDEX ix_inspection_establishment_establishment_id
  ON inspection_establishment (establishment_id);
CREATE INDEX ix_execution_check_premises_id ON execution_check (premises_id);
CREATE INDEX ix_establishment_street ON establishment (street);
"""


def upgrade() -> None:
    for statement in filter(str.strip, (TABLES + INDEXES).split(";")):
        op.execute(statement)
