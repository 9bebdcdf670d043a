"""Texts of letters that a city writes itself, proposed by one person and agreed to by another.

What was proposed is never changed: the service may write the decision alone.
"""

from alembic import op

revision = "0070"
down_revision = "0069"

TABLE = """
CREATE TABLE letter_text (
  text_id uuid PRIMARY KEY,
  place varchar NOT NULL,
  slot text NOT NULL CONSTRAINT slot_is_known CHECK (
    slot IN ('opening', 'uitleg', 'vragen', 'motivering', 'ondertekenaar')
  ),
  case_kind text CONSTRAINT case_kind_is_known CHECK (case_kind IN (
    'gas-case', 'sanction-case', 'suitability-dossier', 'integrity-investigation',
    'mayor-measure', 'street-ban'
  )),
  letter text CONSTRAINT letter_is_known CHECK (letter IN (
    'opstartbrief', 'ouderlijke_betrokkenheid', 'melding_stafhouder', 'bemiddelingsaanbod',
    'gemeenschapsdienst', 'uitnodiging_hoorzitting', 'verslag_hoorzitting', 'uitkomst_verweer',
    'beslissing', 'herinnering', 'aanmaning', 'waarschuwing', 'uitnodiging_opnieuw', 'voorstel',
    'opheffing', 'aanvulling', 'herinnering_vernieuwing', 'vervallen', 'afloop', 'stopzetting',
    'melding_beoordeeld', 'intrekking', 'rechtzetting'
  )),
  title varchar NOT NULL,
  valid_from date NOT NULL,
  words varchar NOT NULL,
  reason varchar NOT NULL,
  state text NOT NULL CONSTRAINT state_is_known CHECK (
    state IN ('voorgesteld', 'goedgekeurd', 'afgewezen', 'ingetrokken')
  ),
  proposed_at timestamptz NOT NULL,
  proposed_by varchar NOT NULL,
  proposed_function varchar NOT NULL,
  decided_at timestamptz,
  decided_by varchar,
  decided_function varchar,
  decision_reason varchar,
  CONSTRAINT by_two CHECK (decided_by <> proposed_by OR state = 'ingetrokken')
);
CREATE UNIQUE INDEX letter_text_waits ON letter_text (place) WHERE state = 'voorgesteld';
REVOKE UPDATE, DELETE, TRUNCATE ON letter_text FROM enforcement;
GRANT UPDATE (state, decided_at, decided_by, decided_function, decision_reason)
  ON letter_text TO enforcement
"""


def upgrade() -> None:
    for statement in TABLE.split(";"):
        op.execute(statement)
