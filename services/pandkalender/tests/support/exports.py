"""The form that asks for an export."""

from uuid import uuid4

from .city import EVENING

DAY = str(EVENING.date())


def filled(**other: str) -> dict[str, str]:
    form = {"van": DAY, "tot": DAY, "vorm": "csv", "doel": "eigen_administratie"}
    reason = "Voor mijn boekhouder, om uren na te kijken."
    return form | {"reden": reason, "sleutel": str(uuid4()), "stap": "vragen"} | other
