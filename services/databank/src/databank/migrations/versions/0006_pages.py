"""Sessions of officers in a browser, and the rooms of window premises by their labels."""

from alembic import op

from chassis.web.login import upgrade as sessions

revision = "0006"
down_revision = "0005"

TABLES = """
CREATE TABLE window_room (
  room_id UUID NOT NULL,
  premises_id UUID NOT NULL,
  label VARCHAR NOT NULL,
  PRIMARY KEY (room_id)
);
CREATE INDEX ix_window_room_premises_id ON window_room (premises_id);
"""


def upgrade() -> None:
    sessions(op.execute)
    for statement in filter(str.strip, TABLES.split(";")):
        op.execute(statement)
