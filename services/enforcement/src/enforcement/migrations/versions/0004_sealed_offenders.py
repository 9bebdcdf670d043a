"""Offenders are sealed at rest (DP-14)."""

from alembic import op

from chassis.vault import SealedColumn, migrate

revision = "0004"
down_revision = "0003"

OFFENDER = SealedColumn("offender", "said", "finding_id")


def upgrade() -> None:
    conn = op.get_bind()
    vault = migrate.begin(conn, "enforcement")
    fields = {name: name for name in ("name", "birth_date", "organisation")}
    migrate.seal(conn, vault, OFFENDER, fields)
