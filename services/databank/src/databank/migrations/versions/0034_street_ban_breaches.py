"""The fact of a street ban that was broken (NGW art. 134sexies §5)."""

from alembic import op

revision = "0034"
down_revision = "0033"


def upgrade() -> None:
    op.execute(
        "INSERT INTO fact_code (code, valid_from, label)"
        " VALUES ('straatverbod.overtreden', '2014-01-01', 'Straatverbod overtreden')"
    )
