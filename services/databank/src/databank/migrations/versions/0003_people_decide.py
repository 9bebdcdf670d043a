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
  change_id UUID,
  until_at TIMESTAMP WITH TIME ZONE,
  ended_by VARCHAR,
  PRIMARY KEY (id),
  FOREIGN KEY(claim_a) REFERENCES claim (id),
  FOREIGN KEY(claim_b) REFERENCES claim (id)
);
CREATE UNIQUE INDEX verdict_now ON verdict (claim_a, claim_b) WHERE until_at IS NULL;
CREATE INDEX ix_verdict_claim_b ON verdict (claim_b);
"""
# What is known of a person follows a claim, so that it finds its way back when people part claims.
ANCHORS = """
ALTER TABLE sighting DROP CONSTRAINT sighting_source_kind_source_id_person_id_key;
ALTER TABLE sighting ADD UNIQUE (source_kind, source_id, claim_id);
CREATE INDEX ix_sighting_claim_id ON sighting (claim_id);
CREATE INDEX ix_inspection_person_claim_id ON inspection_person (claim_id);
CREATE INDEX ix_identity_validation_claim_id ON identity_validation (claim_id);
ALTER TABLE verification ADD claim_id UUID REFERENCES claim (id);
CREATE INDEX ix_verification_claim_id ON verification (claim_id);
ALTER TABLE signal ADD claim_id UUID REFERENCES claim (id);
CREATE INDEX ix_signal_claim_id ON signal (claim_id);
ALTER TABLE finding ADD claim_id UUID REFERENCES claim (id);
CREATE INDEX ix_finding_claim_id ON finding (claim_id);
ALTER TABLE first_contact DROP CONSTRAINT first_contact_person_id_key;
ALTER TABLE first_contact ADD claim_id UUID REFERENCES claim (id);
CREATE INDEX ix_first_contact_person_id ON first_contact (person_id);
CREATE INDEX ix_first_contact_claim_id ON first_contact (claim_id);
"""
CHANGES = """
ALTER TABLE person ADD merged_into UUID REFERENCES person (id);
CREATE INDEX ix_person_merged_into ON person (merged_into);
CREATE TABLE person_change (
  id UUID NOT NULL,
  kind VARCHAR NOT NULL,
  person_id UUID NOT NULL,
  other_person_id UUID NOT NULL,
  at TIMESTAMP WITH TIME ZONE NOT NULL,
  by VARCHAR NOT NULL,
  ground VARCHAR NOT NULL,
  review_id UUID,
  undone_by UUID,
  PRIMARY KEY (id),
  FOREIGN KEY(person_id) REFERENCES person (id),
  FOREIGN KEY(other_person_id) REFERENCES person (id),
  FOREIGN KEY(undone_by) REFERENCES person_change (id)
);
CREATE INDEX ix_person_change_person_id ON person_change (person_id);
CREATE INDEX ix_person_change_other_person_id ON person_change (other_person_id);
CREATE TABLE person_change_claim (
  change_id UUID NOT NULL,
  claim_id UUID NOT NULL,
  moved BOOLEAN NOT NULL,
  membership_id UUID NOT NULL,
  PRIMARY KEY (change_id, claim_id),
  FOREIGN KEY(change_id) REFERENCES person_change (id),
  FOREIGN KEY(claim_id) REFERENCES claim (id),
  FOREIGN KEY(membership_id) REFERENCES membership (id)
);
CREATE TABLE assessment_kept (
  change_id UUID NOT NULL,
  case_id UUID NOT NULL,
  from_sighting UUID NOT NULL,
  to_sighting UUID NOT NULL,
  kept JSONB NOT NULL,
  PRIMARY KEY (change_id, case_id),
  FOREIGN KEY(change_id) REFERENCES person_change (id),
  FOREIGN KEY(case_id) REFERENCES branch_shift_case (id)
);
CREATE INDEX ix_assessment_kept_from_sighting ON assessment_kept (from_sighting);
"""
REVIEWS = """
ALTER TABLE review_task ADD kind VARCHAR NOT NULL DEFAULT 'koppeling';
ALTER TABLE review_task ALTER kind DROP DEFAULT;
ALTER TABLE review_task ADD other_person_id UUID REFERENCES person (id);
ALTER TABLE review_task ADD entropy FLOAT NOT NULL DEFAULT 1;
ALTER TABLE review_task ALTER entropy DROP DEFAULT;
ALTER TABLE review_task ADD held_by VARCHAR;
ALTER TABLE review_task ADD held_until TIMESTAMP WITH TIME ZONE;
ALTER TABLE review_task ADD asked_by VARCHAR;
ALTER TABLE review_task ADD answer VARCHAR;
ALTER TABLE review_task ADD answered_at TIMESTAMP WITH TIME ZONE;
ALTER TABLE review_task ADD answered_by VARCHAR;
ALTER TABLE review_task ADD ground VARCHAR;
ALTER TABLE review_task ADD change_id UUID REFERENCES person_change (id);
CREATE INDEX review_open ON review_task (opened_at) WHERE state = 'open';
CREATE INDEX ix_review_task_claim_id ON review_task (claim_id);
CREATE UNIQUE INDEX review_sample ON review_task (claim_id) WHERE kind = 'steekproef';
CREATE TABLE sample_rate (
  valid_from DATE NOT NULL,
  per_myriad INTEGER NOT NULL,
  PRIMARY KEY (valid_from)
);
INSERT INTO sample_rate (valid_from, per_myriad) VALUES ('2010-01-01', 100);
"""


def upgrade() -> None:
    for statement in filter(str.strip, (VERDICTS + ANCHORS + CHANGES + REVIEWS).split(";")):
        op.execute(statement)
