"""Notes about a bottleneck, transfers of information, and subscriptions to the year calendar."""

from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    op.execute("ALTER TABLE regie_record ADD COLUMN origin uuid")
    op.execute("ALTER TABLE regie_record DROP CONSTRAINT kind_is_known")
    op.execute("""
        ALTER TABLE regie_record ADD CONSTRAINT kind_is_known CHECK (kind IN (
          'overleg', 'nota', 'overeenkomst', 'toelichting', 'rapportagemoment', 'knelpunt',
          'informatieoverdracht'))
    """)
    op.execute("""
        CREATE TABLE calendar_feed (
          id uuid PRIMARY KEY,
          key_hash text NOT NULL UNIQUE,
          made_by text NOT NULL,
          made_at timestamptz NOT NULL,
          revoked_at timestamptz
        )
    """)
