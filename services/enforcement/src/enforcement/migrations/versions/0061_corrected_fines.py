"""Fines of which the officer lowered the amount, with the letter that says so."""

from alembic import op

revision = "0061"
down_revision = "0060"

KINDS = """
ALTER TABLE letter DROP CONSTRAINT kind_is_known;
ALTER TABLE letter ADD CONSTRAINT kind_is_known CHECK (
  kind IN (
    'opstartbrief', 'ouderlijke_betrokkenheid', 'melding_stafhouder', 'bemiddelingsaanbod',
    'gemeenschapsdienst', 'uitnodiging_hoorzitting', 'verslag_hoorzitting', 'uitkomst_verweer',
    'beslissing', 'herinnering', 'aanmaning', 'waarschuwing', 'uitnodiging_opnieuw', 'voorstel',
    'opheffing', 'aanvulling', 'herinnering_vernieuwing', 'vervallen', 'afloop', 'stopzetting',
    'melding_beoordeeld', 'intrekking', 'rechtzetting'
  )
);
"""


def upgrade() -> None:
    for statement in filter(str.strip, KINDS.split(";")):
        op.execute(statement)
    op.execute("ALTER TABLE gas_case ADD COLUMN imposed_amount integer")
