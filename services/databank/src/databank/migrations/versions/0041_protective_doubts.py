"""Findings whose offender may be too many people: the city waits until the leadership consulted."""

from alembic import op

revision = "0041"
down_revision = "0040"


def upgrade() -> None:
    op.execute("""
        CREATE TABLE protective_doubt (
          finding_id uuid PRIMARY KEY REFERENCES finding (id),
          doubt varchar NOT NULL CONSTRAINT doubt_is_known CHECK (
            doubt IN ('mogelijk_signaal', 'naam_te_kort', 'te_veel_gegevens', 'te_veel_personen')),
          since timestamptz NOT NULL,
          ended_at timestamptz,
          ended_by varchar
        )
    """)
    op.execute(
        "CREATE INDEX protective_doubt_open ON protective_doubt (finding_id) WHERE ended_at IS NULL"
    )
