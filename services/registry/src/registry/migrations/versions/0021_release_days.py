"""Deliveries that wait for their day, a state for those that change nothing, and what leaked.

What was told stays told: the newest publication of a period is what readers have. Earlier ones of
the same period stay where they were referenced; who has both may know who went between them.
"""

from alembic import op

revision = "0021"
down_revision = "0020"

CHANGES = """
ALTER TABLE delivery ADD COLUMN leaves_on date;
ALTER TABLE delivery ADD COLUMN concluded_at timestamptz;
ALTER TABLE delivery DROP CONSTRAINT state_is_known;
ALTER TABLE delivery ADD CONSTRAINT state_is_known CHECK (
  state IN ('open', 'opgeladen', 'gevalideerd', 'fouten', 'ingediend', 'teruggestuurd',
            'aanvaard', 'geintegreerd', 'bevroren', 'ingetrokken', 'vervangen', 'zonder_gevolg',
            'verlopen')
);
ALTER TABLE delivery_destruction DROP CONSTRAINT ground_is_known;
ALTER TABLE delivery_destruction ADD CONSTRAINT ground_is_known CHECK (
  ground IN ('ingetrokken', 'vervangen', 'zonder_gevolg', 'niet_ingediend', 'jaar_bevroren')
);
ALTER TABLE aggregate ADD COLUMN told_register jsonb;
CREATE TABLE leaked_revision (
  organisation text NOT NULL,
  year integer NOT NULL,
  half integer NOT NULL,
  revision integer NOT NULL,
  earlier integer NOT NULL,
  published_at timestamptz NOT NULL,
  changed integer NOT NULL,
  hidden integer NOT NULL,
  PRIMARY KEY (organisation, year, half, revision)
);
REVOKE INSERT, UPDATE, DELETE, TRUNCATE ON leaked_revision FROM registry
"""
LEAKED = """
WITH revised AS (
  SELECT a.*, lag(a.aggregate_id) OVER told AS before, lag(a.revision) OVER told AS earlier
    FROM aggregate a WINDOW told AS (
      PARTITION BY a.organisation, a.year, a.half ORDER BY a.revision)
), cell AS (
  SELECT a.aggregate_id, c ->> 'measure' AS measure, c -> 'dimensions' AS dimensions,
         c -> 'value' AS value, coalesce(c -> 'rounded_to', 'null') AS rounded_to
    FROM aggregate a CROSS JOIN LATERAL jsonb_array_elements(a.cells) AS c
), told AS (
  SELECT r.aggregate_id AS publication, now.*, false AS old
    FROM revised r JOIN cell now ON now.aggregate_id = r.aggregate_id WHERE r.before IS NOT NULL
   UNION ALL
  SELECT r.aggregate_id, was.*, true FROM revised r JOIN cell was ON was.aggregate_id = r.before
), compared AS (
  SELECT publication, measure, dimensions,
         count(DISTINCT value::text || ' ' || rounded_to::text) > 1 OR count(*) = 1 AS differs,
         count(*) = 1 OR count(*) FILTER (WHERE value = 'null') = 1 AS is_hidden_once
    FROM told GROUP BY publication, measure, dimensions
)
INSERT INTO leaked_revision
       (organisation, year, half, revision, earlier, published_at, changed, hidden)
SELECT r.organisation, r.year, r.half, r.revision, r.earlier, r.published_at,
       count(*) FILTER (WHERE differs), count(*) FILTER (WHERE is_hidden_once)
  FROM revised r JOIN compared c ON c.publication = r.aggregate_id
 GROUP BY r.organisation, r.year, r.half, r.revision, r.earlier, r.published_at
HAVING count(*) FILTER (WHERE differs) > 0
"""
"""Revisions of a period whose figures, or what is hidden of them, are not those told before."""


def upgrade() -> None:
    for statement in filter(str.strip, CHANGES.split(";")):
        op.execute(statement)
    op.execute(LEAKED)
