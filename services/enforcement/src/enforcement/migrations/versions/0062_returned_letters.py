"""Letters that came back: the day, the reason, and the cases that wait for a new one."""

from alembic import op

revision = "0062"
down_revision = "0061"

CASES = (
    "gas_case",
    "sanction_case",
    "dossier",
    "integrity_investigation",
    "street_ban_case",
    "mayor_measure",
)
LETTERS = """
ALTER TABLE letter
  ADD COLUMN returned_on date,
  ADD COLUMN returned_at timestamptz,
  ADD COLUMN returned_by varchar,
  ADD COLUMN return_reason text CONSTRAINT return_reason_is_known CHECK (
    return_reason IN (
      'onbekend', 'vertrokken', 'onvolledig_adres', 'overleden', 'geweigerd', 'niet_afgehaald'
    )
  ),
  ADD COLUMN counted_from date;
ALTER TABLE letter DROP CONSTRAINT state_is_known;
ALTER TABLE letter ADD CONSTRAINT state_is_known CHECK (
  state IN (
    'concept', 'nagekeken', 'gepost', 'geacht_ontvangen', 'ontvangen', 'geannuleerd',
    'teruggekomen'
  )
);
"""


def upgrade() -> None:
    for statement in filter(str.strip, LETTERS.split(";")):
        op.execute(statement)
    for table in CASES:
        op.execute(f"ALTER TABLE {table} ADD COLUMN undelivered boolean NOT NULL DEFAULT false")
