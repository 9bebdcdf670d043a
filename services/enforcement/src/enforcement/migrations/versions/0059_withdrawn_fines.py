"""Fines that the officer took back, with their letter, and persons who have no more to say."""

from alembic import op

revision = "0059"
down_revision = "0058"

CHECKS = """
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
    'ingetrokken', 'afgesloten'
  )
);
ALTER TABLE letter DROP CONSTRAINT kind_is_known;
ALTER TABLE letter ADD CONSTRAINT kind_is_known CHECK (
  kind IN (
    'opstartbrief', 'ouderlijke_betrokkenheid', 'melding_stafhouder', 'bemiddelingsaanbod',
    'gemeenschapsdienst', 'uitnodiging_hoorzitting', 'verslag_hoorzitting', 'uitkomst_verweer',
    'beslissing', 'herinnering', 'aanmaning', 'waarschuwing', 'uitnodiging_opnieuw', 'voorstel',
    'opheffing', 'aanvulling', 'herinnering_vernieuwing', 'vervallen', 'afloop', 'stopzetting',
    'melding_beoordeeld', 'intrekking'
  )
);
"""


def upgrade() -> None:
    for statement in filter(str.strip, CHECKS.split(";")):
        op.execute(statement)
    op.execute("ALTER TABLE gas_case ADD COLUMN waived_by jsonb NOT NULL DEFAULT '[]'")
    op.execute("ALTER TABLE gas_case ADD COLUMN waived boolean NOT NULL DEFAULT false")
