"""Fine cases that go into another: facts found together get one sanction."""

from alembic import op

revision = "0021"
down_revision = "0020"

STATES = """
ALTER TABLE gas_case DROP CONSTRAINT state_is_known;
ALTER TABLE gas_case ADD CONSTRAINT state_is_known CHECK (
  state IN (
    'geregistreerd', 'opgeschort_overleg', 'wacht_op_parket', 'overgenomen_door_parket',
    'onontvankelijk', 'geseponeerd', 'gevoegd', 'opgestart', 'bemiddeling_lopend',
    'bemiddeling_geslaagd', 'gemeenschapsdienst_lopend', 'gemeenschapsdienst_volbracht',
    'verweer_ontvangen', 'hoorzitting_gepland', 'hoorzitting_gehouden', 'niet_verschenen',
    'klaar_voor_beslissing', 'geldboete_opgelegd', 'geen_geldboete', 'waarschuwing',
    'ter_kennis_gebracht', 'beroep_ingesteld', 'vonnis', 'herzien', 'vernietigd', 'definitief',
    'te_betalen', 'aanmaning', 'dwanginvordering', 'betaald', 'oninbaar', 'verjaard', 'vervallen',
    'afgesloten'
  )
)
"""
TABLES = """
ALTER TABLE gas_case ADD COLUMN others_may_be_victim boolean NOT NULL DEFAULT false;
ALTER TABLE finding ADD COLUMN came_from uuid;
CREATE TABLE gas_join (
  case_id uuid PRIMARY KEY REFERENCES gas_case,
  into_id uuid NOT NULL REFERENCES gas_case,
  joined_at timestamptz NOT NULL,
  state varchar NOT NULL,
  before jsonb NOT NULL,
  terms jsonb NOT NULL
);
CREATE INDEX ix_gas_join_into_id ON gas_join (into_id)
"""


def upgrade() -> None:
    for statements in (STATES, TABLES):
        for statement in statements.split(";"):
            op.execute(statement)
