"""Legal terms as the law's own text has them; running decision terms of fines are counted anew.

Before, they stood by what towns write about the law. A version that was wrong is corrected in its
row, which says so in its note.
"""

from datetime import timedelta

import sqlalchemy as sa
from alembic import context, op
from sqlalchemy.dialects.postgresql import insert

from chassis.days import day_start
from enforcement.legal_terms.rules import Roll, Term, Unit, deadline, working_days
from enforcement.migrations.seed import as_of, rows

revision = "0008"
down_revision = "0007"

COLUMNS = """
ALTER TABLE legal_term
  ADD COLUMN extends varchar,
  ADD COLUMN start_counts boolean NOT NULL DEFAULT false,
  ADD COLUMN notified_within boolean NOT NULL DEFAULT false,
  ADD COLUMN may_pause boolean NOT NULL DEFAULT false;
ALTER TABLE case_term ADD COLUMN post_by date;
"""
BEGAN_EARLIER = """
UPDATE legal_term SET valid_from = '2024-01-08'
 WHERE id = 'gas.max_fine_adult_eur' AND valid_from = '2024-02-01';
UPDATE legal_term SET valid_from = '2013-01-07'
 WHERE id IN ('mayor.closure_trafficking_max_months', 'mayor.closure_trafficking_steps')
   AND valid_from = '2014-01-01';
UPDATE legal_term SET valid_from = '1999-06-20'
 WHERE id IN ('mayor.closure_134quater_max_months', 'mayor.provisional_134ter')
   AND valid_from = '2014-01-01';
"""
LEGAL_TERM = as_of(
    "legal_term",
    "id valid_from valid_to value unit description start_event extends counting_rule start_counts"
    " roll_rule notified_within may_pause legal_basis_id source_url verified_on confidence"
    " warn_before_days on_expiry note",
)
FLAGS = dict.fromkeys(("start_counts", "notified_within", "may_pause"), False)

DECISION = "gas.decision_months"
RUNNING = sa.text("""
SELECT case_id, starts_on, last_day, safe_day FROM case_term
 WHERE term_id = 'gas.decision_months' AND version = '2014-01-01' AND closed_at IS NULL
""")
COUNT_ANEW = sa.text("""
UPDATE case_term SET last_day = :last_day, safe_day = :safe_day, post_by = :post_by
 WHERE case_id = :case_id AND term_id = 'gas.decision_months'
""")
OF_CASE = sa.text("""
UPDATE gas_case SET decide_by = :last_day, safe_by = :safe_day WHERE case_id = :case_id
""")
OF_CLOCK = sa.text("""
UPDATE bus_timer SET due_at = :due WHERE name = 'legal-term' AND key = :key AND due_at = :was
""")


def upgrade() -> None:
    for statement in filter(str.strip, (COLUMNS + BEGAN_EARLIER).split(";")):
        op.execute(statement)
    if not context.is_offline_mode():
        _write_law(op.get_bind())
        _count_anew(op.get_bind())


def _write_law(conn: sa.Connection) -> None:
    key = ("id", "valid_from")
    for row in rows("legal_terms", "term"):
        values = {
            column.name: row.get(column.name, FLAGS.get(column.name)) for column in LEGAL_TERM.c
        }
        changed = {name: value for name, value in values.items() if name not in key}
        add = insert(LEGAL_TERM).values(values)
        conn.execute(add.on_conflict_do_update(index_elements=key, set_=changed))


def _count_anew(conn: sa.Connection) -> None:
    closed = frozenset(conn.execute(sa.text("SELECT day FROM closing_day")).scalars())
    days = working_days(closed)
    term = Term(
        id=DECISION,
        valid_from=next(
            r["valid_from"] for r in rows("legal_terms", "term") if r["id"] == DECISION
        ),
        value=6,
        unit=Unit.MONTHS,
        roll=Roll.NONE,
        warn_before_days=30,
        start_counts=True,
        notified_within=True,
    )
    for case_id, starts_on, last_day, safe_day in conn.execute(RUNNING).all():
        ends = deadline(term, starts_on, days)
        dates = {"last_day": ends.last_day, "safe_day": ends.safe_day, "case_id": case_id}
        conn.execute(COUNT_ANEW, dates | {"post_by": ends.post_by})
        conn.execute(OF_CASE, dates)
        day = timedelta(days=1)
        for due, was in ((ends.safe_day, safe_day), (ends.last_day + day, last_day + day)):
            clock = {"due": day_start(due), "was": day_start(was), "key": f"{case_id}:{DECISION}"}
            conn.execute(OF_CLOCK, clock)
