"""Why a claim was linked, or not, in words that a police officer understands.

Every field and level has its phrase, which a screen can say in another language. No phrase holds a
value of a field, so that an explanation may be shown to whoever may see the decision.
"""

import math
from collections.abc import Iterable, Sequence

from chassis.messages import Said, said
from linkage.match_weights import CORRECTED, KIN, MOVED, Step

PHRASES: dict[str, dict[str, Said]] = {
    "family": {
        "exact": said("De familienaam is gelijk"),
        "part": said("Eén deel van een dubbele familienaam is gelijk"),
        "shared": said("De familienamen hebben een deel gemeen en een deel verschillend"),
        "alike": said("De familienaam verschilt bijna niet: één letter, of twee omgewisseld"),
        "sound": said("De familienaam klinkt gelijk, maar is anders geschreven"),
        "near": said("De familienaam lijkt erop, met meer dan één verschil"),
        "initial": said("Van de familienaam is alleen de eerste letter bekend, en die klopt"),
        "different": said("De familienaam is anders"),
    },
    "given": {
        "exact": said("De voornaam is gelijk"),
        "part": said("De eerste voornaam is gelijk; van de andere voornamen ontbreekt er één"),
        "shared": said("De voornamen hebben een naam gemeen en een naam verschillend"),
        "alike": said("De voornaam verschilt bijna niet: één letter, of twee omgewisseld"),
        "sound": said("De voornaam klinkt gelijk, maar is anders geschreven"),
        "near": said("De voornaam lijkt erop, met meer dan één verschil"),
        "initial": said("Van de voornaam is alleen de eerste letter bekend, en die klopt"),
        "short": said("De ene voornaam is een korte vorm van de andere"),
        "alias": said("De voornaam is de werknaam die elders opgegeven is"),
        "different": said("De voornaam is anders"),
    },
    "order": {
        "swapped": said("Voornaam en familienaam staan omgekeerd"),
        "straight": said("Voornaam en familienaam staan in dezelfde volgorde"),
    },
    "birth": {
        "exact": said("De geboortedatum is gelijk"),
        "swapped": said("Dag en maand van de geboortedatum zijn omgewisseld"),
        "typo": said("De geboortedatum verschilt in één cijfer, of twee cijfers staan omgekeerd"),
        "near": said("De geboortedatum verschilt in twee cijfers"),
        "month": said("Het geboortejaar en de geboortemaand zijn gelijk, de dag niet"),
        "year": said("Alleen het geboortejaar is gelijk"),
        "day": said("De dag en de maand zijn gelijk, het geboortejaar niet"),
        "month_only": said(
            "Van één geboortedatum is de dag niet bekend; jaar en maand zijn gelijk"
        ),
        "year_only": said("Van één geboortedatum is alleen het jaar bekend, en dat is gelijk"),
        "different": said("De geboortedatum is anders"),
    },
    "number": {
        "exact": said("Het nationaal nummer is gelijk"),
        "typo": said(
            "Het nationaal nummer verschilt in één cijfer, of twee cijfers staan omgekeerd"
        ),
        "near": said("Het nationaal nummer verschilt in twee cijfers"),
        "different": said("Het nationaal nummer is anders"),
    },
    "document": {
        "exact": said("Het documentnummer is gelijk"),
        "typo": said("Het documentnummer verschilt in één teken, of twee tekens staan omgekeerd"),
        "different": said("Het documentnummer is anders: een nieuw of een ander document"),
    },
    "phone": {
        "exact": said("Het telefoonnummer is gelijk"),
        "typo": said("Het telefoonnummer verschilt in één cijfer"),
        "near": said("Het telefoonnummer verschilt in twee cijfers"),
        "different": said("Het telefoonnummer is anders"),
    },
    "sex": {"exact": said("Het geslacht is gelijk"), "different": said("Het geslacht is anders")},
    "alias": {
        "exact": said("De werknaam is gelijk"),
        "alike": said("De werknaam verschilt bijna niet"),
        "sound": said("De werknaam klinkt gelijk, maar is anders geschreven"),
        "near": said("De werknaam lijkt erop"),
        "initial": said("Van de werknaam is alleen de eerste letter bekend, en die klopt"),
        "different": said("De werknaam is anders"),
    },
    "street": {
        "exact": said("De straat is gelijk"),
        "alike": said("De straat is bijna gelijk geschreven"),
        "near": said("De straatnaam lijkt erop"),
        "different": said("De straat is anders"),
    },
    "house": {
        "exact": said("Het huisnummer is gelijk"),
        "alike": said("Het huisnummer is bijna gelijk"),
        "different": said("Het huisnummer is anders"),
    },
    "postcode": {
        "exact": said("De postcode is gelijk"),
        "alike": said("De postcode verschilt in één cijfer, of twee cijfers staan omgekeerd"),
        "different": said("De postcode is anders"),
    },
    "municipality": {
        "exact": said("De gemeente is gelijk"),
        "alike": said("De gemeente is bijna gelijk geschreven"),
        "sound": said("De gemeente klinkt gelijk, maar is anders geschreven"),
        "near": said("De naam van de gemeente lijkt erop"),
        "initial": said("Van de gemeente is alleen de eerste letter bekend, en die klopt"),
        "different": said("De gemeente is anders"),
    },
    MOVED: {CORRECTED: said("Straat, huisnummer en postcode veranderen samen bij een verhuizing")},
    KIN: {CORRECTED: said("Familieleden, huisgenoten en naamgenoten hebben ook dingen gemeen")},
}
VETOES = {
    "ander_rijksregisternummer": said(
        "Er zijn twee geldige, maar verschillende nationale nummers. Dan"
        " koppelt het systeem nooit zelf: een mens kijkt na."
    ),
    "naam_en_geboortedatum_anders": said(
        "De naam en de geboortedatum zijn allebei anders. Dan koppelt"
        " het systeem nooit zelf: een mens kijkt na."
    ),
    "geslacht_en_geboortedatum_anders": said(
        "Het geslacht en de geboortedatum zijn allebei anders. Dan"
        " koppelt het systeem nooit zelf: een mens kijkt na."
    ),
}
WEIGHTY = 0.05
"""Bits under which a step is not worth a line."""
COMMON, RARE = 0.01, 0.0005


def explain(
    steps: Iterable[Step],
    posterior: float,
    conflict: str | None = None,
    prior: float | None = None,
) -> list[Said]:
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


def sentence(step: Step) -> Said:
    """One bar of the waterfall."""
    return said(
        "%(phrase)s: %(direction)s (%(bits)s).",
        phrase=phrase(step),
        direction=_direction(step),
        bits=_signed(step.bits),
    )


def phrase(step: Step) -> Said:
    """What was compared and found, without what it weighs."""
    found = PHRASES[step.field][step.level]
    if step.share is None or step.field in ("number", "document"):
        return found
    if step.share >= COMMON:
        return said(
            "%(found)s en komt vaak voor, bij ongeveer %(chance)s",
            found=found,
            chance=_one_in(step.share),
        )
    return said("%(found)s en komt zelden voor", found=found) if step.share <= RARE else found


def _direction(step: Step) -> Said:
    if step.level == CORRECTED:
        less = said("dat telt minder mee")
        return less if step.bits < 0 else said("dat verschil telt maar één keer")
    if abs(step.bits) < 1:
        return said("zegt weinig")
    speaks_for = said("spreekt voor dezelfde persoon")
    return speaks_for if step.bits > 0 else said("spreekt tegen dezelfde persoon")


def _before(prior: float) -> Said:
    return said(
        "Zonder iets te vergelijken is de kans dat het over deze persoon gaat ongeveer %(chance)s.",
        chance=_one_in(1 / (1 + 2**-prior)),
    )


def _after(steps: Sequence[Step], posterior: float) -> Said:
    return said(
        "Samen is dat %(total)s. %(chance)s",
        total=_signed(math.fsum(step.bits for step in steps)),
        chance=chance(posterior),
    )


def chance(posterior: float) -> Said:
    """How likely it is, said from the side of the doubt."""
    if posterior >= 0.5:
        return said(
            "De kans dat het iemand anders is, is %(chance)s.", chance=_about(1 - posterior)
        )
    return said("De kans dat het over deze persoon gaat, is %(chance)s.", chance=_about(posterior))


def _about(chance: float) -> Said:
    if chance < 1e-6:
        return said("minder dan 1 op 1.000.000")
    return said("ongeveer %(chance)s", chance=_one_in(chance))


def _one_in(chance: float) -> Said:
    """``1 op 2.000``, in at most two digits that count. What parts thousands is part of the form,
    for it differs by language."""
    number = 1 / chance
    if number < 1.5:
        return said("1 op %(number)s", number=1)
    scale = 10 ** max(int(math.log10(number)) - 1, 0)
    rounded = round(number / scale) * scale
    if rounded < 1_000:
        return said("1 op %(number)s", number=rounded)
    thousands, rest = divmod(rounded, 1_000)
    if thousands < 1_000:
        return said("1 op %(thousands)s.%(rest)s", thousands=thousands, rest=f"{rest:03}")
    millions, thousands = divmod(thousands, 1_000)
    return said(
        "1 op %(millions)s.%(thousands)s.%(rest)s",
        millions=millions,
        thousands=f"{thousands:03}",
        rest=f"{rest:03}",
    )


def _signed(bits: float) -> Said:
    whole, tenth = f"{bits:+.1f}".split(".")
    return said("%(whole)s,%(tenth)s", whole=whole, tenth=tenth)
