"""The columns that hold identities: sealed at rest, each value for its own row (DP-14)."""

from chassis.vault import SealedColumn

CLAIM = SealedColumn("worker_claim", "said", "claim_id")
"""All that an owner entered of a worker, together."""
DRAFT = SealedColumn("roster_draft", "rows", "draft_id")
PREVIEW = SealedColumn("roster_draft", "preview", "draft_id")
"""The rows of a roster file as its owner looks at them before the yes."""
SEALED = (CLAIM, DRAFT, PREVIEW)
