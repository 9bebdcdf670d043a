"""Measures of the mayor that suspend a declaration or permit (NGW art. 134ter)."""

from alembic import op

revision = "0052"
down_revision = "0051"

CONTENTS = "'sluiting', 'verbod', 'schorsing', 'ander_bevel'"


def upgrade() -> None:
    op.execute("ALTER TABLE mayor_measure DROP CONSTRAINT content_is_known")
    op.execute(
        f"ALTER TABLE mayor_measure ADD CONSTRAINT content_is_known CHECK (content IN ({CONTENTS}))"
    )
