"""Columns that may hold identities by mistake: sealed at rest, each value for its own row."""

from chassis.vault import SealedColumn

UPLOAD = SealedColumn("kept_upload", "said", "delivery_id")
ANSWER = SealedColumn("kept_upload", "answer", "delivery_id")
SEALED = (UPLOAD, ANSWER)
