"""Suspensions of a declaration by case, and integrity investigations before the Council of State.

Lifting one suspension leaves what another procedure suspends.
"""

from alembic import op

revision = "0039"
down_revision = "0038"

TABLE = """
CREATE TABLE dossier_suspension (
  dossier_id uuid NOT NULL REFERENCES dossier,
  case_id uuid NOT NULL,
  number varchar NOT NULL,
  starts_at timestamptz NOT NULL,
  ends_at timestamptz NOT NULL,
  PRIMARY KEY (dossier_id, case_id)
);
CREATE INDEX ix_dossier_suspension_case_id ON dossier_suspension (case_id);
INSERT INTO dossier_suspension (dossier_id, case_id, number, starts_at, ends_at)
SELECT d.dossier_id, c.case_id, c.number, c.effect_from, c.effect_to
  FROM sanction_case c
  JOIN dossier d ON d.premises_id = c.premises_id AND d.owner = coalesce(c.owner, d.owner)
 WHERE d.state = 'geschorst' AND c.decision_kind = 'schorsing'
   AND c.effect_from IS NOT NULL AND c.effect_to IS NOT NULL AND c.reopened_at IS NULL
   AND c.stayed_at IS NULL AND c.annulled_at IS NULL;
INSERT INTO dossier_suspension (dossier_id, case_id, number, starts_at, ends_at)
SELECT d.dossier_id, i.case_id, i.number, i.effect_from, i.effect_to
  FROM integrity_investigation i JOIN dossier d ON d.dossier_id = i.dossier_id
 WHERE d.state = 'geschorst' AND i.decided = 'schorsing'
   AND i.effect_from IS NOT NULL AND i.effect_to IS NOT NULL AND i.lifted_at IS NULL
   AND i.undone_at IS NULL AND i.stayed_at IS NULL;
ALTER TABLE integrity_investigation ADD COLUMN contested boolean NOT NULL DEFAULT false;
UPDATE integrity_investigation SET contested = true WHERE appealed_at IS NOT NULL;
ALTER TABLE council_appeal DROP CONSTRAINT kind_is_known;
ALTER TABLE council_appeal ADD CONSTRAINT kind_is_known CHECK (
  kind IN ('gas-case', 'sanction-case', 'suitability-dossier', 'integrity-investigation')
);
ALTER TABLE letter DROP CONSTRAINT case_kind_is_known;
ALTER TABLE letter ADD CONSTRAINT case_kind_is_known CHECK (
  case_kind IN ('gas-case', 'sanction-case', 'suitability-dossier', 'integrity-investigation')
);
INSERT INTO council_appeal (case_id, kind, lodged_on, late, urgency, ruling, ruled_on)
SELECT case_id, 'integrity-investigation', (appealed_at AT TIME ZONE 'Europe/Brussels')::date,
       false, urgency, ruling, NULL
  FROM integrity_investigation WHERE appealed_at IS NOT NULL
"""


def upgrade() -> None:
    for statement in TABLE.split(";"):
        op.execute(statement)
