"""A delivery of a year publishes its halves too: three aggregates of one delivery."""

from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    op.execute("ALTER TABLE aggregate DROP CONSTRAINT aggregate_delivery_id_key;")
    op.execute("CREATE INDEX ix_aggregate_delivery ON aggregate (delivery_id);")
