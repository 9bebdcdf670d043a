"""What people typed on a page of the own case, sign for sign, beside the document that shows it."""

from alembic import op

revision = "0056"
down_revision = "0055"


def upgrade() -> None:
    op.execute(
        "CREATE TABLE typed_text ("
        " document_id uuid PRIMARY KEY REFERENCES case_document,"
        " letter_id uuid NOT NULL REFERENCES letter,"
        " said bytea NOT NULL)"
    )
    op.execute("CREATE INDEX ix_typed_text_letter_id ON typed_text (letter_id)")
    op.execute("CREATE INDEX typed_text_said_key ON typed_text (substr(said, 1, 5))")
