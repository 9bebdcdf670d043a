"""Kinds and statuses of the register of regie: one list in Python and in SQL."""

from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.execute("""
        ALTER TABLE regie_record
          ADD CONSTRAINT kind_is_known CHECK (
            kind IN ('overleg', 'nota', 'overeenkomst', 'toelichting', 'rapportagemoment',
                     'knelpunt')
          ),
          ADD CONSTRAINT status_is_known CHECK (
            status IN ('gepland', 'doorgegaan', 'afgelast', 'ontwerp', 'definitief', 'verspreid',
                       'ondertekend', 'beeindigd', 'open', 'in_behandeling', 'opgelost')
          )
    """)
