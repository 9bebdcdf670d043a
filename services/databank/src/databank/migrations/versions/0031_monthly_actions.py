"""Monthly actions: the plan of a month per branch."""

from alembic import op

revision = "0031"
down_revision = "0030"

TABLES = """
CREATE TABLE monthly_action (
  id UUID NOT NULL,
  month DATE NOT NULL,
  branch VARCHAR NOT NULL,
  begins_at TIMESTAMP WITH TIME ZONE NOT NULL,
  ends_at TIMESTAMP WITH TIME ZONE NOT NULL,
  planned_at TIMESTAMP WITH TIME ZONE NOT NULL,
  planned_by VARCHAR NOT NULL,
  passed_at TIMESTAMP WITH TIME ZONE,
  withdrawn_at TIMESTAMP WITH TIME ZONE,
  withdrawn_by VARCHAR,
  PRIMARY KEY (id)
);
CREATE UNIQUE INDEX monthly_action_standing ON monthly_action (month, branch)
  WHERE withdrawn_at IS NULL
"""


def upgrade() -> None:
    for statement in filter(str.strip, TABLES.split(";")):
        op.execute(statement)
