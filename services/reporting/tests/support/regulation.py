"""A proposal of regulation, and an instrument, as somebody fills them in on the screen."""

from typing import Any
from uuid import uuid4

from .browser import Browser


def proposal(**changes: Any) -> dict[str, Any]:
    return {
        "waarover": "geschiktheidsverklaring",
        "onderwerp": "Eisen voor noodverlichting in een raam",
        "dag": "2026-01-12",
        "partners": [],
        "overlegd": "",
        "ingediend": "",
        "beslist": "",
        "beslissing": "",
        "nota": "https://documenten.stad.example/nota-12",
    } | changes


def instrument(**changes: Any) -> dict[str, Any]:
    return {
        "waarover": "controleren",
        "onderwerp": "Horecaverordening voor massagesalons",
        "dag": "2026-02-01",
        "partners": ["lokale_politie"],
        "geprobeerd": "",
        "bruikbaar": "",
        "resultaat": "",
        "nota": "",
    } | changes


async def recorded(browser: Browser, form: dict[str, Any]) -> str:
    """The page of what was just recorded."""
    kind = "instrument" if "geprobeerd" in form else "voorstel"
    return await browser.does(f"/reglementering/nieuw/{kind}", sleutel=str(uuid4()), **form)
