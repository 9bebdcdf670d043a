"""Columns sealed at rest, each value for its own row: what may hold identities by mistake, and the
secrets of a year's linkage."""

from chassis.vault import SealedColumn

UPLOAD = SealedColumn("kept_upload", "said", "delivery_id")
ANSWER = SealedColumn("kept_upload", "answer", "delivery_id")
LINKAGE = SealedColumn("linkage_year", "secrets", "linkage_id")
SEALED = (UPLOAD, ANSWER, LINKAGE)
