"""The part of the quarter that an officer looks at: it goes along to each check and back."""

from dataclasses import dataclass, replace
from typing import Annotated, Self
from urllib.parse import urlencode
from uuid import UUID

from fastapi import Depends, Query

HOME = "/kwartier"


@dataclass(frozen=True, slots=True)
class QuarterView:
    """``street`` is empty for all streets; ``to_do`` leaves out what was checked already."""

    street: str | None = None
    to_do: bool = False

    def of(self, street: str | None) -> Self:
        return replace(self, street=street)

    @property
    def turned(self) -> Self:
        """The same streets, with or without what was checked already."""
        return replace(self, to_do=not self.to_do)

    def on(self, path: str, checked: UUID | None = None, grant: UUID | None = None) -> str:
        """An address that remembers this view; ``checked`` is the shift that one comes from.

        ``grant``: the purpose for which a shift of another day is read.

        Never with a fragment: after a check the message stands on top of the page, and a page that
        opens further down hides it.
        """
        given = {
            "straat": self.street,
            "open": "true" if self.to_do else None,
            "na": checked,
            "doel": grant,
        }
        query = urlencode({name: value for name, value in given.items() if value})
        return f"{path}?{query}" if query else path

    def after(self, checked: UUID) -> str:
        """The address to which a check leads: the same part of the quarter, with what is next."""
        return self.on(HOME, checked)


def _view(
    street: Annotated[str | None, Query(alias="straat", max_length=120)] = None,
    to_do: Annotated[bool, Query(alias="open")] = False,
) -> QuarterView:
    return QuarterView(street or None, to_do)


View = Annotated[QuarterView, Depends(_view)]
"""The view in the address. A form without an address of its own is sent with it."""
