"""The columns that hold identities: sealed at rest, each value for its own row (DP-14)."""

from chassis.vault import SealedColumn

CLAIM = SealedColumn("worker_claim", "said", "claim_id")
"""All that an owner entered of a worker, together."""
DRAFT = SealedColumn("roster_draft", "rows", "draft_id")
PREVIEW = SealedColumn("roster_draft", "preview", "draft_id")
"""The rows of a roster file as its owner looks at them before the yes."""
APPLICATION = SealedColumn("permit_application", "said", "application_id")
APPLICATION_DOCUMENT = SealedColumn("application_document", "said", "document_id")
APPLICATION_PICTURE = SealedColumn("application_document", "picture", "document_id")
SEALED = (CLAIM, DRAFT, PREVIEW, APPLICATION, APPLICATION_DOCUMENT, APPLICATION_PICTURE)
