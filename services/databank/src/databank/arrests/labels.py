"""Labels of arrests, measures, and the counts of them."""

from chassis.web.pages.languages import mark
from databank.arrests.rules.counts import CountedSubject
from databank.arrests.rules.measures import ArrestReason, FactGroup, MeasureKind
from databank.arrests.rules.parket import ParketKind

KIND = {
    MeasureKind.BESTUURLIJKE_AANHOUDING: mark("Bestuurlijke aanhouding"),
    MeasureKind.GERECHTELIJKE_AANHOUDING: mark("Gerechtelijke aanhouding"),
    MeasureKind.HUISZOEKING: mark("Huiszoeking"),
    MeasureKind.INBESLAGNEMING: mark("Inbeslagneming"),
    MeasureKind.VERZEGELING: mark("Verzegeling"),
}
REASON = {
    ArrestReason.OPENBARE_RUST: mark("Verstoort de openbare rust"),
    ArrestReason.MISDRIJF_VOORKOMEN: mark("Om een misdrijf te voorkomen"),
    ArrestReason.MISDRIJF_DOEN_OPHOUDEN: mark("Om een misdrijf te doen ophouden"),
    ArrestReason.VERKEER: mark("Hindert het verkeer"),
    ArrestReason.VERBLIJF: mark("Zonder papieren voor het verblijf"),
}
FACTS = {
    FactGroup.MENSENHANDEL: mark("Mensenhandel"),
    FactGroup.MENSENSMOKKEL: mark("Mensensmokkel"),
    FactGroup.MISBRUIK_VAN_PROSTITUTIE: mark("Misbruik van prostitutie"),
    FactGroup.DRUGS: mark("Drugs"),
    FactGroup.GEWELD: mark("Geweld"),
    FactGroup.ANDERE_FEITEN: mark("Andere feiten"),
}
GROUND: dict[str, str] = {
    **{code.value: text for code, text in REASON.items()},
    **{code.value: text for code, text in FACTS.items()},
}
PARKET = {
    ParketKind.AANHOUDINGSBEVEL: mark("Aanhoudingsbevel"),
    ParketKind.VOORWAARDEN: mark("Vrij onder voorwaarden"),
    ParketKind.DAGVAARDING: mark("Dagvaarding"),
    ParketKind.SEPONERING: mark("Seponering"),
    ParketKind.VEROORDELING: mark("Veroordeling"),
}
SUBJECT = {
    CountedSubject.BESTUURLIJKE_AANHOUDINGEN: mark("Bestuurlijke aanhoudingen"),
    CountedSubject.GERECHTELIJKE_AANHOUDINGEN: mark("Gerechtelijke aanhoudingen"),
    CountedSubject.GERECHTELIJKE_MAATREGELEN: mark("Gerechtelijke maatregelen"),
    CountedSubject.GECONTROLEERDE_PERSONEN: mark("Verschillende gecontroleerde personen"),
    CountedSubject.PARKET: mark("Cijfers van het parket"),
}
DIMENSION = {"branch": mark("Vorm"), "ground": mark("Waarom"), "kind": mark("Soort")}
CODE: dict[str, str] = {
    **GROUND,
    **{code.value: text for code, text in KIND.items()},
    **{code.value: text for code, text in PARKET.items()},
}
"""Of the codes by which counts are split; those of branches are in ``screens``."""
