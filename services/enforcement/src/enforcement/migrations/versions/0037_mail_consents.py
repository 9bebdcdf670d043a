"""Consents to a message by e-mail when a letter leaves: by person, with their words."""

from alembic import op

revision = "0037"
down_revision = "0036"

TABLES = """
CREATE TABLE mail_consent (
  consent_id uuid PRIMARY KEY,
  case_id uuid NOT NULL,
  person_id uuid NOT NULL,
  said bytea NOT NULL,
  given_at timestamptz NOT NULL,
  withdrawn_at timestamptz
);
CREATE INDEX ix_mail_consent_case_id ON mail_consent (case_id);
CREATE UNIQUE INDEX mail_consent_open ON mail_consent (case_id, person_id)
  WHERE withdrawn_at IS NULL;
CREATE INDEX mail_consent_said_key ON mail_consent (substr(said, 1, 5))
"""


def upgrade() -> None:
    for statement in TABLES.split(";"):
        op.execute(statement)
