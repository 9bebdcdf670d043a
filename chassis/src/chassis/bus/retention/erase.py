"""Erasure of what was kept long enough, as a function of the database.

A service may only add to its archive, inbox and logs. What is past its term is erased by
``bus_expire``, which belongs to the owner of the database and keeps four rules, whoever calls it:
nothing younger than thirty days, nothing under a hold, in small batches, and never without proof
(``bus_erasure``: how much, up to which moment, by which rule; no content).
"""

from collections.abc import Iterator

FUNCTION = "bus_expire(text, timestamptz, timestamptz, text, integer)"

KEPT = """
CREATE TABLE bus_hold (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  type text,
  partition_key text,
  event_id uuid,
  actor text NOT NULL,
  reason text NOT NULL,
  at timestamptz NOT NULL DEFAULT clock_timestamp()
);
CREATE TABLE bus_release (
  hold bigint PRIMARY KEY REFERENCES bus_hold,
  actor text NOT NULL,
  reason text NOT NULL,
  at timestamptz NOT NULL DEFAULT clock_timestamp()
);
CREATE TABLE bus_erasure (
  store text NOT NULL,
  at timestamptz NOT NULL,
  before timestamptz NOT NULL,
  rule text NOT NULL,
  events bigint NOT NULL,
  held bigint NOT NULL,
  PRIMARY KEY (store, at)
);
CREATE INDEX bus_archive_recorded ON bus_archive USING brin (recorded_at);
CREATE INDEX bus_inbox_handled ON bus_inbox USING brin (handled_at)
"""
"""A hold on an event, a key, a type or everything; nobody changes it, somebody releases it.

The indexes are of the kind that costs next to nothing when a row is added.
"""

YOUNGEST = """
CREATE FUNCTION bus_youngest() RETURNS timestamptz LANGUAGE sql VOLATILE
AS $$ SELECT clock_timestamp() - interval '30 days' $$
"""
"""The moment after which nothing is erased: a service taken over cannot cover its tracks."""

_HELD = """
EXISTS (
  SELECT FROM bus_hold AS hold
  WHERE NOT EXISTS (SELECT FROM bus_release AS release WHERE release.hold = hold.id)
    AND {fits}
)
"""
_BY_EVENT = (
    "(hold.type IS NULL OR hold.type = kept.type)"
    " AND (hold.partition_key IS NULL OR hold.partition_key = kept.partition_key)"
    " AND (hold.event_id IS NULL OR hold.event_id = kept.event_id)"
)
_BY_ID = (
    "hold.type IS NULL AND hold.partition_key IS NULL"
    " AND (hold.event_id IS NULL OR hold.event_id = kept.event_id)"
)
_BY_ALL = "hold.type IS NULL AND hold.partition_key IS NULL AND hold.event_id IS NULL"

STORES = {
    "archive": ("bus_archive", "recorded_at", _BY_EVENT),
    "inbox": ("bus_inbox", "handled_at", _BY_ID),
    "parking log": ("bus_parking_log", "at", _BY_EVENT),
    "replays": ("bus_replay", "done_at", _BY_ALL),
}
"""By name: the table, the moment from which its term runs, and which holds it can know."""

_BRANCH = """
  {word} p_store = '{store}' THEN
    WITH old AS (
      SELECT ctid FROM {table} AS kept
      WHERE {moment} < p_before AND NOT {held}
      LIMIT p_most FOR UPDATE SKIP LOCKED
    ), gone AS (
      DELETE FROM {table} WHERE ctid = ANY (ARRAY(SELECT ctid FROM old)) RETURNING 1
    )
    SELECT count(*) INTO erased FROM gone;
    IF erased < p_most THEN
      SELECT count(*) INTO spared FROM {table} AS kept WHERE {moment} < p_before AND {held};
    END IF;
"""

_EXPIRE = """
CREATE FUNCTION bus_expire(
  p_store text, p_at timestamptz, p_before timestamptz, p_rule text, p_most integer
) RETURNS bigint LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  erased bigint := 0;
  spared bigint := 0;
BEGIN
  IF p_before IS NULL OR p_before > bus_youngest() THEN
    RAISE insufficient_privilege USING MESSAGE = 'this is too young to be erased';
  END IF;
{branches}
  ELSE
    RAISE invalid_parameter_value USING MESSAGE = 'there is no such store';
  END IF;
  IF erased > 0 OR spared > 0 THEN
    INSERT INTO bus_erasure AS proof (store, at, before, rule, events, held)
    VALUES (p_store, p_at, p_before, p_rule, erased, spared)
    ON CONFLICT (store, at) DO UPDATE
    SET events = proof.events + EXCLUDED.events, held = EXCLUDED.held;
  END IF;
  RETURN erased;
END
$$
"""


def tables() -> Iterator[str]:
    """The statements of a migration, one at a time."""
    yield from KEPT.split(";")
    yield YOUNGEST
    branches = ""
    for number, (store, (table, moment, fits)) in enumerate(STORES.items()):
        branches += _BRANCH.format(
            word="ELSIF" if number else "IF",
            store=store,
            table=table,
            moment=moment,
            held=_HELD.format(fits=fits),
        )
    yield _EXPIRE.format(branches=branches)
