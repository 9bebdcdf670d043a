"""Words between the city, the police and the prosecutor about mixed facts."""

from alembic import op

revision = "0035"
down_revision = "0034"

WORDS = """
CREATE TABLE prosecutor_word (
  finding_id UUID NOT NULL REFERENCES finding,
  word VARCHAR NOT NULL CONSTRAINT word_is_known
    CHECK (word IN ('gevraagd', 'afgezien', 'vervolgt')),
  at TIMESTAMP WITH TIME ZONE NOT NULL,
  source VARCHAR,
  noted_by VARCHAR NOT NULL,
  PRIMARY KEY (finding_id, word)
)
"""


def upgrade() -> None:
    op.execute(WORDS)
