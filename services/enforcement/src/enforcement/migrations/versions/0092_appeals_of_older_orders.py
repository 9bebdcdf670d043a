"""What orders of before 0089 say of their appeal: a letter that named none, and who contested it.

The one term of appeal that a case keeps begins four months after the receipt of such a letter, a
day or so more or less, since months are counted by the law of the day; or on that of a renewal.
"""

from alembic import op

revision = "0092"
down_revision = "0091"

CHANGES = """
UPDATE measure_order o SET remedy_told = false
  FROM case_term t
 WHERE t.case_id = o.case_id AND t.term_id = 'rvs.annulment_days'
   AND abs(t.starts_on
           - ((o.notified_at AT TIME ZONE 'Europe/Brussels') + interval '4 months')::date) <= 3
   AND NOT EXISTS (SELECT FROM measure_order n WHERE n.case_id = o.case_id
        AND (n.notified_at AT TIME ZONE 'Europe/Brussels')::date = t.starts_on);
UPDATE street_ban_case c SET earlier_orders = (
  SELECT jsonb_agg(e || CASE WHEN abs(t.starts_on
           - (((e->>'notified_at')::timestamptz AT TIME ZONE 'Europe/Brussels')
              + interval '4 months')::date) <= 3
           THEN '{"remedy_told": false}'::jsonb ELSE '{}'::jsonb END
         ORDER BY nr)
    FROM jsonb_array_elements(c.earlier_orders) WITH ORDINALITY AS kept (e, nr))
  FROM case_term t
 WHERE t.case_id = c.case_id AND t.term_id = 'rvs.annulment_days' AND c.earlier_orders <> '[]'
   AND t.starts_on <> (c.notified_at AT TIME ZONE 'Europe/Brussels')::date;
UPDATE measure_order o SET contested = true
  FROM mayor_measure m, measure_order n
 WHERE m.case_id = o.case_id AND n.case_id = o.case_id AND n.renewal = o.renewal + 1
   AND EXISTS (
     SELECT FROM timeline a
      WHERE a.case_id = o.case_id AND a.step = 'council-appeal' AND a.at >= m.ordered_at
        AND a.at < coalesce((
            SELECT max(r.at) FROM timeline r
             WHERE r.case_id = o.case_id AND r.step = 'renewal'
               AND coalesce(r.happened_at, r.at) = n.ordered_at), n.ordered_at)
        AND NOT EXISTS (
            SELECT FROM timeline f
             WHERE f.case_id = o.case_id AND f.step = 'council-ruling' AND f.position > a.position
               AND f.at <= o.ordered_at
               AND split_part(f.reason, ':', 1) IN ('vernietiging', 'verwerping', 'afstand')))
"""


def upgrade() -> None:
    for statement in CHANGES.split(";"):
        op.execute(statement)
