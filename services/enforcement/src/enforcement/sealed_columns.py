"""Columns that hold identities: sealed at rest, each value for its own row (DP-14)."""

from chassis.vault import SealedColumn

OFFENDER = SealedColumn("offender", "said", "finding_id")
PLACE = SealedColumn("fact_place", "said", "finding_id")
PAYER = SealedColumn("statement_payer", "said", "line_id")
ADDRESSEE = SealedColumn("addressee", "said", "addressee_id")
LETTER = SealedColumn("letter", "said", "letter_id")
DOCUMENT = SealedColumn("case_document", "said", "document_id")
APPLICATION = SealedColumn("received_application", "said", "application_id")
APPLICATION_PART = SealedColumn("application_part", "said", "part_id")
PICTURE = SealedColumn("document_picture", "said", "picture_id")
MAIL_CONSENT = SealedColumn("mail_consent", "said", "consent_id")
TYPED = SealedColumn("typed_text", "said", "document_id")
PERIMETER = SealedColumn("perimeter", "said", "case_id")
SEALED = (
    OFFENDER,
    PLACE,
    PAYER,
    ADDRESSEE,
    LETTER,
    DOCUMENT,
    PICTURE,
    TYPED,
    APPLICATION,
    APPLICATION_PART,
    MAIL_CONSENT,
    PERIMETER,
)
