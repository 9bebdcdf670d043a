"""Reports for everybody: figures and files of their own, beside those of who serves the plan."""

from alembic import op

revision = "0018"
down_revision = "0017"

STATEMENTS = (
    "ALTER TABLE report_version ADD COLUMN public_content bytea, ADD COLUMN public_digest text",
    """
    CREATE TABLE report_public_file (
      report_id uuid NOT NULL,
      version integer NOT NULL,
      format text NOT NULL CONSTRAINT format_is_known CHECK (
        format IN ('html', 'pdf', 'xlsx', 'csv', 'sdmx', 'zip')
      ),
      content bytea NOT NULL,
      digest text NOT NULL,
      PRIMARY KEY (report_id, version, format),
      FOREIGN KEY (report_id, version) REFERENCES report_version
    )
    """,
    """
    CREATE TRIGGER report_public_file_is_fixed BEFORE UPDATE OR DELETE ON report_public_file
      FOR EACH ROW EXECUTE FUNCTION report_is_fixed()
    """,
    """
    CREATE TRIGGER report_public_version_is_fixed BEFORE UPDATE ON report_version
      FOR EACH ROW WHEN (
        OLD.frozen IS NOT NULL AND OLD.state <> 'goedgekeurd'
        AND NEW.public_content IS DISTINCT FROM OLD.public_content
      ) EXECUTE FUNCTION report_is_fixed()
    """,
)
"""What was published before has none: everybody read the figures of who serves the plan, and does
so still."""


def upgrade() -> None:
    for statement in STATEMENTS:
        op.execute(statement)
