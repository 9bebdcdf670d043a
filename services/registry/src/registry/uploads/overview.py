"""The sheet before the others in an answer: what is wrong by kind, as on the page."""

from collections.abc import Iterable

from registry.validation.rules.groups import ErrorGroup

NAME = "overzicht"
TITLES = ("tabel", "kolom", "hoe vaak", "eerste rijen", "wat is er mis", "bedoeld")


def rows(groups: Iterable[ErrorGroup]) -> list[tuple[str | int, ...]]:
    return [
        (
            group.table or "",
            group.column or "",
            group.times,
            ", ".join(map(str, group.rows)),
            group.reason,
            ", ".join(f"{each.written or '…'}: {each.meant}" for each in group.suggestions),
        )
        for group in groups
    ]
