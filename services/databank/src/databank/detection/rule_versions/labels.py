"""Labels of versions of a rule: stages, steps, reasons and back-tests."""

from chassis.web.pages.branches import branch_word
from chassis.web.pages.languages import mark
from databank.detection.rule_versions.rules import BackTestState
from databank.detection.rules.version import Reason, RecordedStep, Stage

STAGE = {
    Stage.ONTWERP: mark("Ontwerp"),
    Stage.SCHADUW: mark("In schaduw"),
    Stage.ACTIEF: mark("Actief"),
    Stage.VERVANGEN: mark("Vervangen"),
    Stage.INGETROKKEN: mark("Ingetrokken"),
}
STAGE_COLOUR = {
    Stage.ONTWERP: "govuk-tag--grey",
    Stage.SCHADUW: "govuk-tag--purple",
    Stage.ACTIEF: "govuk-tag--green",
    Stage.VERVANGEN: "govuk-tag--grey",
    Stage.INGETROKKEN: "govuk-tag--orange",
}
REASON = {
    Reason.TE_VEEL_VALSE_MELDINGEN: mark("Te veel valse meldingen"),
    Reason.TE_VEEL_GEMIST: mark("Te veel gemist"),
    Reason.TE_VEEL_VERKLAARBAAR: mark("Te veel verklaarbaar"),
    Reason.NIEUWE_WERKWIJZE: mark("Nieuwe werkwijze"),
    Reason.NIEUW_BELEID: mark("Nieuw beleid"),
    Reason.GOED_BEVONDEN: mark("Goed bevonden"),
    Reason.FOUT_IN_REGEL: mark("Fout in de regel"),
    Reason.NIET_MEER_NODIG: mark("Niet meer nodig"),
    Reason.EERSTE_INVOERING: mark("Eerste invoering"),
}
RULE_STEP = {
    RecordedStep.LEVEREN: mark("Geleverd met het systeem"),
    RecordedStep.OPSTELLEN: mark("Opgesteld"),
    RecordedStep.WIJZIGEN: mark("Gewijzigd"),
    RecordedStep.TERUGTOETSEN: mark("Teruggetoetst"),
    RecordedStep.SCHADUW: mark("In schaduw gezet"),
    RecordedStep.ACTIVEREN: mark("Geactiveerd"),
    RecordedStep.INTREKKEN: mark("Ingetrokken"),
    RecordedStep.VERVANGEN: mark("Vervangen door een nieuwere versie"),
}
TEST_STATE = {
    BackTestState.WACHT: mark("Wacht"),
    BackTestState.BEZIG: mark("Bezig"),
    BackTestState.KLAAR: mark("Klaar"),
    BackTestState.GEANNULEERD: mark("Geannuleerd"),
    BackTestState.MISLUKT: mark("Mislukt"),
}


def group(code: str) -> str:
    """A group of a back-test: a pair of branches in words, or the ground of a pattern as it is."""
    branches = code.split(" → ")
    if len(branches) > 1:
        return " → ".join(map(branch_word, branches))
    return code
