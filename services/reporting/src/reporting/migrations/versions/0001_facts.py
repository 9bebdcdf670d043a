"""Facts, care aggregates and the register of regie."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import ARRAY, JSONB

from chassis.bus import schema

revision = "0001"
down_revision = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    schema.upgrade_0001(op.execute, "reporting")
    op.create_table(
        "fact",
        sa.Column("event_id", sa.Uuid, primary_key=True),
        sa.Column("nr", sa.BigInteger, sa.Identity(always=True), nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("subject_id", sa.Uuid, nullable=False),
        sa.Column("occurred_at", MOMENT, nullable=False),
        sa.Column("day", sa.Date, nullable=False),
        sa.Column("told_at", MOMENT, nullable=False),
        sa.Column("branch", sa.Text),
        sa.Column("dims", JSONB, nullable=False),
        sa.Column("withdrawn_at", MOMENT),
    )
    op.create_index("fact_kind_day", "fact", ["kind", "day"])
    op.create_index("fact_subject", "fact", ["subject_id", "kind"])
    op.create_table(
        "care_aggregate",
        sa.Column("aggregate_id", sa.Uuid, primary_key=True),
        sa.Column("organisation", sa.Text, nullable=False),
        sa.Column("year", sa.SmallInteger, nullable=False),
        sa.Column("half", sa.SmallInteger, nullable=False),
        sa.Column("revision", sa.Integer, nullable=False),
        sa.Column("threshold", sa.Integer, nullable=False),
        sa.Column("suppressed", sa.Integer, nullable=False),
        sa.Column("cells", JSONB, nullable=False),
        sa.Column("published_at", MOMENT, nullable=False),
    )
    op.create_index(
        "care_aggregate_period", "care_aggregate", ["year", "half", "organisation", "revision"]
    )
    op.create_table(
        "regie_record",
        sa.Column("record_id", sa.Uuid, primary_key=True),
        sa.Column("version", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("type", sa.Text, nullable=False),
        sa.Column("day", sa.Date, nullable=False),
        sa.Column("subject", sa.Text, nullable=False),
        sa.Column("partners", ARRAY(sa.Text), nullable=False),
        sa.Column("status", sa.Text, nullable=False),
        sa.Column("signed_on", sa.Date),
        sa.Column("until", sa.Date),
        sa.Column("withdrawn", sa.Boolean, nullable=False),
        sa.Column("reason", sa.Text),
        sa.Column("recorded_at", MOMENT, nullable=False),
        sa.Column("recorded_by", sa.Text, nullable=False),
        sa.Column("actor", sa.Text, nullable=False),
    )
    op.create_index("regie_record_kind", "regie_record", ["kind", "day"])
    # Facts are withdrawn, never deleted; the register and what care published only grow.
    op.execute("REVOKE DELETE, TRUNCATE ON fact FROM reporting")
    op.execute("REVOKE UPDATE, DELETE, TRUNCATE ON care_aggregate, regie_record FROM reporting")
