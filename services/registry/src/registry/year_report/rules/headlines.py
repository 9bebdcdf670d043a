"""The headline cells of each indicator of care, as aggregation names them."""

from collections.abc import Mapping
from dataclasses import dataclass

from contracts.codes import CareOrganisation
from registry.completeness.rules.coverage import OF_ALL, OF_ONE
from registry.counts.rules import cells
from registry.counts.rules.cells import Key
from registry.minimum_format.rules import codes


@dataclass(frozen=True, slots=True)
class Headline:
    """``unit`` is Dutch, as the plan says it."""

    unit: str
    key: Key


def _acts(*types: str) -> tuple[Headline, ...]:
    return tuple(
        Headline(type_.replace("_", " "), Key.of(cells.ACTIVITEITEN, {cells.TYPE: type_}))
        for type_ in types
    )


def _visits(site: str) -> Headline:
    key = Key.of(cells.WEBSITESTATISTIEK, {cells.SITE: site, cells.MAAT: "bezoeken"})
    return Headline(f"bezoeken {site}", key)


def _consultations(place: str) -> tuple[Headline, ...]:
    of = {cells.AARD: "consultatie", cells.PLAATS: place}
    return (Headline("consultaties", Key.of(cells.CONTACTEN, of)),)


def _contacts(kind: str) -> tuple[Headline, ...]:
    return (Headline("contacten", Key.of(cells.CONTACTEN, {cells.SOORT: kind})),)


CLIENTS = (Headline("personen", Key(cells.CLIENTEN)),)
CONTACTS = (Headline("contacten", Key(cells.CONTACTEN)),)
GUIDANCE = (
    Headline("begeleidingen", Key(cells.BEGELEIDINGEN)),
    Headline("doorverwijzingen", Key(cells.DOORVERWIJZINGEN)),
)
COOPERATION = (Headline("samenwerkingscontacten", Key(cells.SAMENWERKINGSCONTACTEN)),)
HEADLINES: Mapping[str, tuple[Headline, ...]] = {
    "IND-1-01": CLIENTS,
    "IND-1-02": _contacts("medisch"),
    "IND-1-03": _contacts("psychosociaal"),
    "IND-1-04": GUIDANCE,
    "IND-1.1-01": CLIENTS,
    "IND-1.1-02": CONTACTS,
    "IND-1.1-03": _consultations("vast"),
    "IND-1.1-04": _consultations("mobiel"),
    "IND-1.1-05": GUIDANCE,
    "IND-1.1-06": COOPERATION,
    "IND-1.2-01": _acts("dropin", "vormingsmoment"),
    "IND-1.2-02": _acts("internetpermanentie", "online_sessie"),
    "IND-1.2-03": _acts("outreachmoment"),
    "IND-1.2-04": CONTACTS,
    "IND-1.2-05": CLIENTS,
    "IND-1.2-06": GUIDANCE,
    "IND-1.2-07": COOPERATION,
    "IND-1.2-08": _acts("doktersconsultatie", "swab2know"),
    "IND-1.2-09": tuple(_visits(site) for site in codes.SITES),
    "IND-1.3-01": CLIENTS,
    "IND-1.3-02": CONTACTS,
    "IND-1.3-03": _acts("maatschappelijk_herstel"),
    "IND-1.3-04": COOPERATION,
    "IND-1.3-05": GUIDANCE,
}


def indicators_of(organisation: CareOrganisation) -> tuple[str, ...]:
    """The indicators of an organisation, the shared ones first."""
    return (*OF_ALL, *OF_ONE[organisation])
