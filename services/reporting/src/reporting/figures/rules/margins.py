"""Margins of figures that are not exact, said alike on a page, in a picture, a report and a file.

Screens say it in the reader's language, with the same bounds.
"""

LEGEND = "Cijfers van een gesloten jaar wijzigen niet voor enkele personen."
"""Why a corrected figure may stand: said once wherever figures of care are."""


def bounds(value: int, margin: int) -> tuple[int, int] | None:
    """Least and most that the count may be; None of an exact figure, which has no margin."""
    return (max(0, value - margin), value + margin) if margin > 0 else None


def about(value: int, margin: int) -> str:
    """``≈ 130`` or ``130``, where there is room for no more."""
    return f"≈ {value}" if bounds(value, margin) else str(value)


def changed_from(value: int, first: int | None) -> int | None:
    """What was told first, where that is another number: told again it may be the same."""
    return None if first == value else first


def in_words(value: int, margin: int, first: int | None = None) -> str:
    """``≈ 130, tussen 121 en 139, gewijzigd (eerst 128)``, each only where it is so."""
    said = [about(value, margin)]
    if spread := bounds(value, margin):
        said.append(f"tussen {spread[0]} en {spread[1]}")
    if (before := changed_from(value, first)) is not None:
        said.append(f"gewijzigd (eerst {before})")
    return ", ".join(said)
