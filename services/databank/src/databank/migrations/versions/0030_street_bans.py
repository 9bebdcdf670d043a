"""Street bans of the city, and how long the police keep one after its last day."""

from alembic import op

revision = "0030"
down_revision = "0029"

TABLES = (
    """
    CREATE TABLE street_ban (
      order_id uuid PRIMARY KEY,
      case_id uuid NOT NULL,
      renewal integer NOT NULL,
      offender_role varchar NOT NULL CONSTRAINT offender_role_is_known CHECK (
        offender_role IN ('prostituee', 'prostituant', 'exploitant')),
      begins_at timestamptz NOT NULL,
      ends_at timestamptz NOT NULL,
      ordered_at timestamptz NOT NULL,
      works_from timestamptz,
      stayed_at timestamptz,
      ended_at timestamptz,
      how varchar CONSTRAINT how_is_known CHECK (
        how IN ('verlopen', 'vervallen', 'opgeheven', 'vernietigd')),
      said bytea NOT NULL
    )
    """,
    "CREATE INDEX ix_street_ban_case_id ON street_ban (case_id)",
    "CREATE INDEX street_ban_said_key ON street_ban (substr(said, 1, 5))",
    """
    CREATE TABLE street_ban_finding (
      case_id uuid NOT NULL,
      finding_id uuid NOT NULL,
      PRIMARY KEY (case_id, finding_id)
    )
    """,
    "CREATE INDEX ix_street_ban_finding_finding_id ON street_ban_finding (finding_id)",
    # A month beside its last day: a breach of that day is still written down.
    "INSERT INTO term (id, valid_from, days)"
    " VALUES ('databank.street_ban_kept_days', '2010-01-01', 31)",
)


def upgrade() -> None:
    for statement in TABLES:
        op.execute(statement)
