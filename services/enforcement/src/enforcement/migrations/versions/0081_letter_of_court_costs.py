"""The letter that asks for court costs, the days that it leaves, and the service of a judgment."""

import sqlalchemy as sa
from alembic import context, op
from sqlalchemy.dialects.postgresql import insert

from enforcement.migrations.seed import as_of, rows

revision = "0081"
down_revision = "0080"

NEW = "gas.costs_payment_days"
LEGAL_TERM = as_of(
    "legal_term",
    "id valid_from valid_to value unit description start_event extends counting_rule start_counts"
    " roll_rule notified_within may_pause legal_basis_id source_url verified_on confidence"
    " warn_before_days on_expiry note",
)
FLAGS = dict.fromkeys(("start_counts", "notified_within", "may_pause"), False)
KINDS = """
    'opstartbrief', 'ouderlijke_betrokkenheid', 'melding_stafhouder', 'bemiddelingsaanbod',
    'gemeenschapsdienst', 'uitnodiging_hoorzitting', 'verslag_hoorzitting', 'uitkomst_verweer',
    'beslissing', 'herinnering', 'aanmaning', 'waarschuwing', 'uitnodiging_opnieuw', 'voorstel',
    'opheffing', 'aanvulling', 'herinnering_vernieuwing', 'vervallen', 'afloop', 'stopzetting',
    'melding_beoordeeld', 'intrekking', 'rechtzetting', 'gerechtskosten'
"""
CHANGES = f"""
ALTER TABLE letter DROP CONSTRAINT kind_is_known;
ALTER TABLE letter ADD CONSTRAINT kind_is_known CHECK (kind IN ({KINDS}));
ALTER TABLE letter_text DROP CONSTRAINT letter_is_known;
ALTER TABLE letter_text ADD CONSTRAINT letter_is_known CHECK (letter IN ({KINDS}));
ALTER TABLE court_costs ADD COLUMN asked_on date, ADD COLUMN due_on date, ADD COLUMN served_on date
"""


def upgrade() -> None:
    for statement in CHANGES.split(";"):
        op.execute(statement)
    if not context.is_offline_mode():
        _add_term(op.get_bind())


def _add_term(connection: sa.Connection) -> None:
    for row in rows("legal_terms", "term"):
        if row["id"] == NEW:
            addition = insert(LEGAL_TERM).values(**FLAGS | row)
            connection.execute(addition.on_conflict_do_nothing())
