"""Segments of an access log that the law bounds: years that are closed, and dropped whole.

A year is closed with the hash that the next one begins with. Its rows go when even the last of them
may not be kept; the segment stays, as the proof of what was there and as the place from which the
chain is checked. The database alone closes and drops, by its own clock: whoever has a service's
login, and its clock, drops no row that may still be needed. A log without the table is kept whole.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from chassis.web.access_log.chain import verify_chain

CLOSE = "SELECT close_access_segment(year) FROM open_access_years() AS year ORDER BY year"
OVER = "SELECT year FROM access_log_segment WHERE dropped_at IS NULL AND year < $1 ORDER BY year"
OLDEST = "SELECT oldest_access_year()"


@dataclass(frozen=True, slots=True)
class DroppedSegments:
    """The years whose rows are gone now, and how many rows that were."""

    years: list[int]
    rows: int


async def drop_over(conn: Any) -> DroppedSegments:
    """Close every year that is over, and drop those that may not be kept.

    The chain is checked before anything goes: of a log that somebody changed no proof is lost.
    Raises ``TamperedError``.
    """
    await conn.fetch(CLOSE)
    over = [row["year"] for row in await conn.fetch(OVER, await conn.fetchval(OLDEST))]
    if not over:
        return DroppedSegments([], 0)
    await verify_chain(conn)
    rows = [await conn.fetchval("SELECT drop_access_segment($1)", year) for year in over]
    return DroppedSegments(over, sum(rows))


def upgrade_0003(execute: Callable[[str], object], service: str, years: int) -> None:
    """Bound the log, for a migration: a row is kept ``years`` at most, its whole year with it.

    A year is dropped when its first day is so long ago: so no row of it is ever older.
    """
    if not re.fullmatch(r"[a-z_][a-z0-9_]{0,62}", service) or years < 1:
        raise ValueError("not a role name, or no number of years")
    for statement in STATEMENTS:
        execute(statement.replace(":service", f'"{service}"').replace(":years", str(years)))


STATEMENTS = (
    """
    CREATE TABLE access_log_segment (
        year integer PRIMARY KEY,
        first_position bigint NOT NULL,
        last_position bigint NOT NULL,
        last_hash bytea NOT NULL,
        closed_at timestamptz NOT NULL DEFAULT now(),
        dropped_at timestamptz
    )
    """,
    "REVOKE ALL ON access_log_segment FROM PUBLIC, :service",
    "GRANT SELECT ON access_log_segment TO :service",
    """
    CREATE FUNCTION access_year(at timestamptz) RETURNS integer LANGUAGE sql STABLE
    SET search_path = public, pg_temp
    AS $$ SELECT extract(year FROM at AT TIME ZONE 'Europe/Brussels')::integer $$
    """,
    """
    CREATE FUNCTION oldest_access_year() RETURNS integer LANGUAGE sql STABLE
    SET search_path = public, pg_temp
    AS $$ SELECT access_year(now()) - :years + 1 $$
    """,
    """
    CREATE FUNCTION open_access_years() RETURNS SETOF integer LANGUAGE sql STABLE
    SET search_path = public, pg_temp
    AS $$
        SELECT DISTINCT access_year(at) FROM access_log
         WHERE position > coalesce((SELECT max(last_position) FROM access_log_segment), 0)
           AND access_year(at) < access_year(now())
           AND access_year(at) > coalesce((SELECT max(year) FROM access_log_segment), 0)
         ORDER BY 1
    $$
    """,
    """
    CREATE FUNCTION close_access_segment(over integer) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
    DECLARE
        before bigint := coalesce((SELECT max(last_position) FROM access_log_segment), 0);
        ends record;
    BEGIN
        IF over >= access_year(now()) THEN
            RAISE EXCEPTION 'the year % is not over', over;
        END IF;
        IF over <= coalesce((SELECT max(year) FROM access_log_segment), 0) THEN
            RAISE EXCEPTION 'the year % is closed, or a later one is', over;
        END IF;
        SELECT position, hash INTO ends FROM access_log
         WHERE position > before AND access_year(at) <= over ORDER BY position DESC LIMIT 1;
        IF FOUND THEN
            INSERT INTO access_log_segment (year, first_position, last_position, last_hash)
            VALUES (over, before + 1, ends.position, ends.hash);
        END IF;
    END $$
    """,
    """
    CREATE FUNCTION drop_access_segment(over integer) RETURNS bigint
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
    DECLARE
        segment access_log_segment;
        gone bigint;
    BEGIN
        SELECT * INTO segment FROM access_log_segment
         WHERE year = over AND dropped_at IS NULL FOR UPDATE;
        IF NOT FOUND THEN
            RAISE EXCEPTION 'the year % is not closed, or its rows are gone', over;
        END IF;
        IF over >= oldest_access_year() THEN
            RAISE EXCEPTION 'the year % may still be kept', over;
        END IF;
        IF EXISTS (SELECT FROM access_log_segment WHERE year < over AND dropped_at IS NULL) THEN
            RAISE EXCEPTION 'an earlier year than % goes first', over;
        END IF;
        IF EXISTS (
            SELECT FROM access_log WHERE position <= segment.last_position
               AND at >= make_timestamptz(over + 1, 1, 2, 0, 0, 0, 'Europe/Brussels')
        ) THEN
            RAISE EXCEPTION 'younger rows stand among those of the year %', over;
        END IF;
        ALTER TABLE access_log DISABLE TRIGGER access_log_append_only;
        DELETE FROM access_log WHERE position <= segment.last_position;
        GET DIAGNOSTICS gone = ROW_COUNT;
        ALTER TABLE access_log ENABLE TRIGGER access_log_append_only;
        UPDATE access_log_segment SET dropped_at = now() WHERE year = over;
        RETURN gone;
    END $$
    """,
    "REVOKE ALL ON FUNCTION close_access_segment(integer), drop_access_segment(integer)"
    " FROM PUBLIC",
    "GRANT EXECUTE ON FUNCTION close_access_segment(integer), drop_access_segment(integer)"
    " TO :service",
)
