"""Exchanges of information with partners, and the dated lists of partners and legal bases."""

from alembic import op

revision = "0036"
down_revision = "0035"

TABLES = """
CREATE TABLE exchange_partner (
  code VARCHAR NOT NULL,
  valid_from DATE NOT NULL,
  valid_to DATE,
  kind VARCHAR NOT NULL CONSTRAINT kind_is_known
    CHECK (kind IN ('politiedienst', 'gerecht', 'inspectie', 'stad')),
  label VARCHAR NOT NULL,
  PRIMARY KEY (code, valid_from)
);
CREATE TABLE exchange_basis (
  code VARCHAR NOT NULL,
  partner_kind VARCHAR NOT NULL CONSTRAINT partner_kind_is_known
    CHECK (partner_kind IN ('politiedienst', 'gerecht', 'inspectie', 'stad')),
  valid_from DATE NOT NULL,
  valid_to DATE,
  label VARCHAR NOT NULL,
  source VARCHAR NOT NULL,
  PRIMARY KEY (code, partner_kind, valid_from)
);
CREATE TABLE exchange (
  id UUID NOT NULL,
  direction VARCHAR NOT NULL CONSTRAINT direction_is_known
    CHECK (direction IN ('gevraagd', 'bevraagd', 'gegeven', 'ontvangen')),
  partner VARCHAR NOT NULL,
  about VARCHAR NOT NULL CONSTRAINT about_is_known
    CHECK (about IN ('persoon', 'inrichting', 'zaak', 'fenomeen')),
  person_id UUID REFERENCES person (id),
  claim_id UUID REFERENCES claim (id),
  establishment_id UUID REFERENCES establishment (id),
  case_number VARCHAR,
  phenomenon VARCHAR CONSTRAINT phenomenon_is_known
    CHECK (phenomenon IN ('verschuiving', 'nieuwe_vorm', 'online_werving', 'uitbuiting',
      'overlast')),
  branch VARCHAR,
  purpose VARCHAR NOT NULL CONSTRAINT purpose_is_known
    CHECK (purpose IN ('toezicht', 'bescherming', 'dossier', 'onderhoud')),
  basis VARCHAR NOT NULL,
  categories VARCHAR[] NOT NULL,
  judicial_leave VARCHAR,
  happened_at TIMESTAMP WITH TIME ZONE NOT NULL,
  due_on DATE,
  recorded_at TIMESTAMP WITH TIME ZONE NOT NULL,
  recorded_by VARCHAR NOT NULL,
  state VARCHAR NOT NULL CONSTRAINT state_is_known
    CHECK (state IN ('open', 'beantwoord', 'afgesloten', 'ingetrokken')),
  outcome VARCHAR CONSTRAINT outcome_is_known
    CHECK (outcome IN ('volledig', 'deels', 'geweigerd', 'uitgebleven')),
  answer_categories VARCHAR[],
  answered_at TIMESTAMP WITH TIME ZONE,
  answered_by VARCHAR,
  follow_up VARCHAR CONSTRAINT follow_up_is_known
    CHECK (follow_up IN ('geen', 'controle', 'vaststelling', 'bescherming', 'overleg')),
  ended_at TIMESTAMP WITH TIME ZONE,
  ended_by VARCHAR,
  withdrawn_reason VARCHAR,
  note BYTEA NOT NULL,
  PRIMARY KEY (id)
);
CREATE INDEX exchange_due ON exchange (due_on) WHERE state = 'open';
CREATE INDEX exchange_note_key ON exchange (substr(note, 1, 5));
CREATE INDEX ix_exchange_person_id ON exchange (person_id);
CREATE INDEX ix_exchange_claim_id ON exchange (claim_id);
CREATE INDEX ix_exchange_establishment_id ON exchange (establishment_id);
ALTER TABLE exchange ENABLE ROW LEVEL SECURITY;
CREATE POLICY open_files ON exchange USING (
  (person_id = ANY ((SELECT closed_files())::uuid[])) IS NOT TRUE
  AND ((SELECT cardinality(closed_files()) > 0)
       AND claim_id IN (SELECT closed_claims())) IS NOT TRUE) WITH CHECK (true);
INSERT INTO exchange_partner (code, valid_from, kind, label) VALUES
  ('recherche_zeden', '2010-01-01', 'politiedienst', 'Lokale recherche, afdeling zeden'),
  ('federale_gerechtelijke_politie', '2010-01-01', 'politiedienst',
    'Federale gerechtelijke politie, mensenhandel'),
  ('andere_politiezone', '2010-01-01', 'politiedienst', 'Andere politiezone'),
  ('parket', '2010-01-01', 'gerecht', 'Parket, referentiemagistraat'),
  ('sociale_inspectie', '2010-01-01', 'inspectie', 'Sociale inspectie'),
  ('dienst_vreemdelingenzaken', '2010-01-01', 'inspectie', 'Dienst Vreemdelingenzaken'),
  ('prostitutieambtenaar', '2010-01-01', 'stad', 'Prostitutieambtenaar'),
  ('bestuurlijke_handhaving', '2010-01-01', 'stad', 'Bestuurlijke handhaving'),
  ('adviserende_diensten', '2010-01-01', 'stad', 'Adviserende diensten van de stad');
INSERT INTO exchange_basis (code, partner_kind, valid_from, label, source) VALUES
  ('wpa_politiediensten', 'politiedienst', '2010-01-01',
    'Tussen politiediensten, voor hun opdrachten', 'WPA art. 44/11/6'),
  ('wpa_gerechtelijke_overheid', 'gerecht', '2010-01-01',
    'Aan de gerechtelijke overheid, voor haar opdrachten', 'WPA art. 44/11/7'),
  ('wpa_bestuurlijke_overheid', 'stad', '2010-01-01',
    'Aan de bestuurlijke overheid, voor haar opdrachten', 'WPA art. 44/11/7'),
  ('wpa_openbare_dienst', 'inspectie', '2010-01-01',
    'Aan een openbare dienst, voor zijn wettelijke opdracht', 'WPA art. 44/11/9');
INSERT INTO term (id, valid_from, days) VALUES ('databank.exchange_kept_days', '2010-01-01', 1826)
"""


def upgrade() -> None:
    for statement in filter(str.strip, TABLES.split(";")):
        op.execute(statement)
