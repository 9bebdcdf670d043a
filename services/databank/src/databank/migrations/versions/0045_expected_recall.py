"""How many moves of a half-year would be found, measured once, by direction; it names nobody."""

from alembic import op

revision = "0045"
down_revision = "0044"


def upgrade() -> None:
    op.execute(
        """
        CREATE TABLE expected_recall (
            first_day date NOT NULL,
            from_branch varchar NOT NULL,
            to_branch varchar NOT NULL,
            planted integer NOT NULL CHECK (planted > 0),
            found integer NOT NULL CHECK (found BETWEEN 0 AND planted),
            measured_at timestamptz NOT NULL,
            PRIMARY KEY (first_day, from_branch, to_branch)
        )
        """
    )
    op.execute(
        """
        INSERT INTO bus_timer (name, key, due_at, data)
        VALUES ('expected-recall', 'every night', '2000-01-01T00:00:00Z', '{}')
        """
    )
