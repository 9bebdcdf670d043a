"""IND-1-01: persons per organisation, and a city total only where the year was linked."""

from dataclasses import asdict, replace

from reporting.care.rules.publications import (
    CareDelivery,
    LinkedCare,
    LinkedError,
)
from reporting.figures.rules import told as telling
from reporting.figures.rules.code_labels import label_of
from reporting.figures.rules.outcomes import Breakdown, Outcome, Part, Row, figure
from reporting.figures.rules.remarks import Remark
from reporting.indicators.rules.care_cells import (
    ORGANISATIONS,
    breakdown,
    called,
    missing_deliveries,
    part,
)
from reporting.indicators.rules.evidence import Evidence

CITY = "stad"
DOUBLE = (
    "Met dubbeltelling tussen organisaties: een persoon kan bij meer dan één organisatie gekend"
    " zijn. Daarom staat er geen totaal."
)
ONCE = (
    "Zonder dubbeltelling: {names} zijn voor dit jaar eenmalig gekoppeld. Wie bij meer dan één van"
    " hen kwam, telt in het totaal één keer. De sleutel en de codes zijn daarna vernietigd."
)
BRANCHES = (
    "Wie bij twee organisaties een andere branche heeft, telt in de stad bij allebei: de branches"
    " samen kunnen meer zijn dan het totaal."
)
MEASURED = (
    "Koppelen gaat niet foutloos. De grenzen bij het stadstotaal kloppen in {confidence} van de 100"
    " jaren. De gemeten fout zit erin: van wie bij twee organisaties kwam, kreeg minstens"
    " {agreement} % twee keer dezelfde code; hoogstens {false_meetings} personen zijn door toeval"
    " voor iemand anders genomen; van hoogstens {without_code} cliënten weet niemand of ze elders"
    " kwamen."
)
NOT_MEASURED = (
    "De fout van deze koppeling is nooit gemeten. De grenzen bij het stadstotaal houden alleen"
    " rekening met het afronden: in werkelijkheid kan het hoger of lager zijn."
)
LEFT_OUT = "Na de koppeling is er geen totaal dat veilig te tonen is."
INCOMPLETE = (
    "Niet elke cliënt had een koppelcode. Sommige personen kunnen nog twee keer geteld zijn."
)


def reached(evidence: Evidence, deliveries: list[CareDelivery]) -> Outcome:
    """IND-1-01: persons are never added up over organisations (A19).

    There is a headline only where the year was linked; that is no sum.
    """
    linked = linked_part(evidence.care.linked)
    return figure(
        linked.value if linked else None,
        suppressed=linked is not None and linked.suppressed,
        margin=linked.margin if linked else 0,
        told=linked.told if linked else None,
        parts=[
            *([linked] if linked else []),
            *(part(d, d.organisation, called(d), "personen", "clienten") for d in deliveries),
        ],
        breakdowns=[
            *linked_breakdowns(evidence.care.linked),
            *(
                breakdown(
                    f"branche bij {called(d)}",
                    "branche",
                    d.along("clienten", "branche"),
                    f"branche_{d.organisation}",
                )
                for d in deliveries
            ),
        ],
        missing=missing_deliveries(evidence, ORGANISATIONS),
        notes=[
            *counting_notes(evidence.care.linked),
            "Een persoon telt per organisatie bij één branche: de hoofdbranche.",
        ],
    )


def linked_part(linked: LinkedCare | None) -> Part | None:
    """The total of the city, with its own label; none where the year was not linked."""
    total = next(iter(linked.along()), None) if linked else None
    if total is None:
        return None
    return Part(
        CITY,
        "stad, elke persoon één keer",
        "personen",
        total.value,
        suppressed=total.value is None,
        margin=total.margin,
        told=telling.of(total.value),
    )


def linked_breakdowns(linked: LinkedCare | None) -> list[Breakdown]:
    """The branches of the city, unless none may be told."""
    cells = linked.along("branche") if linked else []
    if all(cell.value is None for cell in cells):
        return []
    rows = tuple(
        Row(
            code,
            label_of(code),
            cell.value,
            cell.value is None,
            cell.margin,
            telling.of(cell.value),
        )
        for cell in cells
        for code in [cell.dimensions["branche"]]
    )
    return [Breakdown("branche", "branche in de stad (elke persoon één keer)", rows)]


def counting_notes(linked: LinkedCare | None) -> list[str]:
    """Remarks on double counting, for who reads the figures."""
    if linked is None:
        return [DOUBLE]
    names = [ORGANISATIONS.get(code, code) for code in linked.organisations]
    notes = [ONCE.format(names=" en ".join([", ".join(names[:-1]), names[-1]]))]
    total = next(iter(linked.along()), None)
    if total is None or total.value is None:
        notes = [notes[0], LEFT_OUT]
    else:
        notes.append(_measured(linked.error) if linked.error else NOT_MEASURED)
    if linked_breakdowns(linked):
        notes.append(BRANCHES)
    return notes if linked.is_complete else [*notes, INCOMPLETE]


def _measured(error: LinkedError) -> Remark:
    """For everybody its numbers of persons end on a ten above, so that none is below ten."""
    of_all = replace(
        error,
        false_meetings=_to_tens(error.false_meetings),
        without_code=_to_tens(error.without_code),
    )
    return Remark(MEASURED.format(**asdict(error)), MEASURED.format(**asdict(of_all)))


def _to_tens(most: int) -> int:
    return 10 * max(1, -(-most // 10))
