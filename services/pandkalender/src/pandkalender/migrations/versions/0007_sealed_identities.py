"""What owners say of workers is sealed at rest; what workers are found by needs our key (DP-14)."""

from alembic import op
from sqlalchemy import Connection, text

from chassis.vault import SealedColumn, Vault, migrate

revision = "0007"
down_revision = "0006"

CLAIM = SealedColumn("worker_claim", "said", "claim_id")
DRAFT = SealedColumn("roster_draft", "rows", "draft_id")
FIELDS = (
    *("given_names", "family_name", "birth_date", "nationality", "phone"),
    *("document_kind", "document_country", "document_number", "document_expires_on"),
)
BLINDED = {"worker_key": ("key",), "minor_attempt": ("names_key", "document_key")}


def upgrade() -> None:
    conn = op.get_bind()
    vault = migrate.begin(conn, "pandkalender")
    migrate.seal(conn, vault, CLAIM, {name: name for name in FIELDS})
    conn.execute(text("DELETE FROM roster_draft"))  # rows of a file that wait an hour for a yes
    conn.execute(text("ALTER TABLE roster_draft DROP COLUMN rows, ADD rows bytea"))
    migrate.finish(conn, DRAFT)
    for table, columns in BLINDED.items():
        for column in columns:
            _blind(conn, vault, table, column)
    conn.execute(text("ALTER TABLE minor_attempt DROP COLUMN birth_date"))  # it is in the claim
    conn.execute(
        text("ALTER TABLE minor_attempt ALTER names_key TYPE bytea USING substr(names_key, 1)")
    )


def _blind(conn: Connection, vault: Vault, table: str, column: str) -> None:
    digests = conn.execute(
        text(f"SELECT DISTINCT {column} FROM {table} WHERE {column} IS NOT NULL")  # noqa: S608
    ).scalars()
    pairs = [{"old": digest, "new": vault.blind(digest)} for digest in digests]
    if pairs:
        statement = f"UPDATE {table} SET {column} = :new WHERE {column} = :old"  # noqa: S608
        conn.execute(text(statement), pairs)
