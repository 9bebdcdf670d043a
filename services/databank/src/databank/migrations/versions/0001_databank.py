"""The databank's first tables, and the rules, terms and patterns that it starts with."""

from alembic import op

from chassis.bus import schema
from chassis.web.access_log import log

revision = "0001"
down_revision = None

TABLES = """
CREATE TABLE claim (
  id UUID NOT NULL,
  digest BYTEA NOT NULL,
  source_kind VARCHAR NOT NULL,
  source_id UUID NOT NULL,
  branch VARCHAR,
  worker_ref UUID,
  given_names VARCHAR NOT NULL,
  family_name VARCHAR NOT NULL,
  birth_date VARCHAR NOT NULL,
  document_kind VARCHAR,
  document_country VARCHAR,
  document_number VARCHAR,
  document_expires_on DATE,
  national_number VARCHAR,
  nationality VARCHAR,
  phone VARCHAR,
  received_at TIMESTAMP WITH TIME ZONE NOT NULL,
  PRIMARY KEY (id),
  UNIQUE (digest)
);
CREATE INDEX ix_claim_worker_ref ON claim (worker_ref);
CREATE TABLE detection_rule (
  id VARCHAR NOT NULL,
  version INTEGER NOT NULL,
  window_days INTEGER NOT NULL,
  min_confidence FLOAT NOT NULL,
  shadow BOOLEAN NOT NULL,
  valid_from DATE NOT NULL,
  valid_to DATE,
  PRIMARY KEY (id, version)
);
CREATE TABLE establishment (
  id UUID NOT NULL,
  branch VARCHAR NOT NULL,
  label VARCHAR NOT NULL,
  label_key VARCHAR NOT NULL,
  premises_id UUID,
  street VARCHAR,
  house_number VARCHAR,
  postcode VARCHAR,
  registered_at TIMESTAMP WITH TIME ZONE NOT NULL,
  PRIMARY KEY (id)
);
CREATE UNIQUE INDEX establishment_label ON establishment (branch, label_key)
  WHERE premises_id IS NULL;
CREATE UNIQUE INDEX establishment_premises ON establishment (premises_id);
CREATE TABLE execution_check (
  case_id UUID NOT NULL,
  premises_id UUID NOT NULL,
  kind VARCHAR NOT NULL,
  effective_from TIMESTAMP WITH TIME ZONE NOT NULL,
  effective_to TIMESTAMP WITH TIME ZONE,
  requested_at TIMESTAMP WITH TIME ZONE NOT NULL,
  state VARCHAR NOT NULL,
  checked_at TIMESTAMP WITH TIME ZONE,
  complied BOOLEAN,
  PRIMARY KEY (case_id)
);
CREATE TABLE follow_up (
  case_id UUID NOT NULL,
  finding_id UUID NOT NULL,
  kind VARCHAR NOT NULL,
  state VARCHAR NOT NULL,
  told_at TIMESTAMP WITH TIME ZONE NOT NULL,
  PRIMARY KEY (case_id, finding_id)
);
CREATE INDEX ix_follow_up_finding_id ON follow_up (finding_id);
CREATE TABLE inspection (
  id UUID NOT NULL,
  branch VARCHAR NOT NULL,
  visibility VARCHAR NOT NULL,
  kind VARCHAR NOT NULL,
  result VARCHAR NOT NULL,
  completed_at TIMESTAMP WITH TIME ZONE NOT NULL,
  recorded_at TIMESTAMP WITH TIME ZONE NOT NULL,
  officer VARCHAR NOT NULL,
  PRIMARY KEY (id)
);
CREATE TABLE person (
  id UUID NOT NULL,
  created_at TIMESTAMP WITH TIME ZONE NOT NULL,
  provisional BOOLEAN NOT NULL,
  identity_state VARCHAR NOT NULL,
  validated_at TIMESTAMP WITH TIME ZONE,
  first_seen_at TIMESTAMP WITH TIME ZONE,
  left_window BOOLEAN NOT NULL,
  PRIMARY KEY (id)
);
CREATE TABLE report_pattern (
  kind VARCHAR NOT NULL,
  valid_from DATE NOT NULL,
  valid_to DATE,
  pattern VARCHAR NOT NULL,
  PRIMARY KEY (kind, valid_from)
);
CREATE TABLE suitability (
  premises_id UUID NOT NULL,
  state VARCHAR NOT NULL,
  valid_from DATE,
  valid_to DATE,
  told_at TIMESTAMP WITH TIME ZONE NOT NULL,
  PRIMARY KEY (premises_id)
);
CREATE TABLE suspension (
  case_id UUID NOT NULL,
  kind VARCHAR NOT NULL,
  premises_id UUID NOT NULL,
  begins_at TIMESTAMP WITH TIME ZONE NOT NULL,
  ends_at TIMESTAMP WITH TIME ZONE,
  decided_at TIMESTAMP WITH TIME ZONE NOT NULL,
  lifted_at TIMESTAMP WITH TIME ZONE,
  PRIMARY KEY (case_id, kind)
);
CREATE INDEX ix_suspension_premises_id ON suspension (premises_id);
CREATE TABLE term (
  id VARCHAR NOT NULL,
  valid_from DATE NOT NULL,
  valid_to DATE,
  days INTEGER NOT NULL,
  PRIMARY KEY (id, valid_from)
);
CREATE TABLE claim_key (
  key BIGINT NOT NULL,
  claim_id UUID NOT NULL,
  PRIMARY KEY (key, claim_id),
  FOREIGN KEY(claim_id) REFERENCES claim (id)
);
CREATE TABLE first_contact (
  id UUID NOT NULL,
  person_id UUID NOT NULL,
  branch VARCHAR NOT NULL,
  opened_at TIMESTAMP WITH TIME ZONE NOT NULL,
  due_at TIMESTAMP WITH TIME ZONE NOT NULL,
  state VARCHAR NOT NULL,
  overdue BOOLEAN NOT NULL,
  held_at TIMESTAMP WITH TIME ZONE,
  language_group VARCHAR,
  second_contact_wanted BOOLEAN,
  PRIMARY KEY (id),
  UNIQUE (person_id),
  FOREIGN KEY(person_id) REFERENCES person (id)
);
CREATE INDEX ix_first_contact_due_at ON first_contact (due_at);
CREATE TABLE identity_validation (
  id UUID NOT NULL,
  person_id UUID NOT NULL,
  claim_id UUID NOT NULL,
  shift_id UUID,
  outcome VARCHAR NOT NULL,
  method VARCHAR NOT NULL,
  reason VARCHAR,
  at TIMESTAMP WITH TIME ZONE NOT NULL,
  officer VARCHAR NOT NULL,
  PRIMARY KEY (id),
  FOREIGN KEY(person_id) REFERENCES person (id),
  FOREIGN KEY(claim_id) REFERENCES claim (id)
);
CREATE INDEX ix_identity_validation_person_id ON identity_validation (person_id);
CREATE TABLE inspection_establishment (
  inspection_id UUID NOT NULL,
  establishment_id UUID NOT NULL,
  PRIMARY KEY (inspection_id, establishment_id),
  FOREIGN KEY(inspection_id) REFERENCES inspection (id),
  FOREIGN KEY(establishment_id) REFERENCES establishment (id)
);
CREATE TABLE inspection_person (
  inspection_id UUID NOT NULL,
  position INTEGER NOT NULL,
  person_id UUID NOT NULL,
  claim_id UUID NOT NULL,
  role VARCHAR NOT NULL,
  PRIMARY KEY (inspection_id, position),
  FOREIGN KEY(inspection_id) REFERENCES inspection (id),
  FOREIGN KEY(person_id) REFERENCES person (id),
  FOREIGN KEY(claim_id) REFERENCES claim (id)
);
CREATE INDEX ix_inspection_person_person_id ON inspection_person (person_id);
CREATE TABLE membership (
  id UUID NOT NULL,
  claim_id UUID NOT NULL,
  person_id UUID NOT NULL,
  from_at TIMESTAMP WITH TIME ZONE NOT NULL,
  until_at TIMESTAMP WITH TIME ZONE,
  decided_by VARCHAR NOT NULL,
  decision VARCHAR NOT NULL,
  confidence FLOAT NOT NULL,
  bits FLOAT NOT NULL,
  model_version VARCHAR NOT NULL,
  waterfall JSONB NOT NULL,
  PRIMARY KEY (id),
  FOREIGN KEY(claim_id) REFERENCES claim (id),
  FOREIGN KEY(person_id) REFERENCES person (id)
);
CREATE UNIQUE INDEX membership_now ON membership (claim_id)
  WHERE until_at IS NULL;
CREATE INDEX membership_person ON membership (person_id)
  WHERE until_at IS NULL;
CREATE TABLE review_task (
  id UUID NOT NULL,
  claim_id UUID NOT NULL,
  person_id UUID NOT NULL,
  reason VARCHAR NOT NULL,
  ranked JSONB NOT NULL,
  opened_at TIMESTAMP WITH TIME ZONE NOT NULL,
  state VARCHAR NOT NULL,
  PRIMARY KEY (id),
  FOREIGN KEY(claim_id) REFERENCES claim (id),
  FOREIGN KEY(person_id) REFERENCES person (id)
);
CREATE INDEX ix_review_task_person_id ON review_task (person_id);
CREATE TABLE shift (
  shift_id UUID NOT NULL,
  claim_id UUID NOT NULL,
  premises_id UUID NOT NULL,
  room_id UUID NOT NULL,
  starts_at TIMESTAMP WITH TIME ZONE NOT NULL,
  ends_at TIMESTAMP WITH TIME ZONE NOT NULL,
  declared_at TIMESTAMP WITH TIME ZONE NOT NULL,
  late BOOLEAN NOT NULL,
  state VARCHAR NOT NULL,
  ended_at TIMESTAMP WITH TIME ZONE,
  verification VARCHAR NOT NULL,
  verified_at TIMESTAMP WITH TIME ZONE,
  PRIMARY KEY (shift_id),
  FOREIGN KEY(claim_id) REFERENCES claim (id)
);
CREATE INDEX ix_shift_claim_id ON shift (claim_id);
CREATE INDEX ix_shift_starts_at ON shift (starts_at);
CREATE TABLE sighting (
  id UUID NOT NULL,
  person_id UUID NOT NULL,
  claim_id UUID NOT NULL,
  branch VARCHAR NOT NULL,
  seen_at TIMESTAMP WITH TIME ZONE NOT NULL,
  source_kind VARCHAR NOT NULL,
  source_id UUID NOT NULL,
  confidence FLOAT NOT NULL,
  recorded_at TIMESTAMP WITH TIME ZONE NOT NULL,
  withdrawn_at TIMESTAMP WITH TIME ZONE,
  PRIMARY KEY (id),
  UNIQUE (source_kind, source_id, person_id),
  FOREIGN KEY(person_id) REFERENCES person (id),
  FOREIGN KEY(claim_id) REFERENCES claim (id)
);
CREATE INDEX sighting_timeline ON sighting (person_id, seen_at);
CREATE TABLE signal (
  id UUID NOT NULL,
  kind VARCHAR NOT NULL,
  priority VARCHAR NOT NULL,
  source VARCHAR NOT NULL,
  person_id UUID,
  raised_at TIMESTAMP WITH TIME ZONE NOT NULL,
  state VARCHAR NOT NULL,
  PRIMARY KEY (id),
  UNIQUE (kind, source),
  FOREIGN KEY(person_id) REFERENCES person (id)
);
CREATE INDEX ix_signal_person_id ON signal (person_id);
CREATE INDEX ix_signal_raised_at ON signal (raised_at);
CREATE TABLE verification (
  id UUID NOT NULL,
  shift_id UUID,
  premises_id UUID NOT NULL,
  room_id UUID NOT NULL,
  person_id UUID,
  outcome VARCHAR NOT NULL,
  observed_at TIMESTAMP WITH TIME ZONE NOT NULL,
  recorded_at TIMESTAMP WITH TIME ZONE NOT NULL,
  officer VARCHAR NOT NULL,
  PRIMARY KEY (id),
  FOREIGN KEY(person_id) REFERENCES person (id)
);
CREATE INDEX ix_verification_shift_id ON verification (shift_id);
CREATE TABLE branch_shift_case (
  id UUID NOT NULL,
  person_id UUID NOT NULL,
  from_branch VARCHAR NOT NULL,
  to_branch VARCHAR NOT NULL,
  from_seen_at TIMESTAMP WITH TIME ZONE NOT NULL,
  to_seen_at TIMESTAMP WITH TIME ZONE NOT NULL,
  from_sighting UUID NOT NULL,
  to_sighting UUID NOT NULL,
  rule_id VARCHAR NOT NULL,
  rule_version INTEGER NOT NULL,
  window_days INTEGER NOT NULL,
  confidence FLOAT NOT NULL,
  told BOOLEAN NOT NULL,
  detected_at TIMESTAMP WITH TIME ZONE NOT NULL,
  state VARCHAR NOT NULL,
  assessed_at TIMESTAMP WITH TIME ZONE,
  assessed_by VARCHAR,
  withdrawn_at TIMESTAMP WITH TIME ZONE,
  withdrawn_reason VARCHAR,
  PRIMARY KEY (id),
  FOREIGN KEY(person_id) REFERENCES person (id),
  FOREIGN KEY(from_sighting) REFERENCES sighting (id),
  FOREIGN KEY(to_sighting) REFERENCES sighting (id)
);
CREATE INDEX branch_shift_standing ON branch_shift_case (person_id)
  WHERE withdrawn_at IS NULL;
CREATE INDEX branch_shift_time ON branch_shift_case (to_seen_at, id);
CREATE TABLE finding (
  id UUID NOT NULL,
  report_id UUID NOT NULL,
  report_kind VARCHAR NOT NULL,
  report_number VARCHAR NOT NULL,
  inspection_id UUID,
  verification_id UUID,
  fact_code VARCHAR NOT NULL,
  fact_at TIMESTAMP WITH TIME ZONE NOT NULL,
  branch VARCHAR NOT NULL,
  in_tolerance_zone BOOLEAN NOT NULL,
  premises_id UUID,
  addressee VARCHAR NOT NULL,
  offender_role VARCHAR NOT NULL,
  offender_name VARCHAR NOT NULL,
  offender_birth_date VARCHAR,
  offender_organisation VARCHAR,
  person_id UUID,
  possible_victim VARCHAR NOT NULL,
  victim_checked BOOLEAN NOT NULL,
  state VARCHAR NOT NULL,
  drawn_up_at TIMESTAMP WITH TIME ZONE NOT NULL,
  drawn_up_by VARCHAR NOT NULL,
  procedure VARCHAR,
  on_hold BOOLEAN,
  transferred_at TIMESTAMP WITH TIME ZONE,
  PRIMARY KEY (id),
  UNIQUE (report_kind, report_number),
  FOREIGN KEY(inspection_id) REFERENCES inspection (id),
  FOREIGN KEY(verification_id) REFERENCES verification (id),
  FOREIGN KEY(person_id) REFERENCES person (id)
);
CREATE TABLE signal_evidence (
  signal_id UUID NOT NULL,
  position INTEGER NOT NULL,
  at TIMESTAMP WITH TIME ZONE NOT NULL,
  kind VARCHAR NOT NULL,
  claim_id UUID,
  facts JSONB NOT NULL,
  PRIMARY KEY (signal_id, position),
  FOREIGN KEY(signal_id) REFERENCES signal (id),
  FOREIGN KEY(claim_id) REFERENCES claim (id)
);
"""

CONFIGURATION = (
    # The window is the police's own choice; the confidence keeps unanswered reviews out.
    "INSERT INTO detection_rule (id, version, window_days, min_confidence, shadow, valid_from)"
    " VALUES ('branch-move', 1, 30, 0.9, false, '2010-01-01')",
    # Handbook §2.0: "op korte termijn" has no number in the plan; seven days is the default.
    "INSERT INTO term (id, valid_from, days)"
    " VALUES ('databank.first_contact_due_days', '2010-01-01', 7)",
    # Handbook §3.4: arrondissement, prevention code, service, serial number, year.
    "INSERT INTO report_pattern (kind, valid_from, pattern)"
    " VALUES ('PV', '2010-01-01',"
    " '[A-Z]{2}\\.\\d{2}\\.[A-Z0-9]{2}\\.\\d{5,6}/(\\d{2}|\\d{4})')",
)


def upgrade() -> None:
    schema.upgrade_0001(op.execute, "databank")
    log.upgrade_0001(op.execute, service="databank")
    for statement in filter(str.strip, TABLES.split(";")):
        op.execute(statement)
    for statement in CONFIGURATION:
        op.execute(statement)
    op.execute("REVOKE UPDATE ON claim FROM databank")  # a claim is followed, never corrected
