"""Records of regulation that the city starts with: proposals, and instruments that it tried."""

from datetime import timedelta
from typing import Any

from simulator.city.span import FIRST_DAY


def _before(days: int) -> str:
    return (FIRST_DAY - timedelta(days=days)).isoformat()


RECORDS: tuple[dict[str, Any], ...] = (
    {
        "kind": "voorstel",
        "topic": "geschiktheidsverklaring",
        "date": _before(120),
        "subject": "Noodverlichting in elk raam",
        "partners": ["brandweer", "eigenaars"],
        "consultedOn": _before(80),
        "submittedOn": _before(40),
        "decidedOn": _before(20),
        "decision": "aangenomen",
        "note": "https://documenten.stad.example/nota-12",
    },
    {
        "kind": "voorstel",
        "topic": "prostitutie",
        "date": _before(30),
        "subject": "Uren van de gedoogzone",
        "partners": ["lokale_politie", "ghapro"],
        "consultedOn": _before(10),
    },
    {
        "kind": "instrument",
        "topic": "controleren",
        "date": _before(60),
        "subject": "Horecaverordening voor massagesalons",
        "partners": ["inspectiedienst"],
        "triedOn": _before(15),
        "verdict": "niet_bruikbaar",
        "result": "Dekt alleen zaken die eten of drank schenken",
    },
    {
        "kind": "instrument",
        "topic": "registreren",
        "date": _before(25),
        "subject": "Lijst van advertenties van escortbureaus",
        "triedOn": _before(5),
    },
)
