"""Records of regie that are no meeting, as somebody fills them in on the screen."""

from typing import Any
from uuid import uuid4

from .browser import Browser

FORMS: dict[str, dict[str, Any]] = {
    "notas": {"soort": "signaal", "onderwerp": "Te weinig plaatsen in de opvang"},
    "overeenkomsten": {"soort": "convenant", "onderwerp": "Convenant over doorverwijzing"},
    "toelichtingen": {"soort": "overheid", "onderwerp": "Bezoek van een andere stad"},
    "informatieoverdracht": {"soort": "beleid", "onderwerp": "Stand van het plan"},
    "rapportagemomenten": {"soort": "plangroep_halfjaar", "onderwerp": "Eerste halfjaar"},
    "knelpunten": {"soort": "knelpunt", "onderwerp": "Opvang is volzet"},
}
STATUS = {
    "notas": "definitief",
    "overeenkomsten": "ondertekend",
    "toelichtingen": "doorgegaan",
    "informatieoverdracht": "doorgegaan",
    "rapportagemomenten": "doorgegaan",
    "knelpunten": "open",
}


def filled_in(path: str, **changes: Any) -> dict[str, Any]:
    return (
        {
            "sleutel": str(uuid4()),
            "dag": "2026-02-01",
            "partners": ["college", "zorgorganisatie"],
            "status": STATUS[path],
        }
        | FORMS[path]
        | changes
    )


async def noted(browser: Browser, path: str, **changes: Any) -> str:
    """The page of a record that was just noted."""
    return await browser.does(f"/regie/{path}/nieuw", **filled_in(path, **changes))
