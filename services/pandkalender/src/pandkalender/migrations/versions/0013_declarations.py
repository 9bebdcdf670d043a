"""The declaration of suitability as its owner reads it: conditions, refused renewal, visits."""

from alembic import op

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    op.execute(
        "CREATE TABLE declaration ("
        " dossier_id uuid PRIMARY KEY,"
        " premises_id uuid NOT NULL,"
        " owner varchar NOT NULL,"
        " decided_at timestamptz NOT NULL,"
        " conditions jsonb NOT NULL,"
        " conditions_due_on date,"
        " conditions_met_at timestamptz,"
        " renewal_refused_at timestamptz)"
    )
    op.execute("CREATE INDEX ix_declaration_premises_id ON declaration (premises_id)")
    op.execute(
        "CREATE TABLE declaration_visit ("
        " visit_id uuid PRIMARY KEY,"
        " dossier_id uuid NOT NULL,"
        " kind varchar NOT NULL CONSTRAINT kind_is_known CHECK (kind IN ('reactief', 'proactief')),"
        " reason varchar NOT NULL CONSTRAINT reason_is_known"
        " CHECK (reason IN ('aanvraag', 'vernieuwing', 'melding', 'jaarlijks')),"
        " result varchar NOT NULL CONSTRAINT result_is_known"
        " CHECK (result IN ('in_orde', 'tekorten')),"
        " rooms_visited integer NOT NULL,"
        " completed_at timestamptz NOT NULL)"
    )
    op.execute("CREATE INDEX ix_declaration_visit_dossier_id ON declaration_visit (dossier_id)")
    # Of declarations from before this table the conditions are not known; the latest term of a
    # dossier says when it was decided, and for whom it is today.
    op.execute(
        "INSERT INTO declaration (dossier_id, premises_id, owner, decided_at, conditions)"
        " SELECT DISTINCT ON (f.dossier_id)"
        " f.dossier_id, f.premises_id, p.owner, f.known_at, '[]'"
        " FROM premises_fact f JOIN premises p USING (premises_id)"
        " WHERE f.kind = 'term' AND f.dossier_id IS NOT NULL"
        " ORDER BY f.dossier_id, f.known_at DESC"
    )
