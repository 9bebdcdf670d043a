"""Applications of owners to the city, with their documents, sealed."""

from alembic import op

revision = "0014"
down_revision = "0013"


def upgrade() -> None:
    op.execute(
        "CREATE TABLE permit_application ("
        " application_id uuid PRIMARY KEY,"
        " owner varchar NOT NULL,"
        " kind varchar NOT NULL CONSTRAINT kind_is_known CHECK"
        " (kind IN ('aanvraag', 'wijziging_houder', 'wijziging_beheerder', 'vernieuwing')),"
        " permit_type varchar NOT NULL,"
        " premises_id uuid,"
        " state varchar NOT NULL CONSTRAINT state_is_known CHECK (state IN"
        " ('concept', 'ingediend', 'geregistreerd', 'na_te_kijken', 'onvolledig', 'volledig',"
        " 'stopgezet', 'ingetrokken', 'toegekend', 'niet_toegekend')),"
        " said bytea NOT NULL,"
        " made_at timestamptz NOT NULL,"
        " changed_at timestamptz NOT NULL,"
        " expires_at timestamptz NOT NULL,"
        " reference varchar,"
        " submitted_at timestamptz,"
        " dossier_id uuid,"
        " dossier_reference varchar,"
        " complete_by date,"
        " answered_at timestamptz,"
        " UNIQUE (reference))"
    )
    op.execute(
        "CREATE INDEX permit_application_said_key ON permit_application (substr(said, 1, 5))"
    )
    op.execute("CREATE INDEX ix_permit_application_owner ON permit_application (owner)")
    op.execute("CREATE INDEX ix_permit_application_dossier_id ON permit_application (dossier_id)")
    op.execute(
        "CREATE TABLE dossier_decision ("
        " dossier_id uuid PRIMARY KEY,"
        " state varchar NOT NULL CONSTRAINT state_is_known CHECK (state IN"
        " ('concept', 'ingediend', 'geregistreerd', 'na_te_kijken', 'onvolledig', 'volledig',"
        " 'stopgezet', 'ingetrokken', 'toegekend', 'niet_toegekend')),"
        " decided_at timestamptz NOT NULL)"
    )
    op.execute("CREATE TABLE application_number (year integer PRIMARY KEY, last integer NOT NULL)")
    op.execute(
        "CREATE TABLE application_document ("
        " document_id uuid PRIMARY KEY,"
        " application_id uuid NOT NULL REFERENCES permit_application (application_id),"
        " code varchar NOT NULL,"
        " size integer NOT NULL,"
        " pages integer NOT NULL,"
        " digest varchar NOT NULL,"
        " said bytea,"
        " picture bytea,"
        " added_at timestamptz NOT NULL,"
        " sent_at timestamptz)"
    )
    op.execute(
        "CREATE INDEX application_document_said_key ON application_document (substr(said, 1, 5))"
    )
    op.execute(
        "CREATE INDEX application_document_picture_key"
        " ON application_document (substr(picture, 1, 5))"
    )
    op.execute(
        "CREATE INDEX ix_application_document_application_id"
        " ON application_document (application_id)"
    )
