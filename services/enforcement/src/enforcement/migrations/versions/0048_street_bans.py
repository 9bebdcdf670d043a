"""Street bans, the facts that they rest on, and their sealed perimeters."""

from alembic import op

revision = "0048"
down_revision = "0047"

STATES = (
    "'voorstel', 'gewaarschuwd', 'uitgenodigd', 'gehoord', 'bevolen', 'actief', 'voorbij', "
    "'afgesloten'"
)
RULINGS = "'schorsing', 'geen_schorsing', 'vernietiging', 'verwerping', 'afstand'"
CASES = (
    "'gas-case', 'sanction-case', 'suitability-dossier', 'integrity-investigation', "
    "'mayor-measure', 'street-ban'"
)
TABLES = (
    f"""
    CREATE TABLE street_ban_case (
      case_id uuid PRIMARY KEY,
      number varchar NOT NULL UNIQUE,
      state varchar NOT NULL CONSTRAINT state_is_known CHECK (state IN ({STATES})),
      offender_role varchar NOT NULL CONSTRAINT offender_role_is_known CHECK (
        offender_role IN ('prostituee', 'prostituant', 'exploitant')),
      branch varchar NOT NULL,
      in_tolerance_zone boolean NOT NULL,
      unclear_age boolean NOT NULL,
      opened_at timestamptz NOT NULL,
      warned_at timestamptz,
      skipped varchar,
      again boolean NOT NULL DEFAULT false,
      on_hold boolean NOT NULL DEFAULT false,
      invited_at timestamptz,
      hearing_at timestamptz,
      heard boolean NOT NULL DEFAULT false,
      final boolean NOT NULL DEFAULT false,
      bounded boolean NOT NULL DEFAULT false,
      motivation varchar,
      order_id uuid,
      ordered_at timestamptz,
      first_day date,
      last_day date,
      earlier_last_day date,
      meeting_on date,
      confirmed boolean NOT NULL DEFAULT false,
      notified_at timestamptz,
      works_from timestamptz,
      renewals integer NOT NULL DEFAULT 0,
      most_renewals integer NOT NULL DEFAULT 2,
      stayed_at timestamptz,
      ended_at timestamptz,
      how varchar CONSTRAINT how_is_known CHECK (
        how IN ('verlopen', 'vervallen', 'opgeheven', 'vernietigd')),
      contested boolean NOT NULL DEFAULT false,
      appeal_pending boolean NOT NULL DEFAULT false,
      ruling varchar CONSTRAINT ruling_is_known CHECK (ruling IN ({RULINGS})),
      closed_at timestamptz
    )
    """,
    """
    CREATE TABLE street_ban_fact (
      case_id uuid NOT NULL REFERENCES street_ban_case,
      finding_id uuid NOT NULL,
      gas_case_id uuid NOT NULL,
      PRIMARY KEY (case_id, finding_id)
    )
    """,
    "CREATE INDEX ix_street_ban_fact_finding_id ON street_ban_fact (finding_id)",
    """
    CREATE TABLE perimeter (
      case_id uuid PRIMARY KEY REFERENCES street_ban_case,
      said bytea NOT NULL
    )
    """,
    "CREATE INDEX perimeter_said_key ON perimeter (substr(said, 1, 5))",
    "ALTER TABLE council_appeal DROP CONSTRAINT kind_is_known",
    f"ALTER TABLE council_appeal ADD CONSTRAINT kind_is_known CHECK (kind IN ({CASES}))",
    "ALTER TABLE letter DROP CONSTRAINT case_kind_is_known",
    f"ALTER TABLE letter ADD CONSTRAINT case_kind_is_known CHECK (case_kind IN ({CASES}))",
)


def upgrade() -> None:
    for statement in TABLES:
        op.execute(statement)
