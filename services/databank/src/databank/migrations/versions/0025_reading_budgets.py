"""How many different persons somebody reads in a day, and requests for more room."""

from alembic import op

revision = "0025"
down_revision = "0024"

TABLES = """
CREATE TABLE person_read (
  subject VARCHAR NOT NULL,
  day DATE NOT NULL,
  person_id UUID NOT NULL,
  PRIMARY KEY (subject, day, person_id)
);
CREATE TABLE reading_day (
  subject VARCHAR NOT NULL,
  day DATE NOT NULL,
  function VARCHAR NOT NULL,
  persons INTEGER NOT NULL,
  budget INTEGER NOT NULL,
  added INTEGER NOT NULL,
  PRIMARY KEY (subject, day)
);
CREATE INDEX ix_reading_day_day ON reading_day (day);
CREATE TABLE reading_request (
  id UUID NOT NULL,
  asked_by VARCHAR NOT NULL,
  asked_function VARCHAR NOT NULL,
  day DATE NOT NULL,
  reason VARCHAR NOT NULL,
  asked_at TIMESTAMP WITH TIME ZONE NOT NULL,
  decided_by VARCHAR,
  decided_at TIMESTAMP WITH TIME ZONE,
  granted BOOLEAN,
  PRIMARY KEY (id)
);
CREATE INDEX ix_reading_request_day ON reading_request (day);
"""


def upgrade() -> None:
    for statement in filter(str.strip, TABLES.split(";")):
        op.execute(statement)
