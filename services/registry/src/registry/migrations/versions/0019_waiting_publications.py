"""Deliveries whose publication waits, with the groups that nothing protects."""

from alembic import op

revision = "0019"
down_revision = "0018"

CHANGES = """
ALTER TABLE delivery ADD COLUMN small_groups jsonb NOT NULL DEFAULT '[]';
ALTER TABLE delivery ADD COLUMN unpublished_at timestamptz;
ALTER TABLE delivery ADD COLUMN unpublished_by text
"""


def upgrade() -> None:
    for statement in filter(str.strip, CHANGES.split(";")):
        op.execute(statement)
