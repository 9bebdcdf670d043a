"""The words for why a claim was linked, or not, that a police officer understands.

Every field and level has its phrase, which a screen can say in another language. No phrase holds a
value of a field, so that an explanation may be shown to whoever may see the decision.
"""

import math
from collections.abc import Iterable, Sequence

from chassis.messages import LazyMessage, lazy
from databank.matching.rules.evidence import Evidence
from linkage import explanation
from linkage.explanation import Rarity, Strength
from linkage.match_weights import CORRECTED, KIN, MOVED, WaterfallStep

PHRASES: dict[str, dict[str, LazyMessage]] = {
    "family": {
        "exact": lazy("De familienaam is gelijk"),
        "part": lazy("Eén deel van een dubbele familienaam is gelijk"),
        "shared": lazy("De familienamen hebben een deel gemeen en een deel verschillend"),
        "alike": lazy("De familienaam verschilt bijna niet: één letter, of twee omgewisseld"),
        "sound": lazy("De familienaam klinkt gelijk, maar is anders geschreven"),
        "near": lazy("De familienaam lijkt erop, met meer dan één verschil"),
        "initial": lazy("Van de familienaam is alleen de eerste letter bekend, en die klopt"),
        "different": lazy("De familienaam is anders"),
    },
    "given": {
        "exact": lazy("De voornaam is gelijk"),
        "part": lazy("De eerste voornaam is gelijk; van de andere voornamen ontbreekt er één"),
        "shared": lazy("De voornamen hebben een naam gemeen en een naam verschillend"),
        "alike": lazy("De voornaam verschilt bijna niet: één letter, of twee omgewisseld"),
        "sound": lazy("De voornaam klinkt gelijk, maar is anders geschreven"),
        "near": lazy("De voornaam lijkt erop, met meer dan één verschil"),
        "initial": lazy("Van de voornaam is alleen de eerste letter bekend, en die klopt"),
        "short": lazy("De ene voornaam is een korte vorm van de andere"),
        "alias": lazy("De voornaam is de werknaam die elders opgegeven is"),
        "different": lazy("De voornaam is anders"),
    },
    "order": {
        "swapped": lazy("Voornaam en familienaam staan omgekeerd"),
        "straight": lazy("Voornaam en familienaam staan in dezelfde volgorde"),
    },
    "birth": {
        "exact": lazy("De geboortedatum is gelijk"),
        "swapped": lazy("Dag en maand van de geboortedatum zijn omgewisseld"),
        "typo": lazy("De geboortedatum verschilt in één cijfer, of twee cijfers staan omgekeerd"),
        "near": lazy("De geboortedatum verschilt in twee cijfers"),
        "month": lazy("Het geboortejaar en de geboortemaand zijn gelijk, de dag niet"),
        "year": lazy("Alleen het geboortejaar is gelijk"),
        "day": lazy("De dag en de maand zijn gelijk, het geboortejaar niet"),
        "month_only": lazy(
            "Van één geboortedatum is de dag niet bekend; jaar en maand zijn gelijk"
        ),
        "year_only": lazy("Van één geboortedatum is alleen het jaar bekend, en dat is gelijk"),
        "different": lazy("De geboortedatum is anders"),
    },
    "number": {
        "exact": lazy("Het nationaal nummer is gelijk"),
        "typo": lazy(
            "Het nationaal nummer verschilt in één cijfer, of twee cijfers staan omgekeerd"
        ),
        "near": lazy("Het nationaal nummer verschilt in twee cijfers"),
        "different": lazy("Het nationaal nummer is anders"),
    },
    "document": {
        "exact": lazy("Het documentnummer is gelijk"),
        "recoded": lazy("Het documentnummer is gelijk; het land staat er met een andere code"),
        "typo": lazy("Het documentnummer verschilt in één teken, of twee tekens staan omgekeerd"),
        "different": lazy("Het documentnummer is anders: een nieuw of een ander document"),
    },
    "phone": {
        "exact": lazy("Het telefoonnummer is gelijk"),
        "typo": lazy("Het telefoonnummer verschilt in één cijfer"),
        "near": lazy("Het telefoonnummer verschilt in twee cijfers"),
        "different": lazy("Het telefoonnummer is anders"),
    },
    "sex": {"exact": lazy("Het geslacht is gelijk"), "different": lazy("Het geslacht is anders")},
    "alias": {
        "exact": lazy("De werknaam is gelijk"),
        "alike": lazy("De werknaam verschilt bijna niet"),
        "sound": lazy("De werknaam klinkt gelijk, maar is anders geschreven"),
        "near": lazy("De werknaam lijkt erop"),
        "initial": lazy("Van de werknaam is alleen de eerste letter bekend, en die klopt"),
        "different": lazy("De werknaam is anders"),
    },
    "street": {
        "exact": lazy("De straat is gelijk"),
        "alike": lazy("De straat is bijna gelijk geschreven"),
        "near": lazy("De straatnaam lijkt erop"),
        "different": lazy("De straat is anders"),
    },
    "house": {
        "exact": lazy("Het huisnummer is gelijk"),
        "alike": lazy("Het huisnummer is bijna gelijk"),
        "different": lazy("Het huisnummer is anders"),
    },
    "postcode": {
        "exact": lazy("De postcode is gelijk"),
        "alike": lazy("De postcode verschilt in één cijfer, of twee cijfers staan omgekeerd"),
        "different": lazy("De postcode is anders"),
    },
    "municipality": {
        "exact": lazy("De gemeente is gelijk"),
        "alike": lazy("De gemeente is bijna gelijk geschreven"),
        "sound": lazy("De gemeente klinkt gelijk, maar is anders geschreven"),
        "near": lazy("De naam van de gemeente lijkt erop"),
        "initial": lazy("Van de gemeente is alleen de eerste letter bekend, en die klopt"),
        "different": lazy("De gemeente is anders"),
    },
    MOVED: {CORRECTED: lazy("Straat, huisnummer en postcode veranderen samen bij een verhuizing")},
    KIN: {CORRECTED: lazy("Familieleden, huisgenoten en naamgenoten hebben ook dingen gemeen")},
}
VETOES = {
    "ander_rijksregisternummer": lazy(
        "Er zijn twee geldige, maar verschillende nationale nummers. Dan"
        " koppelt het systeem nooit zelf: een mens kijkt na."
    ),
    "naam_en_geboortedatum_anders": lazy(
        "De naam en de geboortedatum zijn allebei anders. Dan koppelt"
        " het systeem nooit zelf: een mens kijkt na."
    ),
    "geslacht_en_geboortedatum_anders": lazy(
        "Het geslacht en de geboortedatum zijn allebei anders. Dan"
        " koppelt het systeem nooit zelf: een mens kijkt na."
    ),
}
LITTLE = lazy("zegt weinig")
FOR, AGAINST = lazy("spreekt voor dezelfde persoon"), lazy("spreekt tegen dezelfde persoon")
DIRECTIONS = {
    Strength.STRONG_FOR: FOR,
    Strength.CLEAR_FOR: FOR,
    Strength.WEAK_FOR: FOR,
    Strength.LITTLE: LITTLE,
    Strength.WEAK_AGAINST: AGAINST,
    Strength.CLEAR_AGAINST: AGAINST,
    Strength.STRONG_AGAINST: AGAINST,
}


CAUTIOUS = lazy(
    "Mensen vonden in de steekproef meer fouten dan het systeem dacht. Daar houdt die kans rekening"
    " mee."
)


def explain(
    steps: Iterable[WaterfallStep],
    posterior: float,
    conflict: str | None = None,
    prior: float | None = None,
) -> list[LazyMessage]:
    """The waterfall in sentences, what weighs most first; ``prior`` is in bits."""
    steps = list(steps)
    messages = [] if prior is None else [_before(prior)]
    messages += [sentence(step) for step in explanation.shown(steps)]
    messages.append(_after(steps, posterior))
    if conflict:
        messages.append(VETOES[conflict])
    return messages


def sentences(evidence: Evidence) -> list[LazyMessage]:
    """The evidence for one person as it is kept; no sentence holds a value of a field."""
    messages = explain(evidence.steps, evidence.chance, evidence.conflict, evidence.prior)
    return messages if evidence.said is None else [*messages, CAUTIOUS]


def sentence(step: WaterfallStep) -> LazyMessage:
    """One bar of the waterfall."""
    return lazy(
        "%(phrase)s: %(direction)s (%(bits)s).",
        phrase=phrase(step),
        direction=_direction(step),
        bits=_signed(step.bits),
    )


def phrase(step: WaterfallStep) -> LazyMessage:
    """The comparison and its level, without the weight."""
    found = PHRASES[step.field][step.level]
    match explanation.rarity(step):
        case Rarity.COMMON if step.share is not None:
            return lazy(
                "%(found)s en komt vaak voor, bij ongeveer %(chance)s",
                found=found,
                chance=_one_in(step.share),
            )
        case Rarity.RARE:
            return lazy("%(found)s en komt zelden voor", found=found)
    return found


def _direction(step: WaterfallStep) -> LazyMessage:
    strength = explanation.strength(step)
    if strength is Strength.CORRECTION:
        less = lazy("dat telt minder mee")
        return less if step.bits < 0 else lazy("dat verschil telt maar één keer")
    return DIRECTIONS[strength]


def _before(prior: float) -> LazyMessage:
    return lazy(
        "Zonder iets te vergelijken is de kans dat het over deze persoon gaat ongeveer %(chance)s.",
        chance=_one_in(1 / (1 + 2**-prior)),
    )


def _after(steps: Sequence[WaterfallStep], posterior: float) -> LazyMessage:
    return lazy(
        "Samen is dat %(total)s. %(chance)s",
        total=_signed(math.fsum(step.bits for step in steps)),
        chance=chance(posterior),
    )


def chance(posterior: float) -> LazyMessage:
    """The probability, from the side of the doubt."""
    if posterior >= 0.5:
        return lazy(
            "De kans dat het iemand anders is, is %(chance)s.", chance=_about(1 - posterior)
        )
    return lazy("De kans dat het over deze persoon gaat, is %(chance)s.", chance=_about(posterior))


def _about(chance: float) -> LazyMessage:
    if chance < 1e-6:
        return lazy("minder dan 1 op 1.000.000")
    return lazy("ongeveer %(chance)s", chance=_one_in(chance))


def _one_in(chance: float) -> LazyMessage:
    """``1 op 2.000``, in at most two digits that count. What parts thousands is part of the form,
    for it differs by language."""
    number = 1 / chance
    if number < 1.5:
        return lazy("1 op %(number)s", number=1)
    scale = 10 ** max(int(math.log10(number)) - 1, 0)
    rounded = round(number / scale) * scale
    if rounded < 1_000:
        return lazy("1 op %(number)s", number=rounded)
    thousands, rest = divmod(rounded, 1_000)
    if thousands < 1_000:
        return lazy("1 op %(thousands)s.%(rest)s", thousands=thousands, rest=f"{rest:03}")
    millions, thousands = divmod(thousands, 1_000)
    return lazy(
        "1 op %(millions)s.%(thousands)s.%(rest)s",
        millions=millions,
        thousands=f"{thousands:03}",
        rest=f"{rest:03}",
    )


def _signed(bits: float) -> LazyMessage:
    whole, tenth = f"{bits:+.1f}".split(".")
    return lazy("%(whole)s,%(tenth)s", whole=whole, tenth=tenth)
