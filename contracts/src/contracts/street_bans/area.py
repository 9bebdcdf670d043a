"""The area of a street ban, as the police must know it; inside a seal only."""

from contracts.sealed import Personal


class BanArea(Personal):
    """``streets`` are the lines of the order: streets, each with its house numbers where not whole.

    ``spared`` are the places that the ban leaves free, with their addresses: one of them may be a
    home, so both stay sealed.
    """

    streets: tuple[str, ...]
    spared: tuple[str, ...]
