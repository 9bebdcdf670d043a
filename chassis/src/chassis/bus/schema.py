"""The bus's own tables, the same in every service's database.

A service's first migration calls ``upgrade_0001(op.execute)``. The service's role is named as the
service; it may add to the archive and the inbox but never change them.
"""

from collections.abc import Callable

TABLES_0001 = """
CREATE TABLE bus_sequence (
  partition_key text PRIMARY KEY,
  last bigint NOT NULL
);
CREATE TABLE bus_outbox (
  position bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  event_id uuid NOT NULL,
  type text NOT NULL,
  routing_key text NOT NULL,
  partition_key text NOT NULL,
  correlation_id uuid NOT NULL,
  body bytea NOT NULL,
  recorded_at timestamptz NOT NULL DEFAULT clock_timestamp()
);
CREATE TABLE bus_archive (
  position bigint PRIMARY KEY,
  event_id uuid NOT NULL,
  type text NOT NULL,
  routing_key text NOT NULL,
  partition_key text NOT NULL,
  correlation_id uuid NOT NULL,
  body bytea NOT NULL,
  recorded_at timestamptz NOT NULL,
  published_at timestamptz NOT NULL DEFAULT clock_timestamp()
);
CREATE INDEX bus_archive_published ON bus_archive (published_at);
CREATE TABLE bus_lease (
  name text PRIMARY KEY,
  owner uuid NOT NULL,
  until timestamptz NOT NULL
);
CREATE TABLE bus_inbox (
  consumer text NOT NULL,
  event_id uuid NOT NULL,
  digest bytea NOT NULL,
  handled_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  PRIMARY KEY (consumer, event_id)
);
CREATE TABLE bus_parked (
  position bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  consumer text NOT NULL,
  event_id uuid NOT NULL,
  type text NOT NULL,
  partition_key text NOT NULL,
  body bytea NOT NULL,
  reason text NOT NULL,
  detail text NOT NULL,
  attempts integer NOT NULL,
  parked_at timestamptz NOT NULL DEFAULT clock_timestamp()
);
CREATE INDEX bus_parked_key ON bus_parked (consumer, partition_key);
CREATE TABLE bus_timer (
  name text NOT NULL,
  key text NOT NULL,
  due_at timestamptz NOT NULL,
  data jsonb NOT NULL,
  attempts integer NOT NULL DEFAULT 0,
  PRIMARY KEY (name, key)
);
CREATE INDEX bus_timer_due ON bus_timer (due_at);
"""


def upgrade_0001(execute: Callable[[str], object], service: str) -> None:
    """Create the tables and make archive and inbox append-only for the role ``service``."""
    for statement in filter(str.strip, TABLES_0001.split(";")):
        execute(statement)
    execute(f"REVOKE UPDATE, DELETE, TRUNCATE ON bus_archive, bus_inbox FROM {service}")
