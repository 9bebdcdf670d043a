"""Deliveries with their rows, published aggregates, and frozen years."""

from alembic import op

from chassis.bus import schema

revision = "0001"
down_revision = None

TABLES = """
CREATE TABLE delivery (
  delivery_id uuid PRIMARY KEY,
  organisation text NOT NULL,
  year integer NOT NULL,
  half integer NOT NULL,
  revision integer NOT NULL,
  state text NOT NULL,
  late boolean NOT NULL,
  reason text,
  clienten integer NOT NULL,
  contacten integer NOT NULL,
  activiteiten integer NOT NULL,
  errors jsonb NOT NULL,
  error_count integer NOT NULL,
  questions jsonb NOT NULL,
  uploaded_at timestamptz NOT NULL,
  uploaded_by text NOT NULL,
  submitted_at timestamptz,
  submitted_by text,
  accepted_at timestamptz,
  accepted_by text,
  frozen_at timestamptz,
  UNIQUE (organisation, year, half, revision)
);
CREATE TABLE delivery_row (
  delivery_id uuid NOT NULL REFERENCES delivery ON DELETE CASCADE,
  table_name text NOT NULL,
  number integer NOT NULL,
  content jsonb NOT NULL,
  PRIMARY KEY (delivery_id, table_name, number)
);
CREATE TABLE aggregate (
  aggregate_id uuid PRIMARY KEY,
  delivery_id uuid NOT NULL UNIQUE REFERENCES delivery,
  organisation text NOT NULL,
  year integer NOT NULL,
  half integer NOT NULL,
  revision integer NOT NULL,
  threshold integer NOT NULL,
  suppressed integer NOT NULL,
  cells jsonb NOT NULL,
  published_at timestamptz NOT NULL
);
CREATE INDEX ix_aggregate_year ON aggregate (organisation, year);
CREATE TABLE frozen_year (
  year integer PRIMARY KEY,
  frozen_at timestamptz NOT NULL,
  frozen_by text NOT NULL
);
"""


def upgrade() -> None:
    schema.upgrade_0001(op.execute, "registry")
    for statement in filter(str.strip, TABLES.split(";")):
        op.execute(statement)
