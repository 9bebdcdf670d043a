"""Measurements of the sector, and of how the databank worked."""

from alembic import op

revision = "0037"
down_revision = "0036"

TABLES = """
CREATE TABLE population_measurement (
  id UUID NOT NULL,
  first_day DATE NOT NULL,
  months INTEGER NOT NULL,
  counts JSONB NOT NULL,
  measured_at TIMESTAMP WITH TIME ZONE NOT NULL,
  measured_by VARCHAR NOT NULL,
  PRIMARY KEY (id),
  CONSTRAINT population_measurement_once UNIQUE (first_day, months)
);
CREATE TABLE operation_day (
  component VARCHAR NOT NULL,
  day DATE NOT NULL,
  measurement_id UUID NOT NULL,
  measured_by VARCHAR NOT NULL,
  probes INTEGER NOT NULL,
  answered INTEGER NOT NULL,
  measured_at TIMESTAMP WITH TIME ZONE NOT NULL,
  PRIMARY KEY (component, day),
  CONSTRAINT component_is_known CHECK (component IN ('databank', 'schermen', 'berichtenbus')),
  CONSTRAINT measured_by_is_known CHECK (measured_by IN ('prometheus', 'eigen_meting'))
);
REVOKE UPDATE, DELETE, TRUNCATE ON population_measurement FROM databank;
"""


def upgrade() -> None:
    for statement in filter(str.strip, TABLES.split(";")):
        op.execute(statement)
