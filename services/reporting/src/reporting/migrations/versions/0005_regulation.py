"""The register of regulation: proposals, and instruments against hidden forms."""

from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    op.execute("""
        CREATE TABLE regulation_record (
          record_id uuid NOT NULL,
          version integer NOT NULL,
          kind text NOT NULL CONSTRAINT kind_is_known CHECK (kind IN ('voorstel', 'instrument')),
          topic text NOT NULL CONSTRAINT topic_is_known CHECK (
            topic IN ('prostitutie', 'geschiktheidsverklaring', 'verdoken_vormen', 'registreren',
                      'controleren', 'sanctioneren')
          ),
          day date NOT NULL,
          subject text NOT NULL,
          partners text[] NOT NULL,
          consulted_on date,
          submitted_on date,
          decided_on date,
          decision text CONSTRAINT decision_is_known CHECK (
            decision IN ('aangenomen', 'verworpen')
          ),
          tried_on date,
          verdict text CONSTRAINT verdict_is_known CHECK (
            verdict IN ('bruikbaar', 'niet_bruikbaar')
          ),
          result text NOT NULL,
          note text NOT NULL,
          withdrawn boolean NOT NULL,
          reason text,
          recorded_at timestamptz NOT NULL,
          recorded_by text NOT NULL,
          actor text NOT NULL,
          PRIMARY KEY (record_id, version)
        )
    """)
