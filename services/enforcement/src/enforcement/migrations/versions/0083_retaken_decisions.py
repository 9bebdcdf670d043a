"""What is left when a decision is taken back: of a declaration its former term, of a ban the order
before its renewal."""

from alembic import op

revision = "0083"
down_revision = "0082"

DECIDED = """
UPDATE dossier SET decided_at = last.at
  FROM (
    SELECT DISTINCT ON (case_id) case_id, coalesce(happened_at, at) AS at, legal_basis_id
      FROM timeline WHERE step = 'decision' ORDER BY case_id, position DESC
  ) AS last
 WHERE last.case_id = dossier.dossier_id AND last.legal_basis_id IS NOT NULL
   AND (dossier.state = 'geweigerd' OR dossier.renewal_refused_on IS NOT NULL OR NOT EXISTS (
         SELECT FROM timeline WHERE case_id = dossier.dossier_id AND step = 'renewal'))
"""
"""What an investigation into integrity refused has no basis of its own. Of a renewal that was
granted nobody knows any more what was before it."""


def upgrade() -> None:
    op.execute("ALTER TABLE dossier ADD COLUMN decided_at timestamptz")
    op.execute("ALTER TABLE dossier ADD COLUMN former_valid_to date")
    op.execute("ALTER TABLE dossier ADD COLUMN former_conditions jsonb")
    op.execute(DECIDED)
    op.execute(
        "ALTER TABLE street_ban_case ADD COLUMN earlier_orders jsonb NOT NULL DEFAULT '[]'::jsonb"
    )
