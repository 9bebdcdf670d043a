"""Whom findings are about, and what officers read off documents, is sealed at rest (DP-14)."""

from alembic import op

from chassis.vault import SealedColumn, migrate

revision = "0015"
down_revision = "0014"

COLUMNS = {
    SealedColumn("finding", "offender", "id"): (
        *("offender_name", "offender_birth_date", "offender_organisation"),
    ),
    SealedColumn("identity_validation", "read", "id"): (
        *("document_country", "document_number", "document_expires_on"),
        *("nationality", "birth_date"),
    ),
}


def upgrade() -> None:
    conn = op.get_bind()
    vault = migrate.begin(conn, "databank")
    for place, names in COLUMNS.items():
        migrate.seal(conn, vault, place, {name: name for name in names})
