"""The basis of a sighting, and of a case that two of them show: announced, begun or observed."""

from enum import StrEnum


class Basis(StrEnum):
    """From weak to strong.

    ``aangekondigd``: a shift is declared and has not begun. ``begonnen``: it began, as it was
    declared, and nobody saw otherwise. ``waargenomen``: an officer saw the person, or an older
    database says so.
    """

    AANGEKONDIGD = "aangekondigd"
    BEGONNEN = "begonnen"
    WAARGENOMEN = "waargenomen"

    @property
    def is_firm(self) -> bool:
        """Whether somebody was there, as far as anybody knows."""
        return self is not Basis.AANGEKONDIGD


def weakest(*bases: Basis) -> Basis:
    """The basis of what needs all of these."""
    return min(bases, key=[*Basis].index)
