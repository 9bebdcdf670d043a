"""A Dutch sentence that can still be said in another language.

Rules speak Dutch and know no screen. What they say is a text like any other, and it remembers its
form, with named blanks, and what stands in them: a screen translates the form (``gettext``).
"""

from collections.abc import Callable
from typing import Any


class Said(str):
    """``form`` is what catalogues hold; blanks that are sentences themselves are translated too."""

    __slots__ = ("blanks", "form")
    form: str
    blanks: dict[str, Any]

    def __new__(cls, form: str, blanks: dict[str, Any]) -> "Said":
        found = super().__new__(cls, form % blanks if blanks else form)
        found.form, found.blanks = form, blanks
        return found

    def __getnewargs__(self) -> tuple[str, dict[str, Any]]:  # type: ignore[override]
        """So that a copy is one too."""
        return self.form, self.blanks

    def translated(self, gettext: Callable[[str], str]) -> str:
        blanks = {
            name: value.translated(gettext) if isinstance(value, Said) else value
            for name, value in self.blanks.items()
        }
        form = gettext(self.form)
        return form % blanks if blanks else form


def said(form: str, **blanks: Any) -> Said:
    """``said("Een shift duurt hoogstens %(hours)s uur.", hours=12)``."""
    return Said(form, blanks)


def together(first: str, then: str) -> Said:
    """Two sentences, one after the other."""
    return Said("%(first)s %(then)s", {"first": first, "then": then})
