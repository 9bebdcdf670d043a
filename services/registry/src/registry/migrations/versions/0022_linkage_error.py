"""The measured error of a linkage: counts of each delivery as it came, and samples coded twice."""

from alembic import op

revision = "0022"
down_revision = "0021"

CHANGES = """
CREATE TABLE linkage_delivery (
  delivery_id uuid PRIMARY KEY REFERENCES delivery ON DELETE CASCADE,
  clients integer NOT NULL,
  coded integer NOT NULL,
  pairs_alike integer NOT NULL
);
CREATE TABLE linkage_sample (
  year integer NOT NULL,
  organisation text NOT NULL,
  sampled integer NOT NULL CHECK (sampled > 0),
  alike integer NOT NULL CHECK (alike BETWEEN 0 AND sampled),
  entered_at timestamptz NOT NULL,
  entered_by text NOT NULL,
  PRIMARY KEY (year, organisation)
);
ALTER TABLE linked_totals ADD COLUMN error jsonb;
WITH client AS (
  SELECT r.delivery_id, r.content ->> 'client_code' AS client_code, c.code
    FROM delivery_row r LEFT JOIN linkage_code c
      ON c.delivery_id = r.delivery_id AND c.client_code = r.content ->> 'client_code'
   WHERE r.table_name = 'clienten'
     AND r.delivery_id IN (SELECT delivery_id FROM linkage_code)
     AND EXISTS (
       SELECT FROM delivery_row met WHERE met.delivery_id = r.delivery_id
          AND met.table_name = 'contacten'
          AND met.content ->> 'client_code' = r.content ->> 'client_code'
     )
), alike AS (
  SELECT delivery_id, sum(number * (number - 1) / 2) AS pairs
    FROM (SELECT delivery_id, count(*) AS number FROM client WHERE code IS NOT NULL
           GROUP BY delivery_id, code) AS by_code
   GROUP BY delivery_id
)
INSERT INTO linkage_delivery (delivery_id, clients, coded, pairs_alike)
SELECT client.delivery_id, count(*), count(client.code), coalesce(max(alike.pairs), 0)
  FROM client LEFT JOIN alike USING (delivery_id) GROUP BY client.delivery_id
"""


def upgrade() -> None:
    for statement in filter(str.strip, CHANGES.split(";")):
        op.execute(statement)
