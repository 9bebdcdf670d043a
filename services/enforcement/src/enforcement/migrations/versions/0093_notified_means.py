"""When whoever it concerns was told of seals or a penalty payment, and the letter that tells it.

What was claimed already was told outside: it stays owed. All else waits for its letter.
"""

from alembic import op

revision = "0093"
down_revision = "0092"

KINDS = """
    'opstartbrief', 'ouderlijke_betrokkenheid', 'melding_stafhouder', 'bemiddelingsaanbod',
    'gemeenschapsdienst', 'uitnodiging_hoorzitting', 'verslag_hoorzitting', 'uitkomst_verweer',
    'beslissing', 'herinnering', 'aanmaning', 'waarschuwing', 'uitnodiging_opnieuw', 'voorstel',
    'opheffing', 'aanvulling', 'herinnering_vernieuwing', 'vervallen', 'afloop', 'stopzetting',
    'melding_beoordeeld', 'intrekking', 'rechtzetting', 'gerechtskosten',
    'herneming', 'dwangmiddel'
"""
CHANGES = f"""
ALTER TABLE letter DROP CONSTRAINT kind_is_known;
ALTER TABLE letter ADD CONSTRAINT kind_is_known CHECK (kind IN ({KINDS}));
ALTER TABLE letter_text DROP CONSTRAINT letter_is_known;
ALTER TABLE letter_text ADD CONSTRAINT letter_is_known CHECK (letter IN ({KINDS}));
ALTER TABLE measure_means ADD COLUMN notified_on date;
ALTER TABLE mayor_measure ADD COLUMN means_pending boolean NOT NULL DEFAULT false
"""
TOLD = """
UPDATE measure_means m SET notified_on = (m.ordered_at AT TIME ZONE 'Europe/Brussels')::date
 WHERE EXISTS (SELECT FROM measure_forfeit f WHERE f.means_id = m.means_id);
UPDATE mayor_measure c SET means_pending = true
 WHERE EXISTS (SELECT FROM measure_means m WHERE m.case_id = c.case_id
                  AND m.notified_on IS NULL AND m.ordered_at >= c.ordered_at)
"""


def upgrade() -> None:
    for statement in (*CHANGES.split(";"), *TOLD.split(";")):
        op.execute(statement)
