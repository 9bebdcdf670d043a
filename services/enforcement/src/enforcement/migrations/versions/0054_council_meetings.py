"""Meetings of the municipal council, beside those of the college.

A table of its own: a running older instance takes every row of the college's for a meeting that
confirms.
"""

from alembic import op

revision = "0054"
down_revision = "0053"

MEETINGS = """
CREATE TABLE council_meeting (
  day date PRIMARY KEY,
  entered_at timestamptz NOT NULL,
  cancelled_at timestamptz
)
"""


def upgrade() -> None:
    op.execute(MEETINGS)
