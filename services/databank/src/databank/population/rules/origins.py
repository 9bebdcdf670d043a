"""Groups of nationalities and ages in which the sector is counted, those of the care figures."""

from datetime import date

EAST = frozenset(["BGR", "CZE", "EST", "HRV", "HUN", "LTU", "LVA", "POL", "ROU", "SVK", "SVN"])
"""Countries of the European Union in its east."""
REST = frozenset(
    [
        "AUT",
        "CYP",
        "DEU",
        "DNK",
        "ESP",
        "FIN",
        "FRA",
        "GRC",
        "IRL",
        "ITA",
        "LUX",
        "MLT",
        "NLD",
        "PRT",
        "SWE",
    ]
)
LATIN_AMERICA = frozenset(
    [
        "ARG",
        "BOL",
        "BRA",
        "CHL",
        "COL",
        "CRI",
        "CUB",
        "DOM",
        "ECU",
        "GTM",
        "HND",
        "HTI",
        "MEX",
        "NIC",
        "PAN",
        "PER",
        "PRY",
        "SLV",
        "URY",
        "VEN",
    ]
)
AFRICA = frozenset(
    [
        "AGO",
        "BDI",
        "BEN",
        "BFA",
        "BWA",
        "CAF",
        "CIV",
        "CMR",
        "COD",
        "COG",
        "COM",
        "CPV",
        "DJI",
        "DZA",
        "EGY",
        "ERI",
        "ETH",
        "GAB",
        "GHA",
        "GIN",
        "GMB",
        "GNB",
        "GNQ",
        "KEN",
        "LBR",
        "LBY",
        "LSO",
        "MAR",
        "MDG",
        "MLI",
        "MOZ",
        "MRT",
        "MUS",
        "MWI",
        "NAM",
        "NER",
        "NGA",
        "RWA",
        "SDN",
        "SEN",
        "SLE",
        "SOM",
        "SSD",
        "STP",
        "SWZ",
        "SYC",
        "TCD",
        "TGO",
        "TUN",
        "TZA",
        "UGA",
        "ZAF",
        "ZMB",
        "ZWE",
    ]
)
ASIA = frozenset(
    [
        "AFG",
        "ARE",
        "ARM",
        "AZE",
        "BGD",
        "BHR",
        "BRN",
        "BTN",
        "CHN",
        "GEO",
        "HKG",
        "IDN",
        "IND",
        "IRN",
        "IRQ",
        "ISR",
        "JOR",
        "JPN",
        "KAZ",
        "KGZ",
        "KHM",
        "KOR",
        "KWT",
        "LAO",
        "LBN",
        "LKA",
        "MDV",
        "MMR",
        "MNG",
        "MYS",
        "NPL",
        "OMN",
        "PAK",
        "PHL",
        "PRK",
        "PSE",
        "QAT",
        "SAU",
        "SGP",
        "SYR",
        "THA",
        "TJK",
        "TKM",
        "TLS",
        "TWN",
        "UZB",
        "VNM",
        "YEM",
    ]
)
GROUPS = (
    ("eu_oost", EAST),
    ("eu_andere", REST),
    ("latijns_amerika", LATIN_AMERICA),
    ("afrika", AFRICA),
    ("azie", ASIA),
)
UNKNOWN_GROUP = "andere_onbekend"
ORIGINS = ("belgie", *(code for code, _ in GROUPS), UNKNOWN_GROUP)

_OLDEST = (
    (17, "onder_18"),
    (20, "van_18_tot_20"),
    (24, "van_21_tot_24"),
    (29, "van_25_tot_29"),
    (39, "van_30_tot_39"),
    (49, "van_40_tot_49"),
)
UNKNOWN_AGE = "onbekend"
AGE_BANDS = (*(code for _, code in _OLDEST), "50_plus", UNKNOWN_AGE)


def origin_of(nationality: str | None) -> str:
    """The group of a nationality (ISO 3166-1 alpha-3)."""
    if nationality == "BEL":
        return "belgie"
    return next((code for code, of in GROUPS if nationality in of), UNKNOWN_GROUP)


def age_band_of(birth_date: str, on: date) -> str:
    """The band of an age on a day; of a birth date without its day, of the age in that year."""
    year, _, rest = birth_date.partition("-")
    if not year.isdigit() or int(year) == 0:
        return UNKNOWN_AGE
    age = on.year - int(year) - (rest > f"{on:%m-%d}" and not rest.startswith("00"))
    return next((code for oldest, code in _OLDEST if age <= oldest), "50_plus")
