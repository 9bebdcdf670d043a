"""Letters of sanctions and suitability declarations, and requests about these to the Council."""

from alembic import op

revision = "0028"
down_revision = "0027"

CHECKS = """
ALTER TABLE letter DROP CONSTRAINT case_kind_is_known;
ALTER TABLE letter ADD CONSTRAINT case_kind_is_known CHECK (
  case_kind IN ('gas-case', 'sanction-case', 'suitability-dossier')
);
ALTER TABLE letter DROP CONSTRAINT kind_is_known;
ALTER TABLE letter ADD CONSTRAINT kind_is_known CHECK (
  kind IN (
    'opstartbrief', 'ouderlijke_betrokkenheid', 'melding_stafhouder', 'bemiddelingsaanbod',
    'gemeenschapsdienst', 'uitnodiging_hoorzitting', 'verslag_hoorzitting', 'uitkomst_verweer',
    'beslissing', 'herinnering', 'aanmaning', 'waarschuwing', 'uitnodiging_opnieuw', 'voorstel',
    'opheffing'
  )
);
ALTER TABLE council_appeal DROP CONSTRAINT kind_is_known;
ALTER TABLE council_appeal ADD CONSTRAINT kind_is_known CHECK (
  kind IN ('gas-case', 'sanction-case', 'suitability-dossier')
);
"""


def upgrade() -> None:
    for statement in filter(str.strip, CHECKS.split(";")):
        op.execute(statement)
