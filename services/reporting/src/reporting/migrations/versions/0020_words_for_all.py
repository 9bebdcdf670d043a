"""Words of a report for everybody, beside those for who serves the plan."""

from alembic import op

revision = "0020"
down_revision = "0019"

STATEMENTS = (
    "ALTER TABLE report_version ADD COLUMN public_words jsonb",
    """
    CREATE TRIGGER report_public_words_are_fixed BEFORE UPDATE ON report_version
      FOR EACH ROW WHEN (
        OLD.frozen IS NOT NULL AND OLD.state <> 'goedgekeurd'
        AND NEW.public_words IS DISTINCT FROM OLD.public_words
      ) EXECUTE FUNCTION report_is_fixed()
    """,
)
"""A version of a release before has none: its words were the same for everybody."""


def upgrade() -> None:
    for statement in STATEMENTS:
        op.execute(statement)
