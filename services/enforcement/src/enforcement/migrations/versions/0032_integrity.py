"""Integrity investigations, and the terms of the law on them that were missing."""

import sqlalchemy as sa
from alembic import context, op
from sqlalchemy.dialects.postgresql import insert

from enforcement.migrations.seed import as_of, rows

revision = "0032"
down_revision = "0031"

MEASURES = "'weigering', 'schorsing', 'opheffing', 'sluiting', 'geen_maatregel'"
TABLES = f"""
CREATE TABLE integrity_investigation (
  case_id uuid PRIMARY KEY,
  number varchar NOT NULL UNIQUE,
  premises_id uuid NOT NULL REFERENCES premises,
  dossier_id uuid REFERENCES dossier,
  owner varchar NOT NULL,
  subject varchar NOT NULL CONSTRAINT subject_is_known
    CHECK (subject IN ('aanvraag', 'verklaring', 'zonder_vergunning')),
  state varchar NOT NULL CONSTRAINT state_is_known CHECK (
    state IN (
      'gestart', 'advies_gevraagd', 'advies_ontvangen', 'hoorzitting_uitgenodigd', 'gehoord',
      'voorgesteld', 'beslist', 'ter_kennis_gebracht', 'in_werking', 'afgesloten'
    )
  ),
  ordinance varchar NOT NULL,
  started_at timestamptz NOT NULL,
  register_consulted boolean NOT NULL DEFAULT false,
  extended boolean NOT NULL DEFAULT false,
  advice_asked_at timestamptz,
  admissible boolean NOT NULL DEFAULT false,
  advised_at timestamptz,
  invited_at timestamptz,
  hearing_at timestamptz,
  heard boolean NOT NULL DEFAULT false,
  no_hearing_wanted boolean NOT NULL DEFAULT false,
  proposed varchar CONSTRAINT proposed_is_known CHECK (proposed IN ({MEASURES})),
  proposal varchar,
  proposed_at timestamptz,
  grounds jsonb NOT NULL,
  decided varchar CONSTRAINT decided_is_known CHECK (decided IN ({MEASURES})),
  decision varchar,
  conditions varchar,
  months integer,
  decided_at timestamptz,
  notified_at timestamptz,
  effect_after date,
  effect_from timestamptz,
  effect_to timestamptz,
  passed_on_at timestamptz,
  lifted_at timestamptz,
  undone_at timestamptz,
  appealed_at timestamptz,
  appeal_pending boolean NOT NULL DEFAULT false,
  urgency varchar CONSTRAINT urgency_is_known
    CHECK (urgency IN ('geen', 'gewoon', 'uiterst_dringend')),
  ruling varchar CONSTRAINT ruling_is_known CHECK (
    ruling IN ('schorsing', 'geen_schorsing', 'vernietiging', 'verwerping', 'afstand')
  ),
  stayed_at timestamptz,
  closed_at timestamptz,
  data_erased_at timestamptz
);
CREATE INDEX ix_integrity_investigation_premises_id ON integrity_investigation (premises_id);
CREATE TABLE integrity_finding (
  finding_id uuid PRIMARY KEY,
  case_id uuid NOT NULL REFERENCES integrity_investigation,
  source varchar NOT NULL CONSTRAINT source_is_known CHECK (
    source IN (
      'centraal_register', 'lokale_politie', 'eigen_gegevens', 'strafregister',
      'openbare_bronnen', 'ariec', 'parket', 'casusoverleg', 'diob', 'betrokkene'
    )
  ),
  said_at timestamptz NOT NULL,
  outcome varchar CONSTRAINT outcome_is_known CHECK (outcome IN ('treffer', 'geen_treffer')),
  note varchar
);
CREATE INDEX ix_integrity_finding_case_id ON integrity_finding (case_id)
"""
LEGAL_TERM = as_of(
    "legal_term",
    "id valid_from valid_to value unit description start_event extends counting_rule start_counts"
    " roll_rule notified_within may_pause legal_basis_id source_url verified_on confidence"
    " warn_before_days on_expiry note",
)
FLAGS = dict.fromkeys(("start_counts", "notified_within", "may_pause"), False)
NEW = ("integrity.advice_completion_days", "integrity.file_retention_years")


def upgrade() -> None:
    for statement in TABLES.split(";"):
        op.execute(statement)
    if not context.is_offline_mode():
        _add_terms(op.get_bind())


def _add_terms(connection: sa.Connection) -> None:
    for row in rows("legal_terms", "term"):
        if row["id"] in NEW:
            addition = insert(LEGAL_TERM).values(**FLAGS | row)
            connection.execute(addition.on_conflict_do_nothing())
