"""Days on which the Council of State had stayed the orders of a measure, also those that it did."""

from alembic import op

revision = "0091"
down_revision = "0090"

CHANGES = """
CREATE TABLE measure_stay (
  case_id uuid NOT NULL REFERENCES mayor_measure,
  stayed_on date NOT NULL,
  ended_on date,
  PRIMARY KEY (case_id, stayed_on)
);
INSERT INTO measure_stay (case_id, stayed_on, ended_on)
SELECT m.case_id,
       (coalesce(began.happened_at, began.at) AT TIME ZONE 'Europe/Brussels')::date,
       min((ended.at AT TIME ZONE 'Europe/Brussels')::date)
  FROM mayor_measure m
  JOIN timeline began ON began.case_id = m.case_id AND began.step = 'council-ruling'
       AND split_part(began.reason, ':', 1) = 'schorsing' AND began.at >= m.ordered_at
  LEFT JOIN timeline ended ON ended.case_id = m.case_id AND ended.position > began.position
       AND (ended.step = 'retake' OR ended.step = 'council-ruling'
            AND split_part(ended.reason, ':', 1) IN ('geen_schorsing', 'verwerping', 'afstand'))
 GROUP BY m.case_id, 2
    ON CONFLICT DO NOTHING;
UPDATE measure_stay s SET ended_on = NULL
  FROM mayor_measure m
 WHERE m.case_id = s.case_id AND m.stayed_at IS NOT NULL
   AND s.stayed_on = (SELECT max(stayed_on) FROM measure_stay WHERE case_id = m.case_id)
"""


def upgrade() -> None:
    for statement in CHANGES.split(";"):
        op.execute(statement)
