"""A meeting as somebody fills it in on the screen."""

from typing import Any
from uuid import uuid4

from .browser import Browser


def filled_in(**changes: Any) -> dict[str, Any]:
    return {
        "sleutel": str(uuid4()),
        "forum": "eigenaars",
        "dag": "2026-03-12",
        "onderwerp": "Nieuwe uren van de kalender",
        "partners": ["eigenaars", "lokale_politie"],
        "agenda": "Verslag van 12-11-2025\nNieuwe uren",
        "besluiten": "De uren gaan in op 1 mei",
        "wat1": "Brief over de nieuwe uren",
        "wie1": "dienst_prostitutiebeleid",
        "tegen1": "2026-04-01",
        "volgende": "2026-09-10",
    } | changes


async def recorded(browser: Browser, **changes: Any) -> str:
    """The page of a meeting that was just recorded."""
    return await browser.does("/overleg/nieuw", **filled_in(**changes))


def corrected(version: int, **changes: Any) -> dict[str, Any]:
    """The form of a correction of ``filled_in``."""
    kept = {name: value for name, value in filled_in().items() if name != "sleutel"}
    return kept | {"versie": version, "status": "doorgegaan", "reden": "Tikfout."} | changes
