"""Persons whom an offender typed by hand may be, so that a fine against them waits."""

from alembic import op

revision = "0021"
down_revision = "0020"


def upgrade() -> None:
    op.execute("""
        CREATE TABLE protective_link (
          finding_id uuid NOT NULL REFERENCES finding (id),
          claim_id uuid NOT NULL REFERENCES claim (id),
          person_id uuid NOT NULL REFERENCES person (id),
          PRIMARY KEY (finding_id, claim_id)
        )
    """)
    op.execute("CREATE INDEX ix_protective_link_claim_id ON protective_link (claim_id)")
    op.execute("CREATE INDEX ix_protective_link_person_id ON protective_link (person_id)")
