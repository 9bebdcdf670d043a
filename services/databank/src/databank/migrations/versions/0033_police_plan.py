"""Deployment fixed beforehand, the yearly inventory of branches, and guidelines in versions."""

from alembic import op

revision = "0033"
down_revision = "0032"

TABLES = """
CREATE TABLE deployment_plan (
  begins DATE NOT NULL,
  people INTEGER NOT NULL,
  material VARCHAR NOT NULL,
  endangered VARCHAR NOT NULL,
  fixed_at TIMESTAMP WITH TIME ZONE NOT NULL,
  fixed_by VARCHAR NOT NULL,
  PRIMARY KEY (begins)
);
CREATE TABLE inventory_line (
  year INTEGER NOT NULL,
  branch VARCHAR NOT NULL,
  source VARCHAR NOT NULL,
  places INTEGER NOT NULL,
  recorded_at TIMESTAMP WITH TIME ZONE NOT NULL,
  recorded_by VARCHAR NOT NULL,
  PRIMARY KEY (year, branch, source),
  CONSTRAINT source_is_known CHECK (source IN ('fieldresearch', 'gerechtelijk_onderzoek'))
);
CREATE TABLE inventory (
  year INTEGER NOT NULL,
  id UUID NOT NULL,
  published_at TIMESTAMP WITH TIME ZONE NOT NULL,
  published_by VARCHAR NOT NULL,
  PRIMARY KEY (year)
);
CREATE TABLE guideline_version (
  guideline_id UUID NOT NULL,
  number INTEGER NOT NULL,
  title VARCHAR NOT NULL,
  text VARCHAR NOT NULL,
  published_at TIMESTAMP WITH TIME ZONE NOT NULL,
  published_by VARCHAR NOT NULL,
  PRIMARY KEY (guideline_id, number)
);
CREATE TABLE guideline_read (
  guideline_id UUID NOT NULL,
  number INTEGER NOT NULL,
  subject VARCHAR NOT NULL,
  read_at TIMESTAMP WITH TIME ZONE NOT NULL,
  PRIMARY KEY (guideline_id, number, subject)
)
"""


def upgrade() -> None:
    for statement in filter(str.strip, TABLES.split(";")):
        op.execute(statement)
