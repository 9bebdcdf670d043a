"""Applications that owners send from the calendar's site, with their documents, sealed."""

from alembic import op

revision = "0022"
down_revision = "0021"


def upgrade() -> None:
    op.execute(
        "CREATE TABLE received_application ("
        " application_id uuid PRIMARY KEY,"
        " reference varchar NOT NULL,"
        " kind text NOT NULL CONSTRAINT kind_is_known CHECK"
        " (kind IN ('aanvraag', 'wijziging_houder', 'wijziging_beheerder', 'vernieuwing')),"
        " permit_type varchar NOT NULL,"
        " owner varchar NOT NULL,"
        " premises_id uuid,"
        " dossier_id uuid,"
        " answer text NOT NULL CONSTRAINT answer_is_known CHECK (answer IN"
        " ('geregistreerd', 'na_te_kijken', 'onvolledig', 'volledig', 'stopgezet')),"
        " said bytea NOT NULL,"
        " submitted_at timestamptz NOT NULL,"
        " withdrawn_at timestamptz,"
        " UNIQUE (reference))"
    )
    op.execute(
        "CREATE INDEX received_application_said_key ON received_application (substr(said, 1, 5))"
    )
    op.execute(
        "CREATE INDEX ix_received_application_dossier_id ON received_application (dossier_id)"
    )
    op.execute(
        "CREATE TABLE application_document ("
        " document_id uuid PRIMARY KEY,"
        " application_id uuid NOT NULL REFERENCES received_application (application_id),"
        " code varchar NOT NULL,"
        " case_document_id uuid NOT NULL,"
        " added_at timestamptz NOT NULL)"
    )
    op.execute(
        "CREATE INDEX ix_application_document_application_id"
        " ON application_document (application_id)"
    )
    op.execute(
        "CREATE TABLE application_part ("
        " part_id uuid PRIMARY KEY,"
        " application_id uuid NOT NULL,"
        " document_id uuid NOT NULL,"
        " position integer NOT NULL,"
        " said bytea NOT NULL,"
        " UNIQUE (application_id, document_id, position))"
    )
    op.execute("CREATE INDEX application_part_said_key ON application_part (substr(said, 1, 5))")
