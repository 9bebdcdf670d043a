"""Coverage of each indicator by a delivery, and reminders of a year that did not come."""

from alembic import op

revision = "0008"
down_revision = "0007"

CHANGES = """
ALTER TABLE delivery ADD COLUMN coverage jsonb;
CREATE TABLE delivery_reminder (
  organisation text NOT NULL,
  year integer NOT NULL,
  reminder text NOT NULL CONSTRAINT reminder_is_known CHECK (
    reminder IN ('twee_weken', 'laatste_dag', 'te_laat', 'maand_te_laat')
  ),
  sent_at timestamptz NOT NULL,
  PRIMARY KEY (organisation, year, reminder)
);
INSERT INTO bus_timer (name, key, due_at, data)
VALUES ('care-reminder', 'every morning', '2000-01-01T00:00:00Z', '{}')
"""


def upgrade() -> None:
    for statement in filter(str.strip, CHANGES.split(";")):
        op.execute(statement)
