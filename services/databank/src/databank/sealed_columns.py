"""Columns that hold identities sealed at rest, each value for its own row (DP-14).

Claims, and what the matcher makes of them, are not among them.
"""

from collections.abc import Mapping
from typing import Any

from chassis.vault import SealedColumn, Vault

OFFENDER = SealedColumn("finding", "offender", "id")
"""The offender of a finding, as it was written down; ``offender_role`` stays beside it."""
READ = SealedColumn("identity_validation", "read", "id")
"""The reading of a document by an officer."""
BAN_AREA = SealedColumn("street_ban", "said", "order_id")
"""Where a street ban holds and what it leaves free, which may be a home."""
EXCHANGE_NOTE = SealedColumn("exchange", "note", "id")
"""Notes of an exchange with a partner, which may name an official."""
CHECK_PLACE = SealedColumn("execution_check", "place", "case_id")
"""The place of a check where the city knows no premises: somebody may live there."""
SOUGHT = SealedColumn("watch_request", "sought", "id")
"""Who is looked for by name and birth date, known to no file when it was asked."""
SEALED = (OFFENDER, READ, BAN_AREA, EXCHANGE_NOTE, CHECK_PLACE, SOUGHT)
OFFENDER_FIELDS = ("offender_name", "offender_birth_date", "offender_organisation")


def open_finding(vault: Vault, row: Mapping[str, Any]) -> dict[str, Any]:
    """A finding with the fields of whom it is about."""
    found = {**row}
    offender: dict[str, Any] = vault.open(OFFENDER, found["id"], found.pop("offender"))
    return found | offender
