"""Catalogue of the rules of the databank: their names, what they look for, what may be set."""

from dataclasses import dataclass

from chassis.messages import lazy
from databank.detection.branch_shifts.rules import BRANCH_SHIFT, BranchShiftParameters
from databank.detection.patterns.rules import PATTERNS
from databank.detection.rules.version import Parameters


@dataclass(frozen=True, slots=True)
class RuleDescription:
    """``label`` and ``explanation`` in Dutch, for people; the exact definition is in the code."""

    label: str
    explanation: str
    parameters: type[Parameters]


_PATTERN_TEXTS = {
    "two-places": (
        lazy("Op twee plaatsen tegelijk"),
        lazy("Iemand is op hetzelfde moment aangegeven of gezien in twee panden of twee branches."),
    ),
    "group-move": (
        lazy("Groep die samen verhuist"),
        lazy(
            "Meerdere personen die samen in een pand waren, duiken kort daarna samen"
            " op in een ander."
        ),
    ),
    "long-hours": (
        lazy("Te lange werktijd of geen rust"),
        lazy(
            "Iemand werkt volgens de aangiften veel meer uren dan de grens, of zonder genoeg rust."
        ),
    ),
    "no-shows-premises": (
        lazy("Mogelijke schijnaangiften in een pand"),
        lazy(
            "Bij controles in een pand zijn aangegeven personen er vaak niet. Dit gaat over wie"
            " aangeeft, niet over wie werkt."
        ),
    ),
    "no-shows-person": (
        lazy("Mogelijke schijnaangiften op naam van iemand"),
        lazy(
            "Iemand wordt vaak aangegeven, maar is er bij controles niet. Misschien gebruikt"
            " een ander haar naam."
        ),
    ),
    "house-turnover": (
        lazy("Snelle wissel in een pand"),
        lazy(
            "Binnen enkele weken zijn bijna alle personen van een pand weg, en werken er evenveel"
            " anderen. Dit gaat over het pand, niet over wie er werkt."
        ),
    ),
    "cohort-rotation": (
        lazy("Groep die van pand naar pand gaat"),
        lazy(
            "Meerdere personen komen samen in een pand, werken er een tijd, en gaan samen door naar"
            " een volgend pand. Wie alleen naar huis gaat en terugkomt, telt niet mee."
        ),
    ),
}

RULES: dict[str, RuleDescription] = {
    BRANCH_SHIFT: RuleDescription(
        lazy("Verschuiving tussen branches"),
        lazy(
            "Iemand is gezien in een andere branche dan voordien, binnen de termijn van de regel."
        ),
        BranchShiftParameters,
    ),
    **{
        rule_id: RuleDescription(*_PATTERN_TEXTS[rule_id], pattern.parameters)
        for rule_id, pattern in PATTERNS.items()
    },
}


def parameters_of(rule_id: str) -> type[Parameters]:
    return RULES[rule_id].parameters
