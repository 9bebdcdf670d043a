"""Identity of a transaction over several files: a notification first (CAMT.054), then a statement.

ISO 20022 gives a transaction up to four references, and a bank seldom fills in all. AcctSvcrRef is
the bank's own, of an entry or of one transaction; TxId and UETR go with a payment through the
whole chain of banks; EndToEndId is the payer's, and the same each month in a standing order. So
the first two say that it is the same, and the last, as a like payment of the same fine on the same
day, only that it may be: then a person looks. Nothing is left out on a mere likeness, or somebody
who paid twice in parts would be reminded.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from hashlib import sha256
from typing import Protocol


class MarkKind(StrEnum):
    """``part`` is of a part of an entry: it has the value that the entry has as ``bank``."""

    BANK = "bank"
    PART = "part"
    CHAIN = "chain"
    PAYER = "payer"
    FINE = "fine"


CERTAIN = frozenset({MarkKind.BANK, MarkKind.CHAIN})


@dataclass(frozen=True, slots=True)
class Mark:
    """A sign by which a transaction is known again; ``value`` is a digest and tells nothing."""

    kind: MarkKind
    value: str

    @property
    def twin(self) -> "Mark | None":
        """Mark of the whole of which this is a part, or of a part of this whole."""
        twins = {MarkKind.BANK: MarkKind.PART, MarkKind.PART: MarkKind.BANK}
        return Mark(twins[self.kind], self.value) if self.kind in twins else None


def mark(kind: MarkKind, reference: str, amount_cents: int, on: date | None = None) -> Mark:
    """With the amount: a payment that the bank takes back keeps its references, not its sign."""
    said = f"{reference}/{amount_cents}" + ("" if on is None else f"/{on.isoformat()}")
    return Mark(kind, sha256(said.encode()).hexdigest())


class SeenLine(Protocol):
    """The view of a line of an earlier statement that these rules need."""

    @property
    def booked_on(self) -> date: ...
    @property
    def marks(self) -> Collection[Mark]: ...


def is_same(marks: Collection[Mark], on: date, seen: SeenLine) -> bool:
    """The bank says that it is the same transaction, or another part of an entry read before."""
    certain = {each for each in marks if each.kind in CERTAIN or each.kind is MarkKind.PART}
    whole = {each.twin for each in marks if each.kind is MarkKind.BANK}
    return on == seen.booked_on and bool(set(seen.marks) & (certain | whole))


def is_whole_of(marks: Collection[Mark], on: date, seen: SeenLine) -> bool:
    """The earlier line is the entry, in one amount, of which this is a part."""
    whole = {each.twin for each in marks if each.kind is MarkKind.PART}
    return on == seen.booked_on and bool(set(seen.marks) & whole)


def may_be_same(marks: Collection[Mark], on: date, seen: SeenLine) -> bool:
    """Alike, and nothing that the bank says of both keeps them apart."""
    if is_same(marks, on, seen) or is_whole_of(marks, on, seen):
        return False
    own, other = set(marks), set(seen.marks)
    told = {each.kind for each in own} & {each.kind for each in other} & CERTAIN
    apart = any(
        not {each for each in own & other if each.kind is kind} and on == seen.booked_on
        for kind in told
    )
    return bool(own & other) and not apart
