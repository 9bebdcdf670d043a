"""The letter that says that a decision about a declaration is none any more."""

from alembic import op

revision = "0084"
down_revision = "0083"

KINDS = """
    'opstartbrief', 'ouderlijke_betrokkenheid', 'melding_stafhouder', 'bemiddelingsaanbod',
    'gemeenschapsdienst', 'uitnodiging_hoorzitting', 'verslag_hoorzitting', 'uitkomst_verweer',
    'beslissing', 'herinnering', 'aanmaning', 'waarschuwing', 'uitnodiging_opnieuw', 'voorstel',
    'opheffing', 'aanvulling', 'herinnering_vernieuwing', 'vervallen', 'afloop', 'stopzetting',
    'melding_beoordeeld', 'intrekking', 'rechtzetting', 'gerechtskosten',
    'herneming'
"""
CHANGES = f"""
ALTER TABLE letter DROP CONSTRAINT kind_is_known;
ALTER TABLE letter ADD CONSTRAINT kind_is_known CHECK (kind IN ({KINDS}));
ALTER TABLE letter_text DROP CONSTRAINT letter_is_known;
ALTER TABLE letter_text ADD CONSTRAINT letter_is_known CHECK (letter IN ({KINDS}))
"""


def upgrade() -> None:
    for statement in CHANGES.split(";"):
        op.execute(statement)
