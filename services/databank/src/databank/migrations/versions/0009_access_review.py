"""Looking at who looked, and opening what is closed in an emergency."""

from alembic import op

from chassis.web.access_log import log

revision = "0009"
down_revision = "0008"

TABLES = """
CREATE TABLE shield (
  id UUID NOT NULL,
  person_id UUID NOT NULL,
  ground VARCHAR NOT NULL,
  placed_at TIMESTAMP WITH TIME ZONE NOT NULL,
  placed_by VARCHAR NOT NULL,
  PRIMARY KEY (id),
  FOREIGN KEY(person_id) REFERENCES person (id)
);
CREATE INDEX ix_shield_person_id ON shield (person_id);
CREATE TABLE shield_claim (
  shield_id UUID NOT NULL,
  claim_id UUID NOT NULL,
  lifted_at TIMESTAMP WITH TIME ZONE,
  lifted_by VARCHAR,
  PRIMARY KEY (shield_id, claim_id),
  FOREIGN KEY(shield_id) REFERENCES shield (id),
  FOREIGN KEY(claim_id) REFERENCES claim (id)
);
CREATE INDEX shield_claim_now ON shield_claim (claim_id) WHERE lifted_at IS NULL;
CREATE TABLE emergency_access (
  id UUID NOT NULL,
  person_id UUID NOT NULL,
  ground VARCHAR NOT NULL,
  reason VARCHAR NOT NULL,
  asked_by VARCHAR NOT NULL,
  asked_function VARCHAR NOT NULL,
  asked_at TIMESTAMP WITH TIME ZONE NOT NULL,
  withdrawn_at TIMESTAMP WITH TIME ZONE,
  decided_at TIMESTAMP WITH TIME ZONE,
  decided_by VARCHAR,
  until TIMESTAMP WITH TIME ZONE,
  ended_at TIMESTAMP WITH TIME ZONE,
  ended_by VARCHAR,
  verdict VARCHAR,
  review_reason VARCHAR,
  reviewed_at TIMESTAMP WITH TIME ZONE,
  reviewed_by VARCHAR,
  review_overdue BOOLEAN NOT NULL,
  PRIMARY KEY (id),
  FOREIGN KEY(person_id) REFERENCES person (id)
);
CREATE INDEX ix_emergency_access_person_id ON emergency_access (person_id);
CREATE INDEX ix_emergency_access_asked_by ON emergency_access (asked_by);
CREATE INDEX ix_emergency_access_asked_at ON emergency_access (asked_at);
"""


def upgrade() -> None:
    for statement in filter(str.strip, TABLES.split(";")):
        op.execute(statement)
    log.upgrade_0002(op.execute)
