"""Indicators of line 1: the care organisations' published cells. Nothing hidden is added up.

The names of measures and dimensions are those of the registry's aggregates. A cell without a value
was too small to publish; a sum that would need it is not shown either.
"""

from collections.abc import Callable

from reporting.care.rules.publications import ORGANISATIONS, CareDelivery, called
from reporting.figures.rules.outcomes import Breakdown, Outcome, Part, figure, no_delivery
from reporting.indicators.rules.care_cells import (
    NOT_IN_DELIVERY,
    Total,
    add,
    breakdown,
    missing_deliveries,
    part,
    summed,
)
from reporting.indicators.rules.care_reached import reached
from reporting.indicators.rules.evidence import Evidence
from reporting.indicators.rules.websites import websites
from reporting.periods.rules import PeriodKind

Compute = Callable[[Evidence], Outcome]

NOT_MONTHLY = "De zorgorganisaties leveren dit per halfjaar en per jaar, niet per maand."
TWICE = "Per organisatie geteld: wie bij twee organisaties in begeleiding is, telt bij allebei mee."
CLIENT_SPLITS = {
    "branche": "branche",
    "gender": "gender",
    "leeftijd": "leeftijd",
    "nationaliteit": "nationaliteitsgroep",
    "eerste_contact": "nieuw of gekend",
}


def not_monthly(compute: Compute) -> Compute:
    def guarded(evidence: Evidence) -> Outcome:
        if evidence.period.kind is PeriodKind.MAAND:
            return no_delivery(NOT_MONTHLY)
        return compute(evidence)

    return guarded


def all_together(compute: Callable[[Evidence, list[CareDelivery]], Outcome]) -> Compute:
    """An indicator over the three organisations: partial until each has delivered."""

    def guarded(evidence: Evidence) -> Outcome:
        deliveries = [
            delivery for code in ORGANISATIONS if (delivery := evidence.care.of(code)) is not None
        ]
        if not deliveries:
            return no_delivery(*missing_deliveries(evidence, ORGANISATIONS))
        return compute(evidence, deliveries)

    return not_monthly(guarded)


def of_one(organisation: str, compute: Callable[[Evidence, CareDelivery], Outcome]) -> Compute:
    def guarded(evidence: Evidence) -> Outcome:
        delivery = evidence.care.of(organisation)
        if delivery is None:
            return no_delivery(*missing_deliveries(evidence, [organisation]))
        return compute(evidence, delivery)

    return guarded


def contacts_of_kind(kind: str) -> Compute:
    def compute(evidence: Evidence, deliveries: list[CareDelivery]) -> Outcome:
        return summed(
            [
                part(
                    d,
                    d.organisation,
                    called(d),
                    "contacten",
                    "contacten",
                    soort=kind,
                )
                for d in deliveries
            ],
            breakdowns=[
                breakdown(
                    dimension,
                    dimension,
                    (c for d in deliveries for c in d.along("contacten", dimension, soort=kind)),
                )
                for dimension in ("branche", "plaats", "maand")
            ],
            missing=missing_deliveries(evidence, ORGANISATIONS),
        )

    return all_together(compute)


def guidance_together(evidence: Evidence, deliveries: list[CareDelivery]) -> Outcome:
    pairs = [_guidance_parts(d) for d in deliveries]
    guidance = add(Total.of_part(each) for each, _ in pairs)
    referrals = add(Total.of_part(each) for _, each in pairs)
    return summed(
        [
            Part(
                "guidance",
                "begeleidingen",
                "begeleidingen",
                guidance.value,
                guidance.hidden,
                margin=guidance.margin,
                told=guidance.told,
            ),
            Part(
                "referrals",
                "doorverwijzingen",
                "doorverwijzingen",
                referrals.value,
                referrals.hidden,
                margin=referrals.margin,
                told=referrals.told,
            ),
        ],
        breakdowns=_referral_splits(deliveries),
        missing=missing_deliveries(evidence, ORGANISATIONS),
        notes=[TWICE],
    )


def guidance(organisation: str) -> Compute:
    def compute(_evidence: Evidence, delivery: CareDelivery) -> Outcome:
        return summed(_guidance_parts(delivery), breakdowns=_referral_splits([delivery]))

    return not_monthly(of_one(organisation, compute))


def _guidance_parts(delivery: CareDelivery) -> tuple[Part, Part]:
    return (
        part(delivery, "guidance", "begeleidingen", "begeleidingen", "begeleidingen"),
        part(delivery, "referrals", "doorverwijzingen", "doorverwijzingen", "doorverwijzingen"),
    )


def _referral_splits(deliveries: list[CareDelivery]) -> list[Breakdown]:
    targets = (c for d in deliveries for c in d.along("doorverwijzingen", "doorverwijzing"))
    branches = (c for d in deliveries for c in d.along("doorverwijzingen", "branche"))
    individual = {"bij": "begeleiding_of_doorverwijzing"}
    themes = (c for d in deliveries for c in d.along("hulpvragen", "hulpvraag", **individual))
    return [
        breakdown("soort doorverwijzing", "doorverwijzing", targets),
        breakdown("thema (hulpvragen)", "hulpvraag", themes),
        breakdown("branche (doorverwijzingen)", "branche", branches),
    ]


def clients(organisation: str) -> Compute:
    def compute(_evidence: Evidence, delivery: CareDelivery) -> Outcome:
        return _single(delivery, "clienten", CLIENT_SPLITS)

    return not_monthly(of_one(organisation, compute))


def contacts(organisation: str) -> Compute:
    splits = {"aard": "aard", "soort": "soort", "plaats": "plaats", "branche": "branche"}

    def compute(_evidence: Evidence, delivery: CareDelivery) -> Outcome:
        return _single(delivery, "contacten", splits)

    return not_monthly(of_one(organisation, compute))


def consultations(place: str) -> Compute:
    splits = {"branche": "branche", "maand": "maand"}

    def compute(_evidence: Evidence, delivery: CareDelivery) -> Outcome:
        cell = delivery.cell("contacten", aard="consultatie", plaats=place)
        if cell is None:
            return no_delivery(NOT_IN_DELIVERY)
        return figure(
            cell.value,
            suppressed=cell.value is None,
            margin=cell.margin,
            told=cell.told,
            breakdowns=[
                breakdown(label, name, delivery.along("contacten", name, consultatie=place))
                for name, label in splits.items()
            ],
        )

    return not_monthly(of_one("GHAPRO", compute))


def cooperation(organisation: str) -> Compute:
    splits = {"aard": "aard", "partner": "soort partner", "maand": "maand"}

    def compute(evidence: Evidence, delivery: CareDelivery) -> Outcome:
        if evidence.period.kind is PeriodKind.MAAND:
            return _single(delivery, "samenwerkingscontacten", {}, maand=evidence.period.id)
        return _single(delivery, "samenwerkingscontacten", splits)

    return of_one(organisation, compute)


def _single(
    delivery: CareDelivery, measure: str, splits: dict[str, str], **dimensions: str
) -> Outcome:
    cell = delivery.cell(measure, **dimensions)
    if cell is None:
        return no_delivery(NOT_IN_DELIVERY)
    return figure(
        cell.value,
        suppressed=cell.value is None,
        margin=cell.margin,
        told=cell.told,
        breakdowns=[
            breakdown(label, dimension, delivery.along(measure, dimension))
            for dimension, label in splits.items()
        ],
    )


def activities(organisation: str, **types: str) -> Compute:
    """The sum of these types of activities, given as ``type="how it reads"``."""

    def compute(evidence: Evidence, delivery: CareDelivery) -> Outcome:
        monthly = evidence.period.kind is PeriodKind.MAAND
        when = {"maand": evidence.period.id} if monthly else {}
        there = [
            Part(f"bereik_{code}", f"aanwezigen: {text}", "aanwezigen", cell.value,
                 suppressed=cell.value is None, counted=False, margin=cell.margin, told=cell.told)
            for code, text in types.items()
            if not monthly and (cell := delivery.cell("bereik", type=code)) and cell.value != 0
        ]  # fmt: skip
        splits = {"aard": "aard", "maand": "maand", "met": "met partner"}
        by_split = {
            name: [c for t in types for c in delivery.along("activiteiten", name, type=t)]
            for name in splits
        }
        return summed(
            [
                *(
                    part(delivery, code, text, text, "activiteiten", type=code, **when)
                    for code, text in types.items()
                ),
                *there,
            ],
            breakdowns=[
                breakdown(splits[name], name, cells)
                for name, cells in by_split.items()
                if cells and not monthly
            ],
        )

    return of_one(organisation, compute)


CARE: dict[str, Compute] = {
    "IND-1-01": all_together(reached),
    "IND-1-02": contacts_of_kind("medisch"),
    "IND-1-03": contacts_of_kind("psychosociaal"),
    "IND-1-04": all_together(guidance_together),
    "IND-1.1-01": clients("GHAPRO"),
    "IND-1.1-02": contacts("GHAPRO"),
    "IND-1.1-03": consultations("vast"),
    "IND-1.1-04": consultations("mobiel"),
    "IND-1.1-05": guidance("GHAPRO"),
    "IND-1.1-06": cooperation("GHAPRO"),
    "IND-1.2-01": activities("BOYS", dropin="drop-ins", vormingsmoment="vormingsmomenten"),
    "IND-1.2-02": activities(
        "BOYS", internetpermanentie="internetpermanenties", online_sessie="online sessies"
    ),
    "IND-1.2-03": activities("BOYS", outreachmoment="outreachmomenten"),
    "IND-1.2-04": contacts("BOYS"),
    "IND-1.2-05": clients("BOYS"),
    "IND-1.2-06": guidance("BOYS"),
    "IND-1.2-07": cooperation("BOYS"),
    "IND-1.2-08": activities(
        "BOYS", doktersconsultatie="doktersconsultaties", swab2know="SWAB2KNOW-testen"
    ),
    "IND-1.2-09": websites,
    "IND-1.3-01": clients("FREECLINIC"),
    "IND-1.3-02": contacts("FREECLINIC"),
    "IND-1.3-03": activities("FREECLINIC", maatschappelijk_herstel="activiteiten"),
    "IND-1.3-04": cooperation("FREECLINIC"),
    "IND-1.3-05": guidance("FREECLINIC"),
}
