"""Uploads with errors, sealed until they are put right; with the keys of this database."""

from alembic import context, op

from chassis.vault import migrate

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    if not context.is_offline_mode():
        migrate.begin(op.get_bind(), "registry")
    op.execute("""
        CREATE TABLE kept_upload (
          delivery_id uuid PRIMARY KEY REFERENCES delivery ON DELETE CASCADE,
          said bytea NOT NULL,
          kept_at timestamptz NOT NULL
        )
    """)
    op.execute("CREATE INDEX kept_upload_said_key ON kept_upload (substr(said, 1, 5))")
