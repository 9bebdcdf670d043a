"""The states of a delivery: one list in Python and in SQL."""

from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.execute("""
        ALTER TABLE delivery ADD CONSTRAINT state_is_known CHECK (
          state IN ('open', 'opgeladen', 'gevalideerd', 'fouten', 'ingediend', 'aanvaard',
                    'geintegreerd', 'bevroren')
        )
    """)
