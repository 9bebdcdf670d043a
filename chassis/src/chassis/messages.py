"""Dutch messages that a screen can still translate.

Rules speak Dutch and know no screen. A message is the Dutch text, and remembers its form, with
named blanks, and the values of the blanks: a screen looks up the form in a catalogue (``gettext``).
"""

from collections.abc import Callable
from typing import Any


class LazyMessage(str):
    """A Dutch text with its ``form``, as catalogues hold it, and the values of its ``blanks``.

    Blanks that are messages themselves are translated too.
    """

    __slots__ = ("blanks", "form")
    form: str
    blanks: dict[str, Any]

    def __new__(cls, form: str, blanks: dict[str, Any]) -> "LazyMessage":
        message = super().__new__(cls, form % blanks if blanks else form)
        message.form, message.blanks = form, blanks
        return message

    def __getnewargs__(self) -> tuple[str, dict[str, Any]]:  # type: ignore[override]
        """Keep a copy a message too."""
        return self.form, self.blanks

    def translated(self, gettext: Callable[[str], str]) -> str:
        blanks = {
            name: value.translated(gettext) if isinstance(value, LazyMessage) else value
            for name, value in self.blanks.items()
        }
        form = gettext(self.form)
        return form % blanks if blanks else form


def stored(message: str) -> dict[str, Any]:
    """A message as JSON can hold it, for a page that is shown later, perhaps to another reader."""
    if not isinstance(message, LazyMessage):
        return {"form": str(message), "blanks": {}}
    blanks = {
        name: stored(value) if isinstance(value, LazyMessage) else value
        for name, value in message.blanks.items()
    }
    return {"form": message.form, "blanks": blanks}


def restored(kept: dict[str, Any]) -> LazyMessage:
    """The message that ``stored`` made."""
    blanks = {
        name: restored(value) if isinstance(value, dict) else value
        for name, value in kept["blanks"].items()
    }
    return LazyMessage(kept["form"], blanks)


def lazy(form: str, **blanks: Any) -> LazyMessage:
    """``lazy("Een shift duurt hoogstens %(hours)s uur.", hours=12)``, like ``gettext_lazy``.

    The extraction of texts knows it by this name.
    """
    return LazyMessage(form, blanks)


def together(first: str, then: str) -> LazyMessage:
    """Two sentences, one after the other."""
    return LazyMessage("%(first)s %(then)s", {"first": first, "then": then})
