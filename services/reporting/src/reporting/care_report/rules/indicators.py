"""The indicators of care with their figures and splits (handbook §1.6), by names of cells."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from contracts.codes import CountKind

Codes = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Measure:
    """A figure: the cell of a measure with exactly these codes, and what it counts."""

    label: str
    measure: str
    counts: CountKind
    codes: Codes = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Split:
    """The cells of a figure along one dimension; with ``codes``, those of these codes alone."""

    label: str
    dimension: str
    of: Measure
    codes: Codes = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Indicator:
    id: str
    title: str
    measures: tuple[Measure, ...]
    splits: tuple[Split, ...] = ()


PERSONS = Measure("personen", "clienten", CountKind.PERSONEN)
CONTACTS = Measure("contacten", "contacten", CountKind.HANDELINGEN)
GUIDED = Measure("begeleidingen", "begeleidingen", CountKind.PERSONEN)
REFERRALS = Measure("doorverwijzingen", "doorverwijzingen", CountKind.HANDELINGEN)
REQUESTS = Measure("hulpvragen", "hulpvragen", CountKind.HANDELINGEN)
COOPERATION = Measure("samenwerkingscontacten", "samenwerkingscontacten", CountKind.ZAKEN)
AT_GUIDANCE = {"bij": "begeleiding_of_doorverwijzing"}


def _moment(code: str, label: str) -> Measure:
    """For a group or the public: its number says nothing about one person."""
    return Measure(label, "activiteiten", CountKind.ZAKEN, {"type": code})


def _act(code: str, label: str) -> Measure:
    """For one person each."""
    return Measure(label, "activiteiten", CountKind.HANDELINGEN, {"type": code})


def _attendance(code: str, label: str) -> Measure:
    return Measure(label, "bereik", CountKind.HANDELINGEN, {"type": code})


def _months(*acts: Measure) -> tuple[Split, ...]:
    return tuple(Split(f"{act.label} per maand", "maand", act) for act in acts)


BRANCH = Split("branche", "branche", PERSONS)
GENDER = Split("gender", "gender", PERSONS)
AGE = Split("leeftijd", "leeftijd", PERSONS)
ORIGIN = Split("nationaliteitsgroep", "nationaliteit", PERSONS)
FIRST = Split("nieuw of gekend", "eerste_contact", PERSONS)
TARGET = Split("soort doorverwijzing", "doorverwijzing", REFERRALS)
THEME = Split("thema", "hulpvraag", REQUESTS, AT_GUIDANCE)
NATURE = Split("aard", "aard", CONTACTS)
KIND = Split("soort", "soort", CONTACTS)
PLACE = Split("plaats", "plaats", CONTACTS)
OF_BRANCH = Split("branche", "branche", CONTACTS)
PARTNER = Split("soort partner", "partner", COOPERATION)
COOPERATION_NATURE = Split("aard", "aard", COOPERATION)


def _of_kind(code: str) -> tuple[Measure, tuple[Split, ...]]:
    of = Measure("contacten", "contacten", CountKind.HANDELINGEN, {"soort": code})
    splits = ("branche", "plaats", "maand")
    return of, tuple(Split(name, name, of, {"soort": code}) for name in splits)


def _guidance(id_: str, *more: Split) -> Indicator:
    title = "aantal begeleidingen/doorverwijzingen"
    return Indicator(id_, title, (GUIDED, REFERRALS), (TARGET, *more))


def _cooperation(id_: str) -> Indicator:
    splits = (COOPERATION_NATURE, PARTNER)
    return Indicator(id_, "aantal en aard samenwerkingscontacten", (COOPERATION,), splits)


def _consultations(id_: str, title: str, place: str) -> Indicator:
    of = Measure(
        "consultaties",
        "contacten",
        CountKind.HANDELINGEN,
        {"aard": "consultatie", "plaats": place},
    )
    codes = {"consultatie": place}
    return Indicator(
        id_,
        title,
        (of,),
        (Split("branche", "branche", of, codes), Split("maand", "maand", of, codes)),
    )


def _site(code: str) -> tuple[Measure, tuple[Split, ...]]:
    of = Measure(
        f"bezoeken {code}",
        "websitestatistiek",
        CountKind.ZAKEN,
        {"site": code, "maat": "bezoeken"},
    )
    return of, (
        Split(f"{of.label} per maand", "maand", of),
        Split(f"{of.label} per taal", "taal", of),
    )


MEDICAL, MEDICAL_SPLITS = _of_kind("medisch")
PSYCHOSOCIAL, PSYCHOSOCIAL_SPLITS = _of_kind("psychosociaal")
DROP_IN, COURSE = _moment("dropin", "drop-in"), _moment("vormingsmoment", "vormingsmomenten")
ONLINE_HOURS = _moment("internetpermanentie", "internetpermanenties")
ONLINE_SESSIONS = _moment("online_sessie", "online hulpverleningssessies")
OUTREACH = _moment("outreachmoment", "outreachmomenten")
DOCTOR, SWAB = _act("doktersconsultatie", "doktersconsultaties"), _act("swab2know", "swabtesten")
RECOVERY = _moment("maatschappelijk_herstel", "activiteiten")
BOYSPROJECT, BOYSPROJECT_SPLITS = _site("boysproject")
ESCORTS, ESCORTS_SPLITS = _site("info4escorts")

OF_CITY = (
    Indicator(
        "IND-1-01",
        "aantal bereikte sekswerkers per branche",
        (PERSONS,),
        (BRANCH, GENDER, AGE, ORIGIN, FIRST),
    ),
    Indicator("IND-1-02", "aantal contacten medisch aanbod", (MEDICAL,), MEDICAL_SPLITS),
    Indicator(
        "IND-1-03", "aantal contacten psychosociaal aanbod", (PSYCHOSOCIAL,), PSYCHOSOCIAL_SPLITS
    ),
    _guidance("IND-1-04", Split("branche", "branche", REFERRALS)),
)
OF_ORGANISATION: Mapping[str, tuple[Indicator, ...]] = {
    "GHAPRO": (
        Indicator("IND-1.1-01", "aantal cliënten", (PERSONS,), (BRANCH, GENDER, AGE, FIRST)),
        Indicator(
            "IND-1.1-02",
            "aantal en aard contacten",
            (CONTACTS,),
            (NATURE, KIND, PLACE, OF_BRANCH),
        ),
        _consultations("IND-1.1-03", "aantal consultaties op vaste locatie", "vast"),
        _consultations("IND-1.1-04", "aantal consultaties via mobiele equipe", "mobiel"),
        replace(
            _guidance("IND-1.1-05", THEME),
            title="aantal individuele doorverwijzingen/begeleidingen",
        ),
        _cooperation("IND-1.1-06"),
    ),
    "BOYS": (
        Indicator(
            "IND-1.2-01",
            "aantal drop in en vormingsmomenten",
            (
                DROP_IN,
                COURSE,
                _attendance("dropin", "aanwezigen bij drop-in"),
                _attendance("vormingsmoment", "aanwezigen bij vormingsmomenten"),
            ),
            _months(DROP_IN, COURSE),
        ),
        Indicator(
            "IND-1.2-02",
            "aantal internetpermanenties en online hulpverleningssessies",
            (ONLINE_HOURS, ONLINE_SESSIONS),
            _months(ONLINE_HOURS, ONLINE_SESSIONS),
        ),
        Indicator(
            "IND-1.2-03",
            "aantal outreach momenten",
            (OUTREACH,),
            (Split("soort plek", "aard", OUTREACH), *_months(OUTREACH)),
        ),
        Indicator("IND-1.2-04", "aantal en aard contacten", (CONTACTS,), (NATURE, PLACE)),
        Indicator("IND-1.2-05", "aantal en aard cliënten", (PERSONS,), (BRANCH, GENDER, AGE)),
        _guidance("IND-1.2-06"),
        _cooperation("IND-1.2-07"),
        Indicator(
            "IND-1.2-08",
            "aantal doktersconsultaties en SWAB2KNOW-testen",
            (DOCTOR, SWAB),
            (
                *_months(DOCTOR, SWAB),
                Split("doktersconsultaties, samen met", "met", DOCTOR),
                Split("swabtesten, samen met", "met", SWAB),
            ),
        ),
        Indicator(
            "IND-1.2-09",
            "statistische gegevens van de websites",
            (BOYSPROJECT, ESCORTS),
            (*BOYSPROJECT_SPLITS, *ESCORTS_SPLITS),
        ),
    ),
    "FREECLINIC": (
        Indicator("IND-1.3-01", "aantal cliënten", (PERSONS,), (GENDER, AGE, FIRST)),
        Indicator("IND-1.3-02", "aantal en aard contacten", (CONTACTS,), (NATURE, PLACE)),
        Indicator(
            "IND-1.3-03",
            "aantal activiteiten rond maatschappelijk herstel",
            (RECOVERY,),
            (Split("soort activiteit", "aard", RECOVERY),),
        ),
        _cooperation("IND-1.3-04"),
        _guidance("IND-1.3-05"),
    ),
}
