"""Letters of a case, to whom they go, and the documents of a case: all sealed at rest (DP-14)."""

from alembic import op

revision = "0014"
down_revision = "0013"

TABLES = """
CREATE TABLE addressee (
  addressee_id uuid PRIMARY KEY,
  case_id uuid NOT NULL,
  role text NOT NULL CONSTRAINT role_is_known CHECK (
    role IN ('overtreder', 'ouderlijk_gezag', 'advocaat', 'stafhouder', 'parket')
  ),
  said bytea NOT NULL,
  named_at timestamptz NOT NULL,
  named_by varchar NOT NULL,
  removed_at timestamptz
);
CREATE INDEX ix_addressee_case_id ON addressee (case_id);
CREATE INDEX addressee_said_key ON addressee (substr(said, 1, 5));
CREATE TABLE case_document (
  document_id uuid PRIMARY KEY,
  case_id uuid NOT NULL,
  kind text NOT NULL CONSTRAINT kind_is_known CHECK (
    kind IN ('brief', 'proces_verbaal', 'bewijs_van_ontvangst', 'verweer', 'ander')
  ),
  media_type varchar NOT NULL,
  size integer NOT NULL,
  digest varchar NOT NULL,
  said bytea NOT NULL,
  added_at timestamptz NOT NULL,
  added_by varchar NOT NULL
);
CREATE INDEX ix_case_document_case_id ON case_document (case_id);
CREATE INDEX case_document_said_key ON case_document (substr(said, 1, 5));
CREATE TABLE letter (
  letter_id uuid PRIMARY KEY,
  case_id uuid NOT NULL,
  case_kind text NOT NULL CONSTRAINT case_kind_is_known CHECK (
    case_kind IN ('gas-case', 'sanction-case')
  ),
  case_number varchar NOT NULL,
  mailing uuid NOT NULL,
  kind text NOT NULL CONSTRAINT kind_is_known CHECK (
    kind IN (
      'opstartbrief', 'ouderlijke_betrokkenheid', 'melding_stafhouder', 'bemiddelingsaanbod',
      'gemeenschapsdienst', 'uitnodiging_hoorzitting', 'verslag_hoorzitting', 'uitkomst_verweer',
      'beslissing', 'herinnering', 'aanmaning', 'waarschuwing'
    )
  ),
  state text NOT NULL CONSTRAINT state_is_known CHECK (
    state IN (
      'concept', 'nagekeken', 'gepost', 'geacht_ontvangen', 'ontvangen', 'geannuleerd'
    )
  ),
  mode text NOT NULL CONSTRAINT mode_is_known CHECK (
    mode IN (
      'aangetekend', 'aangetekend_met_ontvangstbewijs', 'tegen_ontvangstbewijs', 'gewone_post'
    )
  ),
  role text NOT NULL CONSTRAINT role_is_known CHECK (
    role IN ('overtreder', 'ouderlijk_gezag', 'advocaat', 'stafhouder', 'parket')
  ),
  said bytea NOT NULL,
  template varchar NOT NULL,
  template_digest varchar NOT NULL,
  document_id uuid NOT NULL REFERENCES case_document,
  digest varchar NOT NULL,
  drafted_at timestamptz NOT NULL,
  drafted_by varchar NOT NULL,
  checked_at timestamptz,
  checked_by varchar,
  posted_on date,
  posted_at timestamptz,
  posted_by varchar,
  registered_number varchar,
  presented_on date,
  proven_on date,
  proof_id uuid REFERENCES case_document,
  notified_on date,
  cancelled_at timestamptz,
  cancelled_by varchar
);
CREATE INDEX ix_letter_case_id ON letter (case_id);
CREATE INDEX ix_letter_mailing ON letter (mailing);
CREATE INDEX ix_letter_state ON letter (state);
CREATE INDEX letter_said_key ON letter (substr(said, 1, 5))
"""


def upgrade() -> None:
    for statement in filter(str.strip, TABLES.split(";")):
        op.execute(statement)
