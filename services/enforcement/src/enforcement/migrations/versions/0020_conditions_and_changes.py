"""Conditions with days of their own, changes that owners tell, hearings and notifications."""

from alembic import op

revision = "0020"
down_revision = "0019"

TABLES = """
ALTER TABLE dossier ADD COLUMN visited boolean NOT NULL DEFAULT false,
  ADD COLUMN hearing_at timestamptz,
  ADD COLUMN invited_on date,
  ADD COLUMN defence_until date,
  ADD COLUMN unnotified_since timestamptz,
  ADD COLUMN renewal_refused_on date;
CREATE TABLE dossier_condition (
  dossier_id uuid NOT NULL REFERENCES dossier,
  code varchar NOT NULL,
  set_at timestamptz NOT NULL,
  due_on date,
  met_at timestamptz,
  PRIMARY KEY (dossier_id, code)
);
CREATE TABLE dossier_change (
  change_id uuid PRIMARY KEY,
  dossier_id uuid NOT NULL REFERENCES dossier,
  kind varchar NOT NULL
    CONSTRAINT kind_is_known CHECK (kind IN ('houder', 'beheerder', 'ruimten', 'ander')),
  rooms jsonb NOT NULL,
  note varchar,
  reported_at timestamptz NOT NULL,
  outcome varchar
    CONSTRAINT outcome_is_known CHECK (outcome IN ('aanvaard', 'nieuwe_aanvraag')),
  assessed_at timestamptz
);
CREATE INDEX ix_dossier_change_dossier_id ON dossier_change (dossier_id);
INSERT INTO dossier_condition (dossier_id, code, set_at, due_on)
SELECT d.dossier_id, c.code, d.filed_at, t.last_day
  FROM dossier d
 CROSS JOIN LATERAL (SELECT DISTINCT jsonb_array_elements_text(d.conditions) AS code) AS c
  LEFT JOIN case_term t ON t.case_id = d.dossier_id AND t.term_id = 'suitability.conditions'
   AND t.closed_at IS NULL
"""


def upgrade() -> None:
    for statement in filter(str.strip, TABLES.split(";")):
        op.execute(statement)
