"""States of cases and outcomes of advices: one list in Python and in SQL."""

from alembic import op

revision = "0005"
down_revision = "0004"

DOSSIER = """
'ingediend', 'onvolledig', 'volledig', 'in_advies', 'klaar_voor_beslissing', 'toegekend',
'voorwaardelijk_toegekend', 'vernieuwing_lopend', 'geschorst', 'geweigerd', 'ingetrokken',
'vervallen', 'afgestand', 'stopgezet'
"""
CHECKS = f"""
ALTER TABLE dossier
  ADD CONSTRAINT state_is_known CHECK (state IN ({DOSSIER})),
  ADD CONSTRAINT resume_is_known CHECK (resume IN ({DOSSIER}));
ALTER TABLE advice ADD CONSTRAINT outcome_is_known CHECK (
  outcome IN ('gunstig', 'voorwaardelijk', 'ongunstig', 'niet_uitgebracht')
);
ALTER TABLE gas_case ADD CONSTRAINT state_is_known CHECK (
  state IN ('geregistreerd', 'opgeschort_overleg')
);
ALTER TABLE sanction_case ADD CONSTRAINT state_is_known CHECK (
  state IN (
    'opgeschort_overleg', 'vaststelling_ontvangen', 'pv_ter_kennis_gebracht',
    'waarschuwing_verstuurd', 'volgende_vaststelling', 'hoorzitting_uitgenodigd',
    'hoorzitting_gehouden', 'schriftelijk_verweer', 'geen_verweer', 'advies_opgemaakt',
    'op_agenda_orgaan', 'beslist', 'ter_kennis_gebracht', 'in_uitvoering',
    'uitvoering_gecontroleerd', 'afgesloten'
  )
)
"""


def upgrade() -> None:
    for statement in CHECKS.split(";"):
        op.execute(statement)
