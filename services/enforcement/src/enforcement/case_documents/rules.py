"""Documents of a case: kinds, who may bring them in by hand, and why one is taken out again."""

from enum import StrEnum

from chassis.messages import lazy
from chassis.refusals import NotFoundError, StepRefusedError


class DocumentKind(StrEnum):
    """Documents of a case, by what they are."""

    BRIEF = "brief"
    PROCES_VERBAAL = "proces_verbaal"
    BEWIJS_VAN_ONTVANGST = "bewijs_van_ontvangst"
    BEWIJS_VAN_VERZENDING = "bewijs_van_verzending"
    VERWEER = "verweer"
    BEWIJSSTUK = "bewijsstuk"
    VOLMACHT = "volmacht"
    VERTALING = "vertaling"
    ANDER = "ander"


BY_HAND = tuple(kind for kind in DocumentKind if kind is not DocumentKind.BRIEF)
"""Kinds that people bring in; a letter is made by the system alone."""
PROOFS = (DocumentKind.BEWIJS_VAN_VERZENDING, DocumentKind.BEWIJS_VAN_ONTVANGST)
"""Proofs that a post office gives for a letter."""


class WithdrawalReason(StrEnum):
    """Reasons to take a document out; ``vervangen``: by a better copy, ``hoort_hier_niet``: it is
    of another case or person, and its content is destroyed at once.
    """

    VERVANGEN = "vervangen"
    ONLEESBAAR = "onleesbaar"
    DUBBEL = "dubbel"
    HOORT_HIER_NIET = "hoort_hier_niet"


BY_REASON = tuple(each for each in WithdrawalReason if each is not WithdrawalReason.VERVANGEN)
"""Reasons that a person chooses; a replacement is an act of its own."""


class DocumentNotFoundError(NotFoundError):
    """There is no such document in this case, or none that people brought in."""

    def __init__(self) -> None:
        super().__init__(lazy("Dit stuk"))


class AlreadyWithdrawnError(StepRefusedError):
    def __init__(self) -> None:
        super().__init__(lazy("Dit stuk is al uit het dossier gehaald."))
