"""What came of first contacts, codes with which workers see their own declarations, and what they
answer there."""

from alembic import op

revision = "0007"
down_revision = "0006"

STATEMENTS = """
ALTER TABLE first_contact ADD information_given VARCHAR[] NOT NULL DEFAULT '{}';
ALTER TABLE first_contact ADD again_on DATE;
CREATE TABLE contact_attempt (
  contact_id UUID NOT NULL,
  position INTEGER NOT NULL,
  outcome VARCHAR NOT NULL,
  at TIMESTAMP WITH TIME ZONE NOT NULL,
  by VARCHAR NOT NULL,
  PRIMARY KEY (contact_id, position),
  FOREIGN KEY(contact_id) REFERENCES first_contact (id)
);
CREATE TABLE worker_access (
  id UUID NOT NULL,
  person_id UUID NOT NULL,
  digest VARCHAR NOT NULL,
  granted_at TIMESTAMP WITH TIME ZONE NOT NULL,
  granted_by VARCHAR NOT NULL,
  expires_at TIMESTAMP WITH TIME ZONE NOT NULL,
  revoked_at TIMESTAMP WITH TIME ZONE,
  why_ended VARCHAR,
  PRIMARY KEY (id),
  FOREIGN KEY(person_id) REFERENCES person (id)
);
CREATE INDEX worker_access_standing ON worker_access (person_id) WHERE revoked_at IS NULL;
CREATE TABLE worker_access_claim (
  access_id UUID NOT NULL,
  claim_id UUID NOT NULL,
  PRIMARY KEY (access_id, claim_id),
  FOREIGN KEY(access_id) REFERENCES worker_access (id),
  FOREIGN KEY(claim_id) REFERENCES claim (id)
);
CREATE INDEX ix_worker_access_claim_claim_id ON worker_access_claim (claim_id);
CREATE TABLE worker_access_ref (
  access_id UUID NOT NULL,
  worker_ref UUID NOT NULL,
  PRIMARY KEY (access_id, worker_ref),
  FOREIGN KEY(access_id) REFERENCES worker_access (id)
);
CREATE INDEX ix_worker_access_ref_worker_ref ON worker_access_ref (worker_ref);
CREATE TABLE worker_answer (
  answer_id BIGINT GENERATED ALWAYS AS IDENTITY,
  shift_id UUID NOT NULL,
  answer VARCHAR NOT NULL,
  at TIMESTAMP WITH TIME ZONE NOT NULL,
  reasons VARCHAR[] NOT NULL,
  PRIMARY KEY (answer_id)
);
CREATE INDEX ix_worker_answer_shift_id ON worker_answer (shift_id);
INSERT INTO term (id, valid_from, days)
VALUES ('databank.worker_code_unused_days', '2010-01-01', 14);
"""


def upgrade() -> None:
    for statement in filter(str.strip, STATEMENTS.split(";")):
        op.execute(statement)
