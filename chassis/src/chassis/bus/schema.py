"""The bus's own tables, the same in every service's database.

A service's first migration calls ``upgrade_0001(op.execute, service)``; what came later are the
bus's own migrations (``chassis.bus.migrations``), which follow the service's. The service's role is
named as the service; to archive, inbox and logs it may only add.
"""

from collections.abc import Callable, Mapping

from chassis.bus.rebuild_schema import upgrade_0012, upgrade_0013
from chassis.bus.retention import erase

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
  sender text,
  body bytea NOT NULL,
  reason text NOT NULL,
  detail text NOT NULL,
  attempts integer NOT NULL,
  parked_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  requested_by text,
  requested_reason text
);
CREATE INDEX bus_parked_key ON bus_parked (consumer, partition_key, position);
CREATE TABLE bus_parking_log (
  position bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  at timestamptz NOT NULL DEFAULT clock_timestamp(),
  action text NOT NULL,
  actor text NOT NULL,
  reason text NOT NULL,
  consumer text NOT NULL,
  event_id uuid NOT NULL,
  type text NOT NULL,
  partition_key text NOT NULL,
  parked_reason text NOT NULL,
  parked_detail text NOT NULL
);
CREATE TABLE bus_replay (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  reader text NOT NULL,
  since timestamptz NOT NULL,
  until timestamptz,
  actor text NOT NULL,
  reason text NOT NULL,
  asked_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  position bigint NOT NULL DEFAULT 0,
  sent bigint NOT NULL DEFAULT 0,
  done_at timestamptz
);
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


APPEND_ONLY = ("bus_archive", "bus_inbox", "bus_parking_log")


def upgrade_0001(execute: Callable[[str], object], service: str) -> None:
    """Create the tables, some of them append-only for the role ``service``."""
    for statement in filter(str.strip, TABLES_0001.split(";")):
        execute(statement)
    execute(f"REVOKE UPDATE, DELETE, TRUNCATE ON {', '.join(APPEND_ONLY)} FROM {service}")


def upgrade_0002(execute: Callable[[str], object], service: str) -> None:
    """Add retention (:mod:`chassis.bus.retention.erase`), and whether a key was the event's own."""
    execute("ALTER TABLE bus_parked ADD COLUMN in_place boolean NOT NULL DEFAULT true")
    for statement in erase.tables():
        execute(statement)
    execute(f"REVOKE INSERT, UPDATE, DELETE, TRUNCATE ON bus_erasure FROM {service}")
    execute(f"REVOKE UPDATE, DELETE, TRUNCATE ON bus_hold, bus_release FROM {service}")
    execute(f"REVOKE ALL ON FUNCTION {erase.FUNCTION} FROM PUBLIC")
    execute(f"GRANT EXECUTE ON FUNCTION {erase.FUNCTION} TO {service}")


TAKE_0003 = """
CREATE FUNCTION bus_take(
  p_consumer text, p_ids uuid[], p_digests bytea[], p_keys text[],
  OUT claimed uuid[], OUT held text[]
) LANGUAGE plpgsql AS $$
BEGIN
  WITH new AS (
    INSERT INTO bus_inbox (consumer, event_id, digest)
    SELECT p_consumer, event_id, digest
    FROM unnest(p_ids, p_digests) WITH ORDINALITY AS t (event_id, digest, nr)
    ORDER BY event_id, nr
    ON CONFLICT DO NOTHING
    RETURNING event_id
  )
  SELECT coalesce(array_agg(event_id), '{}') INTO claimed FROM new;
  SELECT coalesce(array_agg(DISTINCT partition_key), '{}') INTO held FROM bus_parked
  WHERE consumer = p_consumer AND partition_key = ANY (p_keys);
END
$$
"""


def upgrade_0003(execute: Callable[[str], object], service: str) -> None:
    """Add the function behind :func:`chassis.bus.inbox.take`."""
    execute(TAKE_0003)
    execute("REVOKE ALL ON FUNCTION bus_take(text, uuid[], bytea[], text[]) FROM PUBLIC")
    execute(f"GRANT EXECUTE ON FUNCTION bus_take(text, uuid[], bytea[], text[]) TO {service}")


TABLES_0004 = """
ALTER TABLE bus_parked ADD COLUMN sequence bigint;
CREATE INDEX bus_parked_head
  ON bus_parked (consumer, partition_key, coalesce(sender, ''), sequence NULLS FIRST, position);
ALTER TABLE bus_replay ADD COLUMN listed boolean NOT NULL DEFAULT false;
CREATE TABLE bus_replay_event (
  replay bigint NOT NULL REFERENCES bus_replay ON DELETE CASCADE,
  position bigint NOT NULL,
  PRIMARY KEY (replay, position)
);
CREATE TABLE bus_catch_up (
  consumer text PRIMARY KEY,
  actor text NOT NULL,
  reason text NOT NULL,
  since timestamptz NOT NULL DEFAULT clock_timestamp()
)
"""
"""``bus_parked.sequence`` is the publisher's, and NULL for what was parked before this column."""

TAKE_0004 = """
CREATE FUNCTION bus_take_in(
  p_consumer text, p_ids uuid[], p_digests bytea[], p_keys text[],
  OUT claimed uuid[], OUT held text[], OUT catching_up boolean
) LANGUAGE plpgsql AS $$
BEGIN
  PERFORM FROM bus_catch_up WHERE consumer = p_consumer FOR KEY SHARE;
  catching_up := FOUND;
  WITH new AS (
    INSERT INTO bus_inbox (consumer, event_id, digest)
    SELECT p_consumer, event_id, digest
    FROM unnest(p_ids, p_digests) WITH ORDINALITY AS t (event_id, digest, nr)
    ORDER BY event_id, nr
    ON CONFLICT DO NOTHING
    RETURNING event_id
  )
  SELECT coalesce(array_agg(event_id), '{}') INTO claimed FROM new;
  SELECT coalesce(array_agg(DISTINCT partition_key), '{}') INTO held FROM bus_parked
  WHERE consumer = p_consumer AND partition_key = ANY (p_keys) AND reason <> 'held';
END
$$
"""


def upgrade_0004(execute: Callable[[str], object], service: str) -> None:
    """Order what is parked by its publisher's sequence; add listed replays and catching up.

    ``bus_take`` stays for instances of the release before.
    """
    for statement in TABLES_0004.split(";"):
        execute(statement)
    execute(TAKE_0004)
    execute("REVOKE ALL ON FUNCTION bus_take_in(text, uuid[], bytea[], text[]) FROM PUBLIC")
    execute(f"GRANT EXECUTE ON FUNCTION bus_take_in(text, uuid[], bytea[], text[]) TO {service}")


def upgrade_0005(execute: Callable[[str], object], _service: str) -> None:
    """Note what the broker refused to take, and when it was tried last."""
    execute("ALTER TABLE bus_outbox ADD COLUMN refused text")
    execute("ALTER TABLE bus_outbox ADD COLUMN refused_at timestamptz")
    execute(
        "CREATE INDEX bus_outbox_refused ON bus_outbox (partition_key) WHERE refused IS NOT NULL"
    )


COMPARED_0006 = {
    "bus_archive": "event_id, type, position, recorded_at, published_at",
    "bus_outbox": "event_id, type, position, recorded_at",
    "bus_inbox": "consumer, event_id, handled_at",
    "bus_parked": "consumer, event_id",
    "bus_parking_log": "consumer, event_id, action",
    "bus_erasure": "store, before",
}
"""Columns that say which events there are, and nothing of what is in them."""


def upgrade_0006(execute: Callable[[str], object], service: str) -> None:
    """Let who compares archives with inboxes see those columns, where the role is there."""
    _let_compare(execute, service, COMPARED_0006)


def _let_compare(
    execute: Callable[[str], object], service: str, columns_of: Mapping[str, str]
) -> None:
    comparer = f"{service}_completeness"
    grants = "".join(
        f"GRANT SELECT ({columns}) ON {table} TO {comparer}; "
        for table, columns in columns_of.items()
    )
    known = f"SELECT FROM pg_roles WHERE rolname = '{comparer}'"
    execute(f"DO $$ BEGIN IF EXISTS ({known}) THEN {grants}END IF; END $$")


TAKE_0007 = TAKE_0004.replace("CREATE FUNCTION", "CREATE OR REPLACE FUNCTION").replace(
    "reason <> 'held'", "reason NOT IN ('held', 'violation')"
)


def upgrade_0007(execute: Callable[[str], object], _service: str) -> None:
    """Let what broke a rule of the bus hold up nobody, whatever key it names."""
    execute(TAKE_0007)


ATTEMPT_0008 = """
CREATE TABLE bus_attempt (
  consumer text NOT NULL,
  event_id uuid NOT NULL,
  attempts integer NOT NULL DEFAULT 1,
  PRIMARY KEY (consumer, event_id)
)
"""


def upgrade_0008(execute: Callable[[str], object], _service: str) -> None:
    """Add notes of tries that may end the process (:mod:`chassis.bus.attempts`)."""
    execute(ATTEMPT_0008)


PATIENCE_0009 = """
ALTER TABLE bus_parked ADD COLUMN retry_at timestamptz;
ALTER TABLE bus_parked ADD COLUMN retries integer NOT NULL DEFAULT 0;
CREATE TABLE bus_pause (
  consumer text NOT NULL,
  partition integer NOT NULL,
  since timestamptz NOT NULL DEFAULT clock_timestamp(),
  event_id uuid NOT NULL,
  type text NOT NULL,
  partition_key text NOT NULL,
  detail text NOT NULL,
  let_through_at timestamptz,
  let_through_by text,
  PRIMARY KEY (consumer, partition)
)
"""


def upgrade_0009(execute: Callable[[str], object], _service: str) -> None:
    """Add later tries of what failed, and partitions that stand (:mod:`chassis.bus.breaker`)."""
    for statement in PATIENCE_0009.split(";"):
        execute(statement)


READER_ORDER_0010 = """
CREATE TABLE bus_reader_order (
  consumer text PRIMARY KEY,
  paused boolean NOT NULL,
  per_second integer CHECK (per_second > 0),
  since timestamptz NOT NULL DEFAULT clock_timestamp(),
  actor text NOT NULL,
  because text NOT NULL
)
"""


def upgrade_0010(execute: Callable[[str], object], _service: str) -> None:
    """Add orders of operators for a reader (:mod:`chassis.bus.control.orders`)."""
    execute(READER_ORDER_0010)


def upgrade_0011(execute: Callable[[str], object], _service: str) -> None:
    """Note the trace in which a deadline was set."""
    execute("ALTER TABLE bus_timer ADD COLUMN traceparent text")


def upgrade_0014(execute: Callable[[str], object], _service: str) -> None:
    """Find timers that failed, of which there are few, without reading all."""
    execute("CREATE INDEX bus_timer_failed ON bus_timer (attempts, name) WHERE attempts > 0")


COMPARED_0015 = {"bus_parked": "reason", "bus_parking_log": "parked_reason"}
"""Codes that tell what broke a rule of the bus, and so may only bear the id of an event."""


def upgrade_0015(execute: Callable[[str], object], service: str) -> None:
    """Let who compares see why something was parked, where the role is there."""
    _let_compare(execute, service, COMPARED_0015)


def upgrade_0016(execute: Callable[[str], object], _service: str) -> None:
    """Note why a partition stands; an instance of the release before knows of failures alone."""
    execute("ALTER TABLE bus_pause ADD COLUMN reason text NOT NULL DEFAULT 'error'")


GAPS_0017 = """
ALTER TABLE bus_sequence ADD COLUMN told jsonb NOT NULL DEFAULT '{}';
CREATE TABLE bus_gap (
  consumer text NOT NULL,
  event_id uuid NOT NULL,
  sender text NOT NULL,
  partition_key text NOT NULL,
  named_by uuid NOT NULL,
  type text NOT NULL,
  seen_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  PRIMARY KEY (consumer, event_id)
)
"""
"""``bus_sequence.told``: by reader, the last event of the key that is told to it."""


def upgrade_0017(execute: Callable[[str], object], _service: str) -> None:
    """Name to each reader the event before, and note what it misses (:mod:`chassis.bus.gaps`)."""
    for statement in GAPS_0017.split(";"):
        execute(statement)


READY_0018 = """
CREATE INDEX bus_parked_requested ON bus_parked (consumer) WHERE requested_by IS NOT NULL;
CREATE INDEX bus_parked_retry ON bus_parked (consumer, retry_at) WHERE retry_at IS NOT NULL;
CREATE INDEX bus_parked_behind ON bus_parked (consumer, partition_key, coalesce(sender, ''))
  WHERE reason = 'behind'
"""


def upgrade_0018(execute: Callable[[str], object], _service: str) -> None:
    """Find what is parked and may go on, without reading all that waits behind a head."""
    for statement in READY_0018.split(";"):
        execute(statement)


UPGRADES = (
    upgrade_0001,
    upgrade_0002,
    upgrade_0003,
    upgrade_0004,
    upgrade_0005,
    upgrade_0006,
    upgrade_0007,
    upgrade_0008,
    upgrade_0009,
    upgrade_0010,
    upgrade_0011,
    upgrade_0012,
    upgrade_0013,
    upgrade_0014,
    upgrade_0015,
    upgrade_0016,
    upgrade_0017,
    upgrade_0018,
)
"""Every upgrade in order, for a database that no migration looks after."""
