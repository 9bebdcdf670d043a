"""The sender's own files with each error beside its cell, sealed beside the tables."""

from alembic import op

revision = "0014"
down_revision = "0013"


def upgrade() -> None:
    op.execute("ALTER TABLE kept_upload ADD answer bytea")
    op.execute("CREATE INDEX kept_upload_answer_key ON kept_upload (substr(answer, 1, 5))")
