"""Keys of requests lie beside those of forms, with what was asked and the answer.

Where a service has pages; one that gets them later makes its tables whole at once.
"""

from alembic import op

from chassis.web.login import schema

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    schema.upgrade_0004(op.execute)
