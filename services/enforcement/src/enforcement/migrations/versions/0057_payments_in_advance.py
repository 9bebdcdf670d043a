"""Money that comes before a fine is final, and transactions known again in another file.

A booking and a matched line belong to a case, which has a claim only once its fine is final.
"""

from alembic import op

revision = "0057"
down_revision = "0056"

MARKS = """
CREATE TABLE statement_line_mark (
  line_id uuid NOT NULL REFERENCES statement_line,
  kind varchar NOT NULL
    CONSTRAINT kind_is_known CHECK (kind IN ('bank', 'part', 'chain', 'payer', 'fine')),
  value varchar NOT NULL,
  PRIMARY KEY (line_id, kind, value)
)
"""


def upgrade() -> None:
    op.execute("ALTER TABLE payment_booking DROP CONSTRAINT payment_booking_case_id_fkey")
    op.execute("ALTER TABLE statement_line DROP CONSTRAINT statement_line_case_id_fkey")
    op.execute("ALTER TABLE statement_line ADD COLUMN returned boolean NOT NULL DEFAULT false")
    op.execute("ALTER TABLE statement_line ADD COLUMN resembles uuid")
    op.execute(MARKS)
    op.execute("CREATE INDEX ix_statement_line_mark_value ON statement_line_mark (value)")
    op.execute("REVOKE UPDATE, DELETE, TRUNCATE ON statement_line_mark FROM enforcement")
