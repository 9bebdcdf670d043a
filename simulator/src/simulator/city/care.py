"""A year of help, as three care organisations register it: random codes, no persons behind them."""

import csv
import io
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from random import Random

from contracts.codes import CareOrganisation

Row = Mapping[str, str]
Weights = Mapping[str, float]

LAST_YEAR = 2025
HALF_YEAR_TOO = CareOrganisation.BOYS
"""Delivers its first half-year as well, so that somebody could subtract it from the year; between
both it erases a client."""
TOLD_ELSEWHERE = CareOrganisation.FREECLINIC
"""Its years before the last one are those of stories."""
EARLIER = {LAST_YEAR - 2: 0.6, LAST_YEAR - 1: 0.8}
"""Share of the clients and contacts of last year, by year."""
HALF_YEARS = {1: range(1, 7), 2: range(7, 13)}

AGES: Weights = {"18-20": 8, "21-24": 26, "25-29": 30, "30-39": 24, "40-49": 9, "50_plus": 3}
ORIGINS: Weights = {
    "eu_oost": 40,
    "belgie": 18,
    "latijns_amerika": 16,
    "eu_andere": 10,
    "afrika": 7,
    "azie": 6,
    "andere_onbekend": 3,
}
NATURES: Weights = {
    "consultatie": 48,
    "informatie": 14,
    "individuele_begeleiding": 12,
    "materiaal": 10,
    "vaccinatie": 6,
    "counseling": 6,
    "administratieve_hulp": 4,
}
REFERRALS: Weights = {
    "huisarts": 30,
    "ziekenhuis_hiv_centrum": 25,
    "caw": 15,
    "ocmw": 12,
    "juridisch": 10,
    "geestelijke_gezondheid": 6,
    "gespecialiseerd_centrum_mensenhandel": 2,
}
REQUESTS = {
    "consultatie": "seksuele_gezondheid",
    "vaccinatie": "algemene_gezondheid",
    "individuele_begeleiding": "mentaal",
    "administratieve_hulp": "administratie",
}
"""What people ask for, by the nature of the contact; of other contacts nothing is noted."""
PARTNERS = {"doktersconsultatie": "ghapro", "swab2know": "itg"}
ATTENDED = {"dropin": 9, "vormingsmoment": 12}
"""How many come to one moment."""
PSYCHOSOCIAL = 0.3
ANONYMOUS = 0.12
IN_GUIDANCE = 0.06
"""Shares of the contacts."""


@dataclass(frozen=True, slots=True)
class Profile:
    """One organisation's year in numbers; ``activities`` by type and nature, if it has one."""

    organisation: CareOrganisation
    clients: int
    contacts: int
    referred: float
    branches: Weights
    genders: Weights
    places: Weights
    activities: Mapping[tuple[str, str], int]


PROFILES = (
    Profile(
        CareOrganisation.GHAPRO,
        clients=1250,
        contacts=6800,
        referred=0.09,
        branches={"raam": 70, "prive_thuis": 14, "escort": 8, "straat": 5, "massagesalon": 3},
        genders={"vrouw": 88, "trans_vrouw": 8, "man": 4},
        places={"vast": 60, "mobiel": 40},
        activities={("soi_test_chlamydia", ""): 2200, ("vaccin_hepatitis_b", ""): 340},
    ),
    Profile(
        CareOrganisation.BOYS,
        clients=240,
        contacts=2600,
        referred=0.06,
        branches={
            "escort": 46,
            "straat": 22,
            "prive_thuis": 18,
            "risico_instroom": 8,
            "massagesalon": 3,
            "andere": 2,
            "gestopt": 1,
        },
        genders={"man": 90, "trans_vrouw": 6, "trans_man": 2, "non_binair_anders": 2},
        places={"online": 40, "drop_in": 34, "outreach_straat": 26},
        activities={
            ("dropin", ""): 46,
            ("vormingsmoment", ""): 12,
            ("online_sessie", ""): 180,
            ("internetpermanentie", ""): 90,
            ("outreachmoment", "park"): 110,
            ("doktersconsultatie", ""): 95,
            ("swab2know", ""): 70,
            ("website_boysproject", "bezoeken"): 21_000,
            ("website_info4escorts", "bezoeken"): 9_000,
        },
    ),
    Profile(
        CareOrganisation.FREECLINIC,
        clients=75,
        contacts=1150,
        referred=0.12,
        branches={"straat": 74, "prive_thuis": 16, "raam": 8, "escort": 2},
        genders={"vrouw": 84, "man": 12, "trans_vrouw": 4},
        places={"outreach_straat": 60, "vast": 40},
        activities={("maatschappelijk_herstel", "administratieve_hulp"): 60},
    ),
)
COOPERATION = {
    CareOrganisation.GHAPRO: 260,
    CareOrganisation.BOYS: 210,
    CareOrganisation.FREECLINIC: 120,
}


@dataclass(frozen=True, slots=True)
class Tables:
    """The three tables of one delivery; ``half`` is empty for a whole year."""

    organisation: CareOrganisation
    year: int
    half: int | None
    clienten: tuple[Row, ...]
    contacten: tuple[Row, ...]
    activiteiten: tuple[Row, ...]

    def files(self) -> dict[str, tuple[str, bytes, str]]:
        """Name, content and media type by the field of the upload."""
        return {
            "clienten": _csv("clienten", self.clienten),
            "contacten": _csv("contacten", self.contacten),
            "activiteiten": _csv("activiteiten", self.activiteiten),
        }

    def half_year(self, half: int) -> "Tables":
        """The part of a year in one half, with the clients who were reached in it."""
        months = {f"{self.year}-{month:02d}" for month in HALF_YEARS[half]}
        contacts = tuple(row for row in self.contacten if row["maand"] in months)
        reached = {row["client_code"] for row in contacts}
        return Tables(
            organisation=self.organisation,
            year=self.year,
            half=half,
            clienten=tuple(row for row in self.clienten if row["client_code"] in reached),
            contacten=contacts,
            activiteiten=tuple(row for row in self.activiteiten if row["maand"] in months),
        )

    def without(self, client_code: str) -> "Tables":
        """The same, once a client was erased from it."""
        return replace(
            self,
            clienten=tuple(row for row in self.clienten if row["client_code"] != client_code),
            contacten=tuple(row for row in self.contacten if row["client_code"] != client_code),
        )

    def after(self, half: "Tables") -> "Tables":
        """The year as it is told after its first half: what was done then stands as it was told."""
        second = self.half_year(2)
        return replace(
            self,
            contacten=(*half.contacten, *second.contacten),
            activiteiten=(*half.activiteiten, *second.activiteiten),
        )

    @property
    def ordinary_client(self) -> str:
        """The code of somebody like most others, who came in both halves."""
        codes = [{row["client_code"] for row in self.half_year(half).clienten} for half in (1, 2)]
        alike = Counter((row["branche_hoofd"], row["gender"]) for row in self.clienten)
        ((most, _),) = alike.most_common(1)
        return next(
            row["client_code"]
            for row in self.clienten
            if (row["branche_hoofd"], row["gender"]) == most
            and row["client_code"] in codes[0] & codes[1]
        )


def earlier(chance: Random) -> Iterator[Tables]:
    """The two years before the last one, when fewer people came. Of the smallest organisation's
    other stories tell, each of its own year.
    """
    for year, share in EARLIER.items():
        for profile in PROFILES:
            if profile.organisation is not TOLD_ELSEWHERE:
                yield build(_fewer(profile, share), year, chance)


def _fewer(profile: Profile, share: float) -> Profile:
    return replace(
        profile,
        clients=round(profile.clients * share),
        contacts=round(profile.contacts * share),
        activities={
            activity: round(number * share) for activity, number in profile.activities.items()
        },
    )


def build(profile: Profile, year: int, chance: Random) -> Tables:
    """Draw the tables of one organisation and year."""
    clients = [_client(profile, number, chance) for number in range(profile.clients)]
    return Tables(
        organisation=profile.organisation,
        year=year,
        half=None,
        clienten=tuple(clients),
        contacten=tuple(_contacts(profile, clients, year, chance)),
        activiteiten=tuple(_activities(profile, year, chance)),
    )


def _client(profile: Profile, number: int, chance: Random) -> Row:
    return {
        "client_code": f"c{number:04d}-{chance.randrange(16**6):06x}",
        "geboortejaar_klasse": _draw(AGES, chance),
        "gender": _draw(profile.genders, chance),
        "nationaliteitsgroep": _draw(ORIGINS, chance),
        "branche_hoofd": _draw(profile.branches, chance),
        "eerste_contact": "nieuw" if chance.random() < 0.35 else "gekend",
    }


def _contacts(
    profile: Profile, clients: Sequence[Row], year: int, chance: Random
) -> list[dict[str, str]]:
    """Everybody once at least; the others fall on some people more than on others."""
    codes = [row["client_code"] for row in clients]
    weights = [chance.expovariate(1) for _ in codes]
    more = profile.contacts - len(codes)
    reached = codes + chance.choices(codes, weights, k=more)
    return [_contact(profile, code, year, chance) for code in reached]


def _contact(profile: Profile, code: str, year: int, chance: Random) -> dict[str, str]:
    place, nature = _draw(profile.places, chance), _draw(NATURES, chance)
    far = place == "online"
    row = {
        "client_code": code,
        "maand": f"{year}-{chance.randint(1, 12):02d}",
        "soort": "psychosociaal" if chance.random() < PSYCHOSOCIAL else "medisch",
        "aard": "informatie" if far and nature in ("vaccinatie", "materiaal") else nature,
        "plaats": place,
        "doorverwijzing_soort": _draw(REFERRALS, chance)
        if chance.random() < profile.referred
        else "",
        "begeleiding_status": "lopend" if chance.random() < IN_GUIDANCE else "",
    }
    row["hulpvraag"] = REQUESTS.get(row["aard"], "")
    if not row["begeleiding_status"] and chance.random() < ANONYMOUS:
        row["client_code"] = ""
    return row


def _activities(profile: Profile, year: int, chance: Random) -> list[dict[str, str]]:
    """Spread over the months; one row per month, type and nature."""
    rows = []
    for (kind, nature), yearly in profile.activities.items():
        for month, count in _spread(yearly, chance).items():
            partner = PARTNERS.get(kind, "")
            rows.append(_activity(f"{year}-{month:02d}", kind, nature, partner, count))
    for month, count in _spread(COOPERATION[profile.organisation], chance).items():
        partner = "stad_ocmw" if month % 2 else "medische_hulpverlening"
        rows.append(
            _activity(f"{year}-{month:02d}", "samenwerkingscontact", "casusoverleg", partner, count)
        )
    return rows


def _activity(month: str, kind: str, nature: str, partner: str, count: int) -> dict[str, str]:
    return {
        "maand": month,
        "type": kind,
        "aard": nature,
        "partner_soort": partner,
        "aantal": str(count),
        "bereik": str(count * ATTENDED[kind]) if kind in ATTENDED else "",
    }


def _spread(yearly: int, chance: Random) -> dict[int, int]:
    months = dict.fromkeys(range(1, 13), yearly // 12)
    for month in chance.choices(range(1, 13), k=yearly % 12):
        months[month] += 1
    return {month: count for month, count in months.items() if count}


def _draw(weights: Weights, chance: Random) -> str:
    return chance.choices(list(weights), list(weights.values()))[0]


def _csv(name: str, rows: Sequence[Row]) -> tuple[str, bytes, str]:
    text = io.StringIO()
    writer = csv.DictWriter(text, fieldnames=list(rows[0]), delimiter=";")
    writer.writeheader()
    writer.writerows(rows)
    return f"{name}.csv", text.getvalue().encode(), "text/csv"
