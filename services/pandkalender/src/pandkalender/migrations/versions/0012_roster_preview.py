"""The rows of a roster file wait with their mistakes, sealed, for the page that shows them."""

from alembic import op

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    op.execute("ALTER TABLE roster_draft ADD COLUMN preview bytea")
    op.execute("CREATE INDEX roster_draft_preview_key ON roster_draft (substr(preview, 1, 5))")
    op.execute("CREATE INDEX roster_draft_owner ON roster_draft (owner, made_at)")
