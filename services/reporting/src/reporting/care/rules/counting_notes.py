"""Remarks on how persons of care are counted: twice over organisations, or linked with an error."""

from dataclasses import asdict, replace

from reporting.care.rules.publications import ORGANISATIONS, LinkedCare, LinkedError
from reporting.figures.rules.remarks import Remark

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
    if any(cell.value is not None for cell in linked.along("branche")):
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
