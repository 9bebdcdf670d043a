"""Requests to the Council of State against decisions of a case that were taken back, and run on."""

from alembic import op

revision = "0087"
down_revision = "0086"

CHANGES = """
CREATE TABLE earlier_council_appeal (
  appeal_id uuid NOT NULL PRIMARY KEY,
  case_id uuid NOT NULL,
  kind text NOT NULL CONSTRAINT kind_is_known CHECK (kind IN (
    'gas-case', 'sanction-case', 'suitability-dossier', 'integrity-investigation', 'street-ban',
    'mayor-measure'
  )),
  lodged_on date NOT NULL,
  late boolean NOT NULL,
  urgency text NOT NULL CONSTRAINT urgency_is_known CHECK (
    urgency IN ('geen', 'gewoon', 'uiterst_dringend')
  ),
  roll_number varchar,
  law_office varchar,
  file_due_on date,
  file_sent_on date,
  ruling text CONSTRAINT ruling_is_known CHECK (
    ruling IN ('schorsing', 'geen_schorsing', 'vernietiging', 'verwerping', 'afstand')
  ),
  ruled_on date
);
CREATE INDEX ix_earlier_council_appeal_case_id ON earlier_council_appeal (case_id)
"""


def upgrade() -> None:
    for statement in CHANGES.split(";"):
        op.execute(statement)
