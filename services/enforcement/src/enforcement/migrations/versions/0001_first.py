"""Suitability, cases, timeline and the legal terms, with the terms as they were known."""

from alembic import op
from sqlalchemy import insert

from chassis.bus import schema
from chassis.web.access_log import log
from enforcement.migrations.seed import as_of, rows

revision = "0001"
down_revision = None

TABLES = """
CREATE TABLE premises (
  premises_id uuid PRIMARY KEY,
  place varchar NOT NULL UNIQUE,
  label varchar NOT NULL,
  street varchar NOT NULL,
  house_number varchar NOT NULL,
  postcode varchar NOT NULL
);
CREATE TABLE room (
  premises_id uuid NOT NULL REFERENCES premises,
  label varchar NOT NULL,
  room_id uuid NOT NULL UNIQUE,
  PRIMARY KEY (premises_id, label)
);
CREATE TABLE dossier (
  dossier_id uuid PRIMARY KEY,
  number varchar NOT NULL UNIQUE,
  premises_id uuid NOT NULL REFERENCES premises,
  owner varchar NOT NULL,
  rooms jsonb NOT NULL,
  reason varchar NOT NULL,
  state varchar NOT NULL,
  resume varchar,
  filed_at timestamptz NOT NULL,
  advice_round integer NOT NULL,
  advices_requested integer NOT NULL,
  advices_awaited integer NOT NULL,
  heard boolean NOT NULL,
  conditions jsonb NOT NULL,
  valid_from date,
  valid_to date,
  suspended_from timestamptz,
  suspended_to timestamptz
);
CREATE INDEX ix_dossier_premises_id ON dossier (premises_id);
CREATE INDEX ix_dossier_owner ON dossier (owner);
CREATE TABLE advice (
  dossier_id uuid NOT NULL REFERENCES dossier,
  advice_round integer NOT NULL,
  service varchar NOT NULL,
  due_on date NOT NULL,
  outcome varchar,
  conditions jsonb NOT NULL,
  given_at timestamptz,
  PRIMARY KEY (dossier_id, advice_round, service)
);
CREATE TABLE visit (
  visit_id uuid PRIMARY KEY,
  dossier_id uuid NOT NULL REFERENCES dossier,
  kind varchar NOT NULL,
  reason varchar NOT NULL,
  result varchar NOT NULL,
  rooms_visited integer NOT NULL,
  completed_at timestamptz NOT NULL
);
CREATE INDEX ix_visit_dossier_id ON visit (dossier_id);
CREATE TABLE finding (
  finding_id uuid PRIMARY KEY,
  case_id uuid NOT NULL,
  report_number varchar NOT NULL,
  fact_code varchar NOT NULL,
  fact_at timestamptz NOT NULL,
  branch varchar NOT NULL,
  in_tolerance_zone boolean NOT NULL,
  offender_role varchar NOT NULL,
  on_hold boolean NOT NULL,
  transferred_at timestamptz NOT NULL
);
CREATE INDEX ix_finding_case_id ON finding (case_id);
CREATE TABLE offender (
  finding_id uuid PRIMARY KEY REFERENCES finding,
  name varchar NOT NULL,
  birth_date varchar,
  organisation varchar
);
CREATE TABLE gas_case (
  case_id uuid PRIMARY KEY,
  number varchar NOT NULL UNIQUE,
  finding_id uuid NOT NULL UNIQUE REFERENCES finding,
  premises_id uuid,
  state varchar NOT NULL,
  offender_role varchar NOT NULL,
  fact_code varchar NOT NULL,
  decide_by date NOT NULL,
  safe_by date NOT NULL,
  opened_at timestamptz NOT NULL
);
CREATE INDEX ix_gas_case_safe_by ON gas_case (safe_by);
CREATE TABLE sanction_case (
  case_id uuid PRIMARY KEY,
  number varchar NOT NULL UNIQUE,
  premises_id uuid NOT NULL REFERENCES premises,
  state varchar NOT NULL,
  fact_code varchar NOT NULL,
  fact_at timestamptz NOT NULL,
  opened_at timestamptz NOT NULL,
  warned_at timestamptz,
  warning_valid_until date,
  next_finding_id uuid,
  invited_at timestamptz,
  hearing_at timestamptz,
  defence_until date,
  heard boolean NOT NULL,
  proposed_kind varchar,
  decision_kind varchar,
  deciding_body varchar,
  decided_at timestamptz,
  effective_from timestamptz,
  effective_to timestamptz,
  notified_at timestamptz,
  effect_from timestamptz,
  effect_to timestamptz,
  complied boolean
);
CREATE INDEX ix_sanction_case_premises_id ON sanction_case (premises_id);
CREATE TABLE timeline (
  position bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  case_id uuid NOT NULL,
  step varchar NOT NULL,
  from_state varchar,
  to_state varchar NOT NULL,
  at timestamptz NOT NULL,
  happened_at timestamptz,
  actor_function varchar NOT NULL,
  actor_subject varchar NOT NULL,
  reason varchar,
  legal_basis_id varchar
);
CREATE INDEX ix_timeline_case_id ON timeline (case_id);
CREATE TABLE case_term (
  case_id uuid NOT NULL,
  term_id varchar NOT NULL,
  version date,
  starts_on date NOT NULL,
  last_day date NOT NULL,
  safe_day date NOT NULL,
  closed_at timestamptz,
  PRIMARY KEY (case_id, term_id)
);
CREATE TABLE legal_term (
  id varchar NOT NULL,
  valid_from date NOT NULL,
  valid_to date,
  value integer,
  unit varchar NOT NULL,
  description varchar NOT NULL,
  start_event varchar,
  counting_rule varchar NOT NULL,
  roll_rule varchar NOT NULL,
  legal_basis_id varchar NOT NULL,
  source_url varchar,
  verified_on date,
  confidence varchar NOT NULL,
  warn_before_days integer NOT NULL,
  on_expiry varchar NOT NULL,
  note varchar,
  PRIMARY KEY (id, valid_from)
);
CREATE TABLE deciding_body (
  kind varchar NOT NULL,
  valid_from date NOT NULL,
  valid_to date,
  body varchar NOT NULL,
  source varchar NOT NULL,
  PRIMARY KEY (kind, valid_from)
);
CREATE TABLE closing_day (
  day date PRIMARY KEY,
  name varchar NOT NULL
);
CREATE TABLE case_counter (
  prefix varchar NOT NULL,
  year integer NOT NULL,
  last integer NOT NULL,
  PRIMARY KEY (prefix, year)
)
"""

LEGAL_TERM = as_of(
    "legal_term",
    "id valid_from valid_to value unit description start_event counting_rule roll_rule"
    " legal_basis_id source_url verified_on confidence warn_before_days on_expiry note",
)
CLOSING_DAY = as_of("closing_day", "day name")
DECIDING_BODY = as_of("deciding_body", "kind valid_from valid_to body source")
HISTORY_STAYS = "REVOKE UPDATE, DELETE, TRUNCATE ON timeline FROM enforcement"
LAW_STAYS = (
    "REVOKE INSERT, UPDATE, DELETE, TRUNCATE ON legal_term, deciding_body, closing_day"
    " FROM enforcement"
)


def upgrade() -> None:
    schema.upgrade_0001(op.execute, "enforcement")
    log.upgrade_0001(op.execute, service="enforcement")
    for statement in TABLES.split(";"):
        op.execute(statement)
    op.execute(HISTORY_STAYS)
    op.execute(LAW_STAYS)
    seeds = ((LEGAL_TERM, "legal_terms", "term"), (CLOSING_DAY, "closing_days", "day"))
    for table, name, key in (*seeds, (DECIDING_BODY, "deciding_bodies", "body")):
        for row in rows(name, key):
            values = {field: row[field] for field in row if field in table.c}
            op.execute(insert(table).values(values))
