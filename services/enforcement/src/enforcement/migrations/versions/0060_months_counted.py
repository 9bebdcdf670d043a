"""Months counted as the law of each term counts them; running terms keep the longer of two dates.

Until then all months ran to the day with the number of the event's. Where arts. 52 and 54 of the
Judicial Code count, a term from the last day of a month ends with the last day of a month: no term
gets shorter. A city's own versions of a term are counted as its other versions.
"""

from datetime import date, timedelta
from typing import Any

import sqlalchemy as sa
from alembic import context, op

from chassis.days import day_start
from enforcement.legal_terms.rules import (
    Counting,
    Deadline,
    Roll,
    Term,
    Unit,
    deadline,
    working_days,
)
from enforcement.migrations.seed import rows

revision = "0060"
down_revision = "0059"

COUNTED = {Unit.MONTHS, Unit.YEARS}
NOTE = sa.text("""
UPDATE legal_term SET note = :note WHERE id = :id AND valid_from = :valid_from
""")
COUNTING = sa.text("UPDATE legal_term SET counting_rule = :counting WHERE id = :id")
RUNNING = sa.text("""
SELECT c.case_id, c.term_id, c.starts_on, c.last_day, c.safe_day, t.valid_from, t.value, t.unit,
       t.roll_rule, t.warn_before_days
  FROM case_term c JOIN legal_term t ON t.id = c.term_id AND t.valid_from = c.version
 WHERE c.closed_at IS NULL AND c.paused_on IS NULL AND c.counted_by IS NULL AND c.added_days = 0
   AND t.counting_rule = 'eve_of_day'
""")
COUNT_ANEW = sa.text("""
UPDATE case_term SET last_day = :last_day, safe_day = :safe_day
 WHERE case_id = :case_id AND term_id = :term_id
""")
OF_CASE = {
    "gas.appeal_months": sa.text("""
UPDATE gas_case SET appeal_until = :last_day WHERE case_id = :case_id AND appeal_until = :was
"""),
    "gas.prosecutor_window": sa.text("""
UPDATE gas_case SET prosecutor_until = :last_day
 WHERE case_id = :case_id AND prosecutor_until = :was
"""),
}
OF_CLOCK = sa.text("""
UPDATE bus_timer SET due_at = :due WHERE name = :name AND key = :key AND due_at = :was
""")
ONE_DAY = timedelta(days=1)


def upgrade() -> None:
    if not context.is_offline_mode():
        _say_how_to_count(op.get_bind())
        _count_anew(op.get_bind())


def _say_how_to_count(conn: sa.Connection) -> None:
    for row in rows("legal_terms", "term"):
        if Unit(row["unit"]) in COUNTED:
            version = {"id": row["id"], "valid_from": row["valid_from"]}
            conn.execute(COUNTING, {"id": row["id"], "counting": row["counting_rule"]})
            conn.execute(NOTE, version | {"note": row["note"]})


def _count_anew(conn: sa.Connection) -> None:
    closed = frozenset(conn.execute(sa.text("SELECT day FROM closing_day")).scalars())
    days = working_days(closed)
    for running in conn.execute(RUNNING).all():
        term = Term(
            id=running.term_id,
            valid_from=running.valid_from,
            value=running.value,
            unit=Unit(running.unit),
            roll=Roll(running.roll_rule),
            warn_before_days=running.warn_before_days,
            counting=Counting.EVE_OF_DAY,
        )
        ends = deadline(term, running.starts_on, days)
        if ends.last_day > running.last_day:
            _move(conn, running, ends)


def _move(conn: sa.Connection, running: sa.Row[Any], ends: Deadline) -> None:
    case_id, term_id, was = running.case_id, running.term_id, running.last_day
    dates = {"last_day": ends.last_day, "safe_day": ends.safe_day}
    conn.execute(COUNT_ANEW, dates | {"case_id": case_id, "term_id": term_id})
    if term_id in OF_CASE:
        conn.execute(OF_CASE[term_id], {"last_day": ends.last_day, "was": was, "case_id": case_id})
    key = f"{case_id}:{term_id}"
    _wait(conn, "legal-term", key, was + ONE_DAY, ends.last_day + ONE_DAY)
    _wait(conn, "legal-term", key, running.safe_day, ends.safe_day)
    if term_id == "gas.appeal_months":
        _wait(conn, "gas-fine-final", str(case_id), was + ONE_DAY, ends.last_day + ONE_DAY)


def _wait(conn: sa.Connection, name: str, key: str, was: date, due: date) -> None:
    timer = {"name": name, "key": key, "was": day_start(was), "due": day_start(due)}
    conn.execute(OF_CLOCK, timer)
