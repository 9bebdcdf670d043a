"""The tables of login, made by a migration of a service that has pages."""

from collections.abc import Callable
from typing import Any

Execute = Callable[[str], Any]

TABLES = """
CREATE TABLE web_session (
  digest bytea PRIMARY KEY,
  subject text NOT NULL,
  function text NOT NULL,
  organisation text NOT NULL,
  domain text NOT NULL,
  id_token text,
  messages jsonb NOT NULL DEFAULT '[]',
  began_at timestamptz NOT NULL DEFAULT now(),
  seen_at timestamptz NOT NULL DEFAULT now(),
  ends_at timestamptz NOT NULL
);
CREATE INDEX web_session_subject ON web_session (domain, subject);
CREATE TABLE web_login (
  digest bytea PRIMARY KEY,
  domain text NOT NULL,
  nonce text NOT NULL,
  verifier text NOT NULL,
  path text NOT NULL,
  began_at timestamptz NOT NULL DEFAULT now()
);
"""

FORMS = """
CREATE TABLE IF NOT EXISTS web_form (
  key uuid PRIMARY KEY,
  sent_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX IF NOT EXISTS web_form_sent ON web_form (sent_at);
"""

STRONGER = """
ALTER TABLE IF EXISTS web_session ADD COLUMN IF NOT EXISTS id uuid NOT NULL DEFAULT gen_random_uuid();
ALTER TABLE IF EXISTS web_session ADD COLUMN IF NOT EXISTS sid text;
ALTER TABLE IF EXISTS web_session ADD COLUMN IF NOT EXISTS assurance text NOT NULL DEFAULT 'password';
ALTER TABLE IF EXISTS web_session ADD COLUMN IF NOT EXISTS authenticated_at timestamptz NOT NULL DEFAULT now();
ALTER TABLE IF EXISTS web_session ADD COLUMN IF NOT EXISTS device text NOT NULL DEFAULT '';
ALTER TABLE IF EXISTS web_session ADD COLUMN IF NOT EXISTS refresh_token bytea;
ALTER TABLE IF EXISTS web_session ADD COLUMN IF NOT EXISTS checked_at timestamptz NOT NULL DEFAULT now();
ALTER TABLE IF EXISTS web_session ADD COLUMN IF NOT EXISTS check_began_at timestamptz;
ALTER TABLE IF EXISTS web_login ADD COLUMN IF NOT EXISTS assurance text NOT NULL DEFAULT 'password';
ALTER TABLE IF EXISTS web_login ADD COLUMN IF NOT EXISTS max_age integer NOT NULL DEFAULT 36000;
CREATE TABLE IF NOT EXISTS web_logout_token (
  digest bytea PRIMARY KEY,
  taken_at timestamptz NOT NULL DEFAULT now()
);
"""  # noqa: E501  # a statement per line

ANSWERS = """
ALTER TABLE IF EXISTS web_form ADD COLUMN IF NOT EXISTS asked bytea;
ALTER TABLE IF EXISTS web_form ADD COLUMN IF NOT EXISTS answer bytea;
"""

SHOWN = """
ALTER TABLE IF EXISTS web_form ADD COLUMN IF NOT EXISTS shown bytea;
"""


def upgrade(execute: Execute) -> None:
    """Create the tables as they are now, in a migration of a service that has pages."""
    _each(execute, TABLES)
    _each(execute, FORMS)
    upgrade_0001(execute)
    upgrade_0004(execute)


def upgrade_0001(execute: Execute) -> None:
    _each(execute, STRONGER)


def upgrade_0004(execute: Execute) -> None:
    _each(execute, ANSWERS)


def upgrade_0005(execute: Execute) -> None:
    _each(execute, FORMS)
    _each(execute, ANSWERS)


def upgrade_0006(execute: Execute) -> None:
    _each(execute, SHOWN)


def _each(execute: Execute, statements: str) -> None:
    for statement in filter(str.strip, statements.split(";")):
        execute(statement)
