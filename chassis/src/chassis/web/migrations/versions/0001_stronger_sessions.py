"""Sessions know their session at the issuer, how strongly somebody signed in, and when asked anew.

Where a service has pages; one that gets them later makes its tables whole at once.
"""

from alembic import op

from chassis.web.login import schema

revision = "0001"
down_revision = None


def upgrade() -> None:
    schema.upgrade_0001(op.execute)
