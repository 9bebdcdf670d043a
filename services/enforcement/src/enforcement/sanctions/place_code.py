"""Codes of places that are no premises of the city's permits: hidden forms, other branches."""

from hashlib import sha256
from uuid import UUID, uuid4

from chassis.db import Transaction
from enforcement.cases.store.findings import OfPolice


def place_code(tx: Transaction, event: OfPolice) -> UUID:
    """The same code for the same address, which nobody reads back: it may be somebody's home.

    A place without an address gets a code of its own; a person links its findings.
    """
    place = None if event.place is None else event.place.value
    if place is None or place.street is None or place.postcode is None:
        return uuid4()
    return code_of(tx, place.street, place.house_number, place.postcode)


def code_of(tx: Transaction, street: str, house_number: str | None, postcode: str) -> UUID:
    """The code of an address."""
    address = f"{postcode} {street} {house_number or ''}"
    plain = "sanction place " + " ".join(address.casefold().split())
    return UUID(bytes=tx.vault.blind(sha256(plain.encode()).digest())[:16])
