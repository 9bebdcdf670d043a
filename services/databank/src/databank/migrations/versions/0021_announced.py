"""Keep the basis of a branch shift, the begin of declared shifts, and lapsed first contacts.

Cases whose move lies ahead keep an empty basis: others heard of them as detected.
"""

from alembic import op

revision = "0021"
down_revision = "0020"


def upgrade() -> None:
    op.execute(
        "ALTER TABLE branch_shift_case ADD COLUMN basis varchar CONSTRAINT basis_is_known"
        " CHECK (basis IN ('aangekondigd', 'begonnen', 'waargenomen'))"
    )
    op.execute(
        """
        UPDATE branch_shift_case
           SET basis = CASE WHEN 'shift' IN (before.source_kind, after.source_kind)
                            THEN 'begonnen' ELSE 'waargenomen' END
          FROM sighting AS before, sighting AS after
         WHERE before.id = from_sighting AND after.id = to_sighting AND to_seen_at <= now()
        """
    )
    op.execute("ALTER TABLE first_contact ADD COLUMN lapsed_at timestamptz")
    op.execute("ALTER TABLE person ADD COLUMN expected_at timestamptz")
    op.execute("CREATE INDEX person_expected ON person (expected_at) WHERE expected_at IS NOT NULL")
    op.execute(
        """
        UPDATE person SET expected_at = next.at
          FROM (SELECT person_id, min(seen_at) AS at FROM sighting
                 WHERE source_kind = 'shift' AND withdrawn_at IS NULL AND seen_at > now()
                 GROUP BY person_id) AS next
         WHERE person.id = next.person_id AND left_window
        """
    )
    op.execute(
        "CREATE INDEX identity_validation_shift ON identity_validation (shift_id)"
        " WHERE shift_id IS NOT NULL"
    )
