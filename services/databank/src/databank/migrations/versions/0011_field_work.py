"""Inspections, findings and validations from the street."""

from alembic import op

revision = "0011"
down_revision = "0010"

INSPECTIONS = """
ALTER TABLE inspection ALTER result DROP NOT NULL;
ALTER TABLE inspection ALTER completed_at DROP NOT NULL;
ALTER TABLE inspection ADD state VARCHAR NOT NULL DEFAULT 'afgerond';
ALTER TABLE inspection ALTER state DROP DEFAULT;
ALTER TABLE inspection ADD started_at TIMESTAMP WITH TIME ZONE;
UPDATE inspection SET started_at = completed_at;
ALTER TABLE inspection ALTER started_at SET NOT NULL;
ALTER TABLE inspection ADD closed_at TIMESTAMP WITH TIME ZONE;
ALTER TABLE inspection ADD closed_by VARCHAR;
ALTER TABLE inspection ADD withdrawn_reason VARCHAR;
CREATE INDEX inspection_started ON inspection (started_at);
CREATE INDEX inspection_underway ON inspection (officer) WHERE state = 'lopend';
ALTER TABLE inspection_person ALTER person_id DROP NOT NULL;
ALTER TABLE inspection_person ALTER claim_id DROP NOT NULL;
ALTER TABLE inspection_person ADD key UUID;
ALTER TABLE inspection_person ADD outcome VARCHAR;
ALTER TABLE inspection_person ADD decision VARCHAR;
ALTER TABLE inspection_person ADD added_at TIMESTAMP WITH TIME ZONE;
ALTER TABLE inspection_person ADD added_by VARCHAR;
ALTER TABLE inspection_person ADD withdrawn_at TIMESTAMP WITH TIME ZONE;
ALTER TABLE inspection_person ADD withdrawn_reason VARCHAR;
CREATE UNIQUE INDEX inspection_person_key ON inspection_person (key);
"""
FINDINGS = """
ALTER TABLE finding ALTER report_id DROP NOT NULL;
ALTER TABLE finding ALTER report_kind DROP NOT NULL;
ALTER TABLE finding ALTER report_number DROP NOT NULL;
ALTER TABLE finding ALTER addressee DROP NOT NULL;
ALTER TABLE finding ALTER offender_role DROP NOT NULL;
ALTER TABLE finding ALTER offender_name DROP NOT NULL;
ALTER TABLE finding ALTER drawn_up_at DROP NOT NULL;
ALTER TABLE finding ALTER drawn_up_by DROP NOT NULL;
ALTER TABLE finding ADD noted_at TIMESTAMP WITH TIME ZONE;
ALTER TABLE finding ADD noted_by VARCHAR;
UPDATE finding SET noted_at = drawn_up_at, noted_by = drawn_up_by;
ALTER TABLE finding ALTER noted_at SET NOT NULL;
ALTER TABLE finding ALTER noted_by SET NOT NULL;
ALTER TABLE finding ADD establishment_id UUID REFERENCES establishment (id);
ALTER TABLE finding ADD caught_in_act BOOLEAN NOT NULL DEFAULT false;
ALTER TABLE finding ALTER caught_in_act DROP DEFAULT;
ALTER TABLE finding ADD transmit_by DATE;
ALTER TABLE finding ADD victim_checked_at TIMESTAMP WITH TIME ZONE;
ALTER TABLE finding ADD victim_checked_by VARCHAR;
CREATE INDEX finding_state ON finding (state, noted_at);
CREATE TABLE finding_person (
  finding_id UUID NOT NULL,
  position INTEGER NOT NULL,
  role VARCHAR NOT NULL,
  person_id UUID NOT NULL,
  claim_id UUID NOT NULL,
  PRIMARY KEY (finding_id, position),
  FOREIGN KEY(finding_id) REFERENCES finding (id),
  FOREIGN KEY(person_id) REFERENCES person (id),
  FOREIGN KEY(claim_id) REFERENCES claim (id)
);
CREATE INDEX ix_finding_person_claim_id ON finding_person (claim_id);
CREATE TABLE finding_step (
  finding_id UUID NOT NULL,
  position INTEGER NOT NULL,
  at TIMESTAMP WITH TIME ZONE NOT NULL,
  by VARCHAR NOT NULL,
  step VARCHAR NOT NULL,
  state VARCHAR NOT NULL,
  reason VARCHAR,
  PRIMARY KEY (finding_id, position),
  FOREIGN KEY(finding_id) REFERENCES finding (id)
);
CREATE TABLE fact_code (
  code VARCHAR NOT NULL,
  valid_from DATE NOT NULL,
  valid_to DATE,
  label VARCHAR NOT NULL,
  PRIMARY KEY (code, valid_from)
);
INSERT INTO fact_code (code, valid_from, label) VALUES
 ('raam.niet-aangegeven', '2010-01-01', 'Raam: iemand werkt zonder aangifte'),
 ('raam.zonder-geschiktheid', '2010-01-01', 'Raam: pand zonder geldige geschiktheidsverklaring'),
 ('raam.voorwaarde-niet-nageleefd', '2010-01-01', 'Raam: voorwaarde niet nageleefd'),
 ('raam.schorsing-niet-nageleefd', '2010-01-01', 'Raam: schorsing of sluiting niet nageleefd'),
 ('buiten-gedoogzone', '2010-01-01', 'Prostitutie buiten de gedoogzone'),
 ('straatprostitutie', '2010-01-01', 'Straatprostitutie'),
 ('straatprostitutie.klant', '2010-01-01', 'Straatprostitutie: klant'),
 ('seksuitbating.zonder-vergunning', '2010-01-01', 'Seksuitbating zonder vergunning'),
 ('overtreding', '2010-01-01', 'Andere overtreding van de politiecodex');
ALTER TABLE term ALTER days DROP NOT NULL;
ALTER TABLE term ADD months INTEGER;
INSERT INTO term (id, valid_from, months) VALUES
 ('gas.pv_transmission', '2014-01-01', 2),
 ('gas.pv_transmission_caught_in_act', '2014-01-01', 1);
"""
VALIDATIONS = """
ALTER TABLE identity_validation ADD document_country VARCHAR;
ALTER TABLE identity_validation ADD document_number VARCHAR;
ALTER TABLE identity_validation ADD document_expires_on DATE;
ALTER TABLE identity_validation ADD nationality VARCHAR;
ALTER TABLE identity_validation ADD birth_date VARCHAR;
ALTER TABLE identity_validation ADD photo VARCHAR;
ALTER TABLE identity_validation ADD doubts JSONB;
ALTER TABLE identity_validation ADD remark VARCHAR;
"""


def upgrade() -> None:
    """Terms of the law come as dated rows, and so do the facts that a report may be about."""
    for statement in filter(str.strip, (INSPECTIONS + FINDINGS + VALIDATIONS).split(";")):
        op.execute(statement)
