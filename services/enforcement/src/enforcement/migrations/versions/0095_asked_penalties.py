"""When whoever forfeited a penalty payment was asked for it, and the letter that asks.

What was claimed before was asked outside: it goes on as it was.
"""

from alembic import op

revision = "0095"
down_revision = "0094"

KINDS = """
    'opstartbrief', 'ouderlijke_betrokkenheid', 'melding_stafhouder', 'bemiddelingsaanbod',
    'gemeenschapsdienst', 'uitnodiging_hoorzitting', 'verslag_hoorzitting', 'uitkomst_verweer',
    'beslissing', 'herinnering', 'aanmaning', 'waarschuwing', 'uitnodiging_opnieuw', 'voorstel',
    'opheffing', 'aanvulling', 'herinnering_vernieuwing', 'vervallen', 'afloop', 'stopzetting',
    'melding_beoordeeld', 'intrekking', 'rechtzetting', 'gerechtskosten',
    'herneming', 'dwangmiddel', 'dwangsom_verbeurd'
"""
CHANGES = f"""
ALTER TABLE letter DROP CONSTRAINT kind_is_known;
ALTER TABLE letter ADD CONSTRAINT kind_is_known CHECK (kind IN ({KINDS}));
ALTER TABLE letter_text DROP CONSTRAINT letter_is_known;
ALTER TABLE letter_text ADD CONSTRAINT letter_is_known CHECK (letter IN ({KINDS}));
ALTER TABLE measure_forfeit ADD COLUMN told_on date;
UPDATE measure_forfeit SET told_on = (noted_at AT TIME ZONE 'Europe/Brussels')::date
"""  # noqa: S608 - a constant


def upgrade() -> None:
    for statement in CHANGES.split(";"):
        op.execute(statement)
