"""Linkage of a year: its key, kept codes, totals, and the proof that key and codes are gone."""

from alembic import op

revision = "0015"
down_revision = "0014"

CHANGES = """
CREATE TABLE linkage_year (
  linkage_id uuid PRIMARY KEY,
  year integer NOT NULL UNIQUE,
  state text NOT NULL CONSTRAINT state_is_known CHECK (
    state IN ('open', 'aangevraagd', 'gekoppeld', 'gestopt', 'verlopen')
  ),
  decided_on date NOT NULL,
  opened_at timestamptz NOT NULL,
  opened_by text NOT NULL,
  secrets bytea,
  requested_at timestamptz,
  requested_by text,
  ended_at timestamptz,
  ended_by text
);
CREATE INDEX linkage_year_secrets_key ON linkage_year (substr(secrets, 1, 5));
CREATE TABLE linkage_handover (
  year integer NOT NULL,
  organisation text NOT NULL,
  times integer NOT NULL,
  handed_at timestamptz NOT NULL,
  handed_by text NOT NULL,
  is_repeatable boolean NOT NULL,
  acknowledged_at timestamptz,
  acknowledged_by text,
  erased_at timestamptz,
  erased_by text,
  PRIMARY KEY (year, organisation)
);
CREATE TABLE linkage_code (
  delivery_id uuid NOT NULL REFERENCES delivery ON DELETE CASCADE,
  client_code text NOT NULL,
  code text NOT NULL,
  PRIMARY KEY (delivery_id, client_code)
);
CREATE TABLE linked_totals (
  publication_id uuid PRIMARY KEY,
  year integer NOT NULL UNIQUE,
  organisations jsonb NOT NULL,
  threshold integer NOT NULL,
  is_complete boolean NOT NULL,
  totals jsonb NOT NULL,
  published_at timestamptz NOT NULL
);
CREATE TABLE linkage_destruction (
  year integer PRIMARY KEY,
  ground text NOT NULL CONSTRAINT ground_is_known CHECK (
    ground IN ('gekoppeld', 'gestopt', 'verlopen')
  ),
  destroyed_at timestamptz NOT NULL,
  codes jsonb NOT NULL,
  digest text NOT NULL,
  key_fingerprint text NOT NULL
);
REVOKE UPDATE, DELETE, TRUNCATE ON linkage_destruction FROM registry;
REVOKE UPDATE, DELETE, TRUNCATE ON linked_totals FROM registry;
UPDATE delivery_row SET content = content - 'koppelcode'
 WHERE table_name = 'clienten' AND content ? 'koppelcode'
"""


def upgrade() -> None:
    for statement in filter(str.strip, CHANGES.split(";")):
        op.execute(statement)
