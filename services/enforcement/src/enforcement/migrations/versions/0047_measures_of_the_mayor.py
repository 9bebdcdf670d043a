"""Measures of the mayor, and the meetings of the college by which orders are confirmed."""

from alembic import op

revision = "0047"
down_revision = "0046"

BRANCHES = "'raam', 'straat', 'stripclub', 'escort', 'prive_thuis', 'massagesalon', 'andere'"
KINDS = (
    "'gas-case', 'sanction-case', 'suitability-dossier', 'integrity-investigation', 'mayor-measure'"
)
TABLES = f"""
CREATE TABLE college_meeting (
  day date PRIMARY KEY,
  entered_at timestamptz NOT NULL,
  cancelled_at timestamptz
);
CREATE TABLE mayor_measure (
  case_id uuid PRIMARY KEY,
  number varchar NOT NULL UNIQUE,
  kind varchar NOT NULL CONSTRAINT kind_is_known
    CHECK (kind IN ('openbare_orde', 'sluiting_mensenhandel')),
  premises_id uuid NOT NULL REFERENCES premises,
  unlisted boolean NOT NULL DEFAULT false,
  owner varchar NOT NULL,
  branch varchar NOT NULL CONSTRAINT branch_is_known CHECK (branch IN ({BRANCHES})),
  in_tolerance_zone boolean,
  state varchar NOT NULL CONSTRAINT state_is_known CHECK (
    state IN (
      'voorstel', 'ernstige_aanwijzingen', 'overleg_gerechtelijk', 'uitgenodigd_hoorzitting',
      'gehoord', 'schriftelijk_verweer', 'niet_verschenen', 'bevel_opgesteld', 'ondertekend',
      'ter_kennis_gebracht', 'in_uitvoering', 'uitvoering_gecontroleerd', 'vervallen', 'verlopen',
      'opgeheven', 'afgesloten'
    )
  ),
  opened_at timestamptz NOT NULL,
  consulted_on date,
  stance varchar CONSTRAINT stance_is_known
    CHECK (stance IN ('akkoord', 'opmerkingen', 'bezwaar')),
  invited_at timestamptz,
  hearing_at timestamptz,
  heard boolean NOT NULL DEFAULT false,
  defence_final boolean NOT NULL DEFAULT false,
  basis varchar CONSTRAINT basis_is_known
    CHECK (basis IN ('ngw_135', 'ngw_134ter', 'ngw_134quater', 'ngw_134quinquies')),
  content varchar CONSTRAINT content_is_known
    CHECK (content IN ('sluiting', 'verbod', 'ander_bevel')),
  urgency varchar,
  victims boolean NOT NULL DEFAULT false,
  motivation varchar,
  proposed_at timestamptz,
  planned_from timestamptz,
  planned_to timestamptz,
  ordered_at timestamptz,
  renewals integer NOT NULL DEFAULT 0,
  pending boolean NOT NULL DEFAULT false,
  unconfirmed boolean NOT NULL DEFAULT false,
  council_due boolean NOT NULL DEFAULT false,
  notified_at timestamptz,
  effect_from timestamptz,
  effect_to timestamptz,
  complied boolean,
  contested boolean NOT NULL DEFAULT false,
  council_appeal boolean NOT NULL DEFAULT false,
  stayed_at timestamptz,
  annulled_at timestamptz,
  ended_at timestamptz
);
CREATE INDEX ix_mayor_measure_premises_id ON mayor_measure (premises_id);
CREATE INDEX ix_mayor_measure_owner ON mayor_measure (owner);
CREATE TABLE measure_order (
  order_id uuid PRIMARY KEY,
  case_id uuid NOT NULL REFERENCES mayor_measure,
  renewal integer NOT NULL,
  ordered_at timestamptz NOT NULL,
  effective_from timestamptz,
  effective_to timestamptz,
  confirmation_needed boolean NOT NULL,
  confirmed_on date,
  notified_at timestamptz,
  effect_from timestamptz,
  effect_to timestamptz,
  lapsed_at timestamptz,
  UNIQUE (case_id, renewal)
);
CREATE INDEX ix_measure_order_case_id ON measure_order (case_id);
CREATE TABLE measure_means (
  means_id uuid PRIMARY KEY,
  case_id uuid NOT NULL REFERENCES mayor_measure,
  means varchar NOT NULL CONSTRAINT means_is_known CHECK (means IN ('verzegeling', 'dwangsom')),
  ordered_at timestamptz NOT NULL,
  amount_cents integer,
  unit varchar CONSTRAINT unit_is_known CHECK (unit IN ('ineens', 'per_dag', 'per_overtreding')),
  ceiling_cents integer,
  grace_until date
);
CREATE INDEX ix_measure_means_case_id ON measure_means (case_id);
ALTER TABLE council_appeal DROP CONSTRAINT kind_is_known;
ALTER TABLE council_appeal ADD CONSTRAINT kind_is_known CHECK (kind IN ({KINDS}));
ALTER TABLE letter DROP CONSTRAINT case_kind_is_known;
ALTER TABLE letter ADD CONSTRAINT case_kind_is_known CHECK (case_kind IN ({KINDS}))
"""


def upgrade() -> None:
    for statement in TABLES.split(";"):
        op.execute(statement)
