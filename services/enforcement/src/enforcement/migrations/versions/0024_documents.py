"""Documents that people bring in: pictures of their pages, and why one was taken out."""

from alembic import op

revision = "0024"
down_revision = "0023"

TABLES = """
ALTER TABLE case_document ADD COLUMN pages integer;
ALTER TABLE case_document ADD COLUMN received varchar[];
ALTER TABLE case_document ADD COLUMN withdrawn_at timestamptz;
ALTER TABLE case_document ADD COLUMN withdrawn_by varchar;
ALTER TABLE case_document ADD COLUMN withdrawn_because text CONSTRAINT withdrawn_because_is_known
  CHECK (withdrawn_because IN ('vervangen', 'onleesbaar', 'dubbel', 'hoort_hier_niet'));
ALTER TABLE case_document DROP CONSTRAINT kind_is_known;
ALTER TABLE case_document ADD CONSTRAINT kind_is_known CHECK (
  kind IN (
    'brief', 'proces_verbaal', 'bewijs_van_ontvangst', 'bewijs_van_verzending', 'verweer',
    'bewijsstuk', 'volmacht', 'vertaling', 'ander'
  )
);
CREATE TABLE document_picture (
  picture_id uuid PRIMARY KEY,
  document_id uuid NOT NULL REFERENCES case_document,
  number integer NOT NULL,
  said bytea NOT NULL
);
CREATE UNIQUE INDEX document_picture_page ON document_picture (document_id, number);
CREATE INDEX document_picture_said_key ON document_picture (substr(said, 1, 5));
"""


def upgrade() -> None:
    for statement in filter(str.strip, TABLES.split(";")):
        op.execute(statement)
