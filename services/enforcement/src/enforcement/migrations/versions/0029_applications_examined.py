"""Applications: what was asked, how each ended, who placed it; changes that were taken back."""

from alembic import op

revision = "0029"
down_revision = "0028"

TABLES = """
ALTER TABLE received_application
  ADD COLUMN ended_at timestamptz,
  ADD COLUMN asked jsonb,
  ADD COLUMN placed_by varchar;
ALTER TABLE received_application DROP CONSTRAINT answer_is_known;
ALTER TABLE received_application ADD CONSTRAINT answer_is_known CHECK (
  answer IN (
    'geregistreerd', 'na_te_kijken', 'onvolledig', 'volledig', 'stopgezet', 'aanvaard',
    'niet_aanvaard'
  )
);
ALTER TABLE dossier_change ADD COLUMN reference varchar, ADD COLUMN withdrawn_at timestamptz;
UPDATE dossier_change SET reference = note WHERE reference IS NULL AND note LIKE 'AV-%';
UPDATE received_application a
   SET ended_at = coalesce(
         a.withdrawn_at,
         (SELECT max(t.at) FROM timeline t
           WHERE t.case_id = a.dossier_id AND t.step IN ('decision', 'discontinuation')
             AND t.at >= a.submitted_at)
       )
 WHERE a.ended_at IS NULL
"""


def upgrade() -> None:
    for statement in filter(str.strip, TABLES.split(";")):
        op.execute(statement)
