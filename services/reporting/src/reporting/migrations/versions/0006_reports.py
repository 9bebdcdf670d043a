"""Reports: planned, frozen in versions, signed, and published as files that no longer change."""

from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    op.execute("""
        CREATE TABLE report (
          report_id uuid PRIMARY KEY,
          kind text NOT NULL,
          period text NOT NULL,
          due_on date NOT NULL,
          planned_at timestamptz NOT NULL,
          planned_by text NOT NULL,
          actor text NOT NULL,
          UNIQUE (kind, period)
        )
    """)
    op.execute("""
        CREATE TABLE report_version (
          report_id uuid NOT NULL REFERENCES report,
          version integer NOT NULL,
          state text NOT NULL CONSTRAINT state_is_known CHECK (
            state IN ('gegenereerd', 'sdc_gecontroleerd', 'nagelezen', 'goedgekeurd',
                      'gepubliceerd', 'vervangen', 'ingetrokken')
          ),
          edition integer NOT NULL,
          as_of timestamptz NOT NULL,
          content bytea NOT NULL,
          digest text NOT NULL,
          words jsonb NOT NULL,
          makers text[] NOT NULL,
          reader text,
          audiences text[] NOT NULL,
          frozen text,
          reason text,
          published_at timestamptz,
          PRIMARY KEY (report_id, version)
        )
    """)
    op.execute("""
        CREATE TABLE report_step (
          report_id uuid NOT NULL REFERENCES report,
          nr integer NOT NULL,
          version integer NOT NULL,
          step text NOT NULL CONSTRAINT step_is_known CHECK (
            step IN ('genereren', 'schrijven', 'controleren', 'nalezen', 'goedkeuren',
                     'publiceren', 'terugsturen', 'intrekken', 'vervangen')
          ),
          taken_at timestamptz NOT NULL,
          taken_by text NOT NULL,
          actor text NOT NULL,
          reason text,
          PRIMARY KEY (report_id, nr)
        )
    """)
    op.execute("""
        CREATE TABLE report_file (
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
    """)
    op.execute("""
        CREATE TABLE report_reminder (
          report_id uuid NOT NULL REFERENCES report,
          reminder text NOT NULL,
          sent_at timestamptz NOT NULL,
          PRIMARY KEY (report_id, reminder)
        )
    """)
    op.execute("""
        CREATE FUNCTION report_is_fixed() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
          RAISE EXCEPTION 'a published report does not change';
        END $$
    """)
    op.execute("""
        CREATE TRIGGER report_file_is_fixed BEFORE UPDATE OR DELETE ON report_file
          FOR EACH ROW EXECUTE FUNCTION report_is_fixed()
    """)
    op.execute("""
        CREATE TRIGGER report_version_is_fixed BEFORE UPDATE ON report_version
          FOR EACH ROW WHEN (
            OLD.frozen IS NOT NULL AND OLD.state <> 'goedgekeurd' AND (
              NEW.content IS DISTINCT FROM OLD.content OR NEW.words IS DISTINCT FROM OLD.words
              OR NEW.frozen IS DISTINCT FROM OLD.frozen
              OR NEW.published_at IS DISTINCT FROM OLD.published_at
              OR NEW.audiences IS DISTINCT FROM OLD.audiences
            )
          ) EXECUTE FUNCTION report_is_fixed()
    """)
