"""Why a claim was linked, or not, in words that a police officer understands.

Every field and level has its phrase; no phrase holds a value of a field, so that an explanation may
be shown to whoever may see the decision.
"""

import math
from collections.abc import Iterable, Sequence

from databank.domain.weighing import CORRECTED, KIN, MOVED, Step

PHRASES: dict[str, dict[str, str]] = {
    "family": {
        "exact": "De familienaam is gelijk",
        "part": "Eén deel van een dubbele familienaam is gelijk",
        "shared": "De familienamen hebben een deel gemeen en een deel verschillend",
        "alike": "De familienaam verschilt bijna niet: één letter, of twee omgewisseld",
        "sound": "De familienaam klinkt gelijk, maar is anders geschreven",
        "near": "De familienaam lijkt erop, met meer dan één verschil",
        "initial": "Van de familienaam is alleen de eerste letter bekend, en die klopt",
        "different": "De familienaam is anders",
    },
    "given": {
        "exact": "De voornaam is gelijk",
        "part": "De eerste voornaam is gelijk; van de andere voornamen ontbreekt er één",
        "shared": "De voornamen hebben een naam gemeen en een naam verschillend",
        "alike": "De voornaam verschilt bijna niet: één letter, of twee omgewisseld",
        "sound": "De voornaam klinkt gelijk, maar is anders geschreven",
        "near": "De voornaam lijkt erop, met meer dan één verschil",
        "initial": "Van de voornaam is alleen de eerste letter bekend, en die klopt",
        "short": "De ene voornaam is een korte vorm van de andere",
        "alias": "De voornaam is de werknaam die elders opgegeven is",
        "different": "De voornaam is anders",
    },
    "order": {
        "swapped": "Voornaam en familienaam staan omgekeerd",
        "straight": "Voornaam en familienaam staan in dezelfde volgorde",
    },
    "birth": {
        "exact": "De geboortedatum is gelijk",
        "swapped": "Dag en maand van de geboortedatum zijn omgewisseld",
        "typo": "De geboortedatum verschilt in één cijfer, of twee cijfers staan omgekeerd",
        "near": "De geboortedatum verschilt in twee cijfers",
        "month": "Het geboortejaar en de geboortemaand zijn gelijk, de dag niet",
        "year": "Alleen het geboortejaar is gelijk",
        "day": "De dag en de maand zijn gelijk, het geboortejaar niet",
        "month_only": "Van één geboortedatum is de dag niet bekend; jaar en maand zijn gelijk",
        "year_only": "Van één geboortedatum is alleen het jaar bekend, en dat is gelijk",
        "different": "De geboortedatum is anders",
    },
    "number": {
        "exact": "Het nationaal nummer is gelijk",
        "typo": "Het nationaal nummer verschilt in één cijfer, of twee cijfers staan omgekeerd",
        "near": "Het nationaal nummer verschilt in twee cijfers",
        "different": "Het nationaal nummer is anders",
    },
    "document": {
        "exact": "Het documentnummer is gelijk",
        "typo": "Het documentnummer verschilt in één teken, of twee tekens staan omgekeerd",
        "different": "Het documentnummer is anders: een nieuw of een ander document",
    },
    "phone": {
        "exact": "Het telefoonnummer is gelijk",
        "typo": "Het telefoonnummer verschilt in één cijfer",
        "near": "Het telefoonnummer verschilt in twee cijfers",
        "different": "Het telefoonnummer is anders",
    },
    "sex": {"exact": "Het geslacht is gelijk", "different": "Het geslacht is anders"},
    "alias": {
        "exact": "De werknaam is gelijk",
        "alike": "De werknaam verschilt bijna niet",
        "sound": "De werknaam klinkt gelijk, maar is anders geschreven",
        "near": "De werknaam lijkt erop",
        "initial": "Van de werknaam is alleen de eerste letter bekend, en die klopt",
        "different": "De werknaam is anders",
    },
    "street": {
        "exact": "De straat is gelijk",
        "alike": "De straat is bijna gelijk geschreven",
        "near": "De straatnaam lijkt erop",
        "different": "De straat is anders",
    },
    "house": {
        "exact": "Het huisnummer is gelijk",
        "alike": "Het huisnummer is bijna gelijk",
        "different": "Het huisnummer is anders",
    },
    "postcode": {
        "exact": "De postcode is gelijk",
        "alike": "De postcode verschilt in één cijfer, of twee cijfers staan omgekeerd",
        "different": "De postcode is anders",
    },
    "municipality": {
        "exact": "De gemeente is gelijk",
        "alike": "De gemeente is bijna gelijk geschreven",
        "sound": "De gemeente klinkt gelijk, maar is anders geschreven",
        "near": "De naam van de gemeente lijkt erop",
        "initial": "Van de gemeente is alleen de eerste letter bekend, en die klopt",
        "different": "De gemeente is anders",
    },
    MOVED: {CORRECTED: "Straat, huisnummer en postcode veranderen samen bij een verhuizing"},
    KIN: {CORRECTED: "Familieleden, huisgenoten en naamgenoten hebben ook dingen gemeen"},
}
VETOES = {
    "ander_rijksregisternummer": "Er zijn twee geldige, maar verschillende nationale nummers. Dan"
    " koppelt het systeem nooit zelf: een mens kijkt na.",
    "naam_en_geboortedatum_anders": "De naam en de geboortedatum zijn allebei anders. Dan koppelt"
    " het systeem nooit zelf: een mens kijkt na.",
    "geslacht_en_geboortedatum_anders": "Het geslacht en de geboortedatum zijn allebei anders. Dan"
    " koppelt het systeem nooit zelf: een mens kijkt na.",
}
WEIGHTY = 0.05
"""Bits under which a step is not worth a line."""
COMMON, RARE = 0.01, 0.0005


def explain(
    steps: Iterable[Step],
    posterior: float,
    conflict: str | None = None,
    prior: float | None = None,
) -> list[str]:
    """The waterfall in sentences, what weighs most first; ``prior`` is in bits."""
    steps = list(steps)
    plain = [step for step in steps if step.level != CORRECTED and abs(step.bits) >= WEIGHTY]
    taken = [step for step in steps if step.level == CORRECTED and abs(step.bits) >= WEIGHTY]
    plain.sort(key=lambda step: (-abs(step.bits), step))
    found = [] if prior is None else [_before(prior)]
    found += [sentence(step) for step in (*plain, *taken)]
    found.append(_after(steps, posterior))
    if conflict:
        found.append(VETOES[conflict])
    return found


def sentence(step: Step) -> str:
    """One bar of the waterfall."""
    return f"{phrase(step)}: {_direction(step)} ({_signed(step.bits)})."


def phrase(step: Step) -> str:
    """What was compared and found, without what it weighs."""
    said = PHRASES[step.field][step.level]
    if step.share is not None and step.field not in ("number", "document"):
        said += _how_common(step.share)
    return said


def _direction(step: Step) -> str:
    if step.level == CORRECTED:
        return "dat telt minder mee" if step.bits < 0 else "dat verschil telt maar één keer"
    if abs(step.bits) < 1:
        return "zegt weinig"
    return "spreekt voor dezelfde persoon" if step.bits > 0 else "spreekt tegen dezelfde persoon"


def _how_common(share: float) -> str:
    if share >= COMMON:
        return f" en komt vaak voor, bij ongeveer {_one_in(share)}"
    return " en komt zelden voor" if share <= RARE else ""


def _before(prior: float) -> str:
    chance = 1 / (1 + 2**-prior)
    return (
        "Zonder iets te vergelijken is de kans dat het over deze persoon gaat ongeveer"
        f" {_one_in(chance)}."
    )


def _after(steps: Sequence[Step], posterior: float) -> str:
    total = _signed(math.fsum(step.bits for step in steps))
    return f"Samen is dat {total}. {chance(posterior)}"


def chance(posterior: float) -> str:
    """How likely it is, said from the side of the doubt."""
    if posterior >= 0.5:
        doubt = 1 - posterior
        certain = "minder dan 1 op 1.000.000" if doubt < 1e-6 else f"ongeveer {_one_in(doubt)}"
        return f"De kans dat het iemand anders is, is {certain}."
    likely = "minder dan 1 op 1.000.000" if posterior < 1e-6 else f"ongeveer {_one_in(posterior)}"
    return f"De kans dat het over deze persoon gaat, is {likely}."


def _one_in(chance: float) -> str:
    """``1 op 2.000``, in at most two digits that count."""
    number = 1 / chance
    if number < 1.5:
        return "1 op 1"
    scale = 10 ** max(int(math.log10(number)) - 1, 0)
    return f"1 op {round(number / scale) * scale:,}".replace(",", ".")


def _signed(bits: float) -> str:
    return f"{bits:+.1f}".replace(".", ",")
