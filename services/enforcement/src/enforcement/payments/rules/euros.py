"""Amounts in euro as people type them, in whole cents."""

import re
from typing import Any

from chassis.messages import lazy

_WRITTEN = re.compile(r"(\d{1,3}(?:[. \u00a0]\d{3})+|\d{1,7})(?:,(\d{1,2}))?")
_WITH_POINT = re.compile(r"(\d{1,7})\.(\d{1,2})")


def cents_of(written: str) -> int:
    """``150``, ``150,5``, ``€ 1.250,00`` or ``150.00``. Raises ``ValueError``, in Dutch."""
    text = written.replace("€", "").replace("EUR", "").strip()
    match = _WITH_POINT.fullmatch(text) or _WRITTEN.fullmatch(text)
    if match is None:
        raise ValueError(lazy("Schrijf een bedrag zoals 150 of 150,50."))
    whole = re.sub(r"\D", "", match[1])
    return 100 * int(whole) + int((match[2] or "0").ljust(2, "0"))


def typed_cents(value: Any) -> Any:
    """Cents as a program gives them, or of what a person typed; nothing stays nothing."""
    return (cents_of(value) if value.strip() else None) if isinstance(value, str) else value
