"""Queues in which people decide: what is done with a signal, and how soon it is looked at."""

from alembic import op

revision = "0010"
down_revision = "0009"

STATEMENTS = """
CREATE TABLE signal_term (
  priority VARCHAR NOT NULL,
  valid_from DATE NOT NULL,
  minutes INTEGER NOT NULL,
  PRIMARY KEY (priority, valid_from)
);
INSERT INTO signal_term (priority, valid_from, minutes)
VALUES ('dringend', '2010-01-01', 60), ('gewoon', '2010-01-01', 10080);
ALTER TABLE signal ADD triage_due_at TIMESTAMP WITH TIME ZONE;
UPDATE signal SET triage_due_at = raised_at + make_interval(mins => (
  SELECT minutes FROM signal_term WHERE signal_term.priority = signal.priority));
ALTER TABLE signal ALTER triage_due_at SET NOT NULL;
CREATE INDEX signal_open ON signal (priority, triage_due_at) WHERE state <> 'afgesloten';
CREATE TABLE signal_step (
  signal_id UUID NOT NULL,
  position INTEGER NOT NULL,
  step VARCHAR NOT NULL,
  answer VARCHAR NOT NULL,
  state VARCHAR NOT NULL,
  at TIMESTAMP WITH TIME ZONE NOT NULL,
  actor VARCHAR NOT NULL,
  function VARCHAR NOT NULL,
  PRIMARY KEY (signal_id, position),
  FOREIGN KEY(signal_id) REFERENCES signal (id)
);
CREATE INDEX review_answered ON review_task (answered_by, answered_at)
  WHERE state = 'beantwoord';
REVOKE UPDATE, DELETE ON signal_step FROM databank;
"""


def upgrade() -> None:
    for statement in filter(str.strip, STATEMENTS.split(";")):
        op.execute(statement)
