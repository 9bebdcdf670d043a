"""Columns of codes hold only the codes that the calendar knows."""

from alembic import op

revision = "0008"
down_revision = "0007"

PLANNING = "'aangegeven', 'gewijzigd', 'geannuleerd', 'beeindigd', 'vervallen'"
VERIFICATION = "'niet_gecontroleerd', 'afwezig_bij_controle', 'bevestigd_ter_plaatse', 'weerlegd'"
CODES = (
    ("premises_fact", "kind", "'term', 'suspension', 'lifted', 'closure', 'withdrawn', 'expired'"),
    ("worker", "identity", "'te_controleren', 'in_orde', 'contacteer_politie'"),
    ("shift", "planning", PLANNING),
    ("shift", "verification", VERIFICATION),
    ("shift_step", "planning", PLANNING),
)


def upgrade() -> None:
    for table, column, codes in CODES:
        op.execute(
            f"ALTER TABLE {table} ADD CONSTRAINT {column}_is_known CHECK ({column} IN ({codes}))"
        )
