"""A first contact that is due again after a long absence, and how long that is."""

from alembic import op

revision = "0028"
down_revision = "0027"


def upgrade() -> None:
    op.execute("ALTER TABLE first_contact ADD COLUMN renewed boolean NOT NULL DEFAULT false")
    # Handbook §2.4: "more than N months of absence", and no number; a year is the default.
    op.execute(
        "INSERT INTO term (id, valid_from, days)"
        " VALUES ('databank.first_contact_absence_days', '2010-01-01', 365)"
    )
