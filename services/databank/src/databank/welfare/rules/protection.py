"""The steps with a protective signal, and the states that they lead to (handbook §4.6).

+-----------------+-----------------------------------------------------+
| state           | what may follow                                     |
+=================+=====================================================+
| gemeld          | triage                                              |
+-----------------+-----------------------------------------------------+
| getrieerd       | veiligheid, afsluiten                               |
+-----------------+-----------------------------------------------------+
| nagegaan        | veiligheid, aanbod, afsluiten                       |
+-----------------+-----------------------------------------------------+
| aanbod_open     | aanbod, veiligheid, afsluiten                       |
+-----------------+-----------------------------------------------------+
| aanbod_aanvaard | doorverwijzing, aanbod, veiligheid, afsluiten       |
+-----------------+-----------------------------------------------------+
| doorverwezen    | aanbod, veiligheid, afsluiten                       |
+-----------------+-----------------------------------------------------+
| afgesloten      | heropenen                                           |
+-----------------+-----------------------------------------------------+

Nobody is referred without her consent, and a refusal closes nothing: the offer can be repeated. A
named person of the leadership closes (DP-09, DP-11); new evidence about the same opens it again.
"""

from collections.abc import Mapping
from enum import StrEnum

from chassis.messages import lazy
from chassis.refusals import StepRefusedError


class State(StrEnum):
    GEMELD = "gemeld"
    GETRIEERD = "getrieerd"
    NAGEGAAN = "nagegaan"
    AANBOD_OPEN = "aanbod_open"
    AANBOD_AANVAARD = "aanbod_aanvaard"
    DOORVERWEZEN = "doorverwezen"
    AFGESLOTEN = "afgesloten"


class Step(StrEnum):
    TRIAGE = "triage"
    VEILIGHEID = "veiligheid"
    AANBOD = "aanbod"
    DOORVERWIJZING = "doorverwijzing"
    AFSLUITEN = "afsluiten"
    HEROPENEN = "heropenen"


ANSWERS: Mapping[Step, tuple[str, ...]] = {
    Step.TRIAGE: ("acuut", "niet_acuut"),
    Step.VEILIGHEID: ("veilig", "niet_veilig", "niet_bereikt"),
    Step.AANBOD: ("aanvaard", "geweigerd", "bedenktijd"),
    Step.DOORVERWIJZING: ("slachtoffercentrum", "opvang", "gezondheid", "jeugdhulp", "recht"),
    Step.AFSLUITEN: ("ongegrond", "geholpen", "veilig", "onvindbaar"),
    Step.HEROPENEN: ("nieuwe_feiten", "nieuw_aanbod"),
}
"""The answers that end each step: codes, never free text (DP-19). Of a referral only the kind of
help is kept, no organisation and no dossier."""

ALLOWED: Mapping[State, tuple[Step, ...]] = {
    State.GEMELD: (Step.TRIAGE,),
    State.GETRIEERD: (Step.VEILIGHEID, Step.AFSLUITEN),
    State.NAGEGAAN: (Step.VEILIGHEID, Step.AANBOD, Step.AFSLUITEN),
    State.AANBOD_OPEN: (Step.AANBOD, Step.VEILIGHEID, Step.AFSLUITEN),
    State.AANBOD_AANVAARD: (Step.DOORVERWIJZING, Step.AANBOD, Step.VEILIGHEID, Step.AFSLUITEN),
    State.DOORVERWEZEN: (Step.AANBOD, Step.VEILIGHEID, Step.AFSLUITEN),
    State.AFGESLOTEN: (Step.HEROPENEN,),
}

UNFOUND = frozenset({"onvindbaar"})
"""Answers that close a signal and clear nobody: the city goes on waiting (handbook §4.6)."""

BY_LEADER = frozenset({Step.AFSLUITEN})
"""The leadership decides that a signal is closed (handbook §4.3)."""


def allowed(state: State, *, leader: bool) -> tuple[Step, ...]:
    return tuple(step for step in ALLOWED[state] if leader or step not in BY_LEADER)


def after(state: State, step: Step, answer: str, safety: str | None) -> State:
    """The state after the step. ``safety`` is the answer of the last safety check, if any."""
    if step not in ALLOWED[state]:
        raise StepRefusedError(lazy("Deze stap kan nu niet. Kijk hoever het signaal staat."))
    if answer not in ANSWERS[step]:
        raise StepRefusedError(lazy("Kies een van de antwoorden."))
    match step:
        case Step.VEILIGHEID:
            return State.NAGEGAAN if state is State.GETRIEERD else state
        case Step.AANBOD:
            return State.AANBOD_AANVAARD if answer == "aanvaard" else State.AANBOD_OPEN
        case Step.DOORVERWIJZING:
            return State.DOORVERWEZEN
        case Step.AFSLUITEN:
            _check_closing(state, answer, safety)
            return State.AFGESLOTEN
    return State.GETRIEERD


def _check_closing(state: State, answer: str, safety: str | None) -> None:
    """A refusal of help is no help, and a person who was not asked is not safe."""
    if answer == "geholpen" and state is not State.DOORVERWEZEN:
        raise StepRefusedError(lazy("Er is nog geen doorverwijzing. Kies een andere reden."))
    if answer == "veilig" and safety != "veilig":
        raise StepRefusedError(lazy("Bij het laatste nazicht was de persoon niet veilig."))
    if answer == "onvindbaar" and safety != "niet_bereikt":
        raise StepRefusedError(lazy("De persoon is bij het laatste nazicht bereikt."))
