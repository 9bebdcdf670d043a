"""Half-years of persons at inspections, each told once, and the night that tells them."""

from alembic import op

revision = "0017"
down_revision = "0016"


def upgrade() -> None:
    op.execute("""
        CREATE TABLE told_persons_half (
          year smallint NOT NULL,
          half smallint NOT NULL,
          told_at timestamptz NOT NULL,
          total integer NOT NULL,
          roles jsonb NOT NULL,
          branches jsonb NOT NULL,
          PRIMARY KEY (year, half)
        )
    """)
    op.execute("REVOKE UPDATE, DELETE, TRUNCATE ON told_persons_half FROM reporting")
    op.execute("""
        INSERT INTO bus_timer (name, key, due_at, data)
        VALUES ('persons-told', 'every night', '2000-01-01T00:00:00Z', '{}')
    """)
