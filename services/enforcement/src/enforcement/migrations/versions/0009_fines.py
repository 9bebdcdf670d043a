"""The fine procedure beyond its opening: its states, its file, and the city's own rules."""

from alembic import context, op
from sqlalchemy import insert

from enforcement.migrations.seed import as_of, rows

revision = "0009"
down_revision = "0008"

STATES = """
ALTER TABLE gas_case DROP CONSTRAINT state_is_known;
ALTER TABLE gas_case ADD CONSTRAINT state_is_known CHECK (
  state IN (
    'geregistreerd', 'opgeschort_overleg', 'wacht_op_parket', 'overgenomen_door_parket',
    'onontvankelijk', 'geseponeerd', 'opgestart', 'bemiddeling_lopend', 'bemiddeling_geslaagd',
    'gemeenschapsdienst_lopend', 'gemeenschapsdienst_volbracht', 'verweer_ontvangen',
    'hoorzitting_gepland', 'hoorzitting_gehouden', 'niet_verschenen', 'klaar_voor_beslissing',
    'geldboete_opgelegd', 'geen_geldboete', 'waarschuwing', 'ter_kennis_gebracht',
    'beroep_ingesteld', 'vonnis', 'herzien', 'vernietigd', 'definitief', 'te_betalen', 'aanmaning',
    'dwanginvordering', 'betaald', 'oninbaar', 'verjaard', 'vervallen', 'afgesloten'
  )
)
"""
COLUMNS = """
ALTER TABLE gas_case ADD COLUMN on_hold boolean NOT NULL DEFAULT false;
ALTER TABLE gas_case ADD COLUMN competent boolean NOT NULL DEFAULT true;
ALTER TABLE gas_case ADD COLUMN minor boolean;
ALTER TABLE gas_case ADD COLUMN mixed text
  CONSTRAINT mixed_is_known CHECK (mixed IN ('zwaar', 'licht'));
ALTER TABLE gas_case ADD COLUMN prosecutor_until date;
ALTER TABLE gas_case ADD COLUMN prosecutor_answer text
  CONSTRAINT prosecutor_answer_is_known CHECK (prosecutor_answer IN ('afgezien', 'vervolgt'));
ALTER TABLE gas_case ADD COLUMN prosecutor_silent boolean NOT NULL DEFAULT false;
ALTER TABLE gas_case ADD COLUMN envisaged integer;
ALTER TABLE gas_case ADD COLUMN hearing_threshold integer NOT NULL DEFAULT 70;
ALTER TABLE gas_case ADD COLUMN start_notified_on date;
ALTER TABLE gas_case ADD COLUMN defence_until date;
ALTER TABLE gas_case ADD COLUMN not_contested boolean NOT NULL DEFAULT false;
ALTER TABLE gas_case ADD COLUMN defended boolean NOT NULL DEFAULT false;
ALTER TABLE gas_case ADD COLUMN hearing_asked boolean NOT NULL DEFAULT false;
ALTER TABLE gas_case ADD COLUMN hearing_done boolean NOT NULL DEFAULT false;
ALTER TABLE gas_case ADD COLUMN bar_notified_on date;
ALTER TABLE gas_case ADD COLUMN mediation_offered_on date;
ALTER TABLE gas_case ADD COLUMN mediation_accepted_on date;
ALTER TABLE gas_case ADD COLUMN mediation_result text
  CONSTRAINT mediation_result_is_known
  CHECK (mediation_result IN ('geslaagd', 'geweigerd', 'mislukt'));
ALTER TABLE gas_case ADD COLUMN mediator varchar;
ALTER TABLE gas_case ADD COLUMN service_hours integer;
ALTER TABLE gas_case ADD COLUMN service_until date;
ALTER TABLE gas_case ADD COLUMN service_result text
  CONSTRAINT service_result_is_known CHECK (service_result IN ('volbracht', 'niet_volbracht'));
ALTER TABLE gas_case ADD COLUMN victim_checked_on date;
ALTER TABLE gas_case ADD COLUMN amount integer;
ALTER TABLE gas_case ADD COLUMN decided_on date;
ALTER TABLE gas_case ADD COLUMN decider varchar;
ALTER TABLE gas_case ADD COLUMN defence_outcome text
  CONSTRAINT defence_outcome_is_known
  CHECK (defence_outcome IN ('geen_verweer', 'verworpen', 'deels_aanvaard'));
ALTER TABLE gas_case ADD COLUMN recidivism boolean;
ALTER TABLE gas_case ADD COLUMN decision_notified_on date;
ALTER TABLE gas_case ADD COLUMN appeal_until date;
ALTER TABLE gas_case ADD COLUMN appealed_on date;
ALTER TABLE gas_case ADD COLUMN verdict text
  CONSTRAINT verdict_is_known
  CHECK (verdict IN ('bevestigd', 'herzien', 'vernietigd', 'afstand'));
ALTER TABLE gas_case ADD COLUMN judged_on date;
ALTER TABLE gas_case ADD COLUMN closed_at timestamptz
"""
RULES = """
CREATE TABLE gas_rule (
  fact_code varchar NOT NULL,
  valid_from date NOT NULL,
  valid_to date,
  article varchar NOT NULL,
  max_eur integer,
  mixed text CONSTRAINT mixed_is_known CHECK (mixed IN ('zwaar', 'licht')),
  source varchar NOT NULL,
  PRIMARY KEY (fact_code, valid_from)
);
REVOKE INSERT, UPDATE, DELETE, TRUNCATE ON gas_rule FROM enforcement
"""

GAS_RULE = as_of("gas_rule", "fact_code valid_from valid_to article max_eur mixed source")


def upgrade() -> None:
    for statements in (STATES, COLUMNS, RULES):
        for statement in statements.split(";"):
            op.execute(statement)
    if not context.is_offline_mode():
        for row in rows("gas_rules", "rule"):
            op.execute(insert(GAS_RULE).values(**row))
