"""Protection before punishment: what is urgent, who is not punished, how a signal ends.

Handbook §4.6 and §3.2 (DP-09, DP-11)."""

from uuid import UUID

import pytest

from chassis.refusals import StepRefusedError
from contracts.codes import DisputeReason, SignalKind
from databank.finding_register.rules.steps import PossibleVictim
from databank.welfare.rules import source
from databank.welfare.rules.offender_name import doubt, may_be, readings
from databank.welfare.rules.priority import (
    DISPUTES,
    PROTECTIVE,
    needs_hold,
    priority_of,
)
from databank.welfare.rules.protection import State, Step, after, allowed
from linkage.claim import Features

JA, NEE, ONBEKEND = PossibleVictim.JA, PossibleVictim.NEE, PossibleVictim.ONBEKEND
ID = UUID("00000000-0000-4000-8000-000000000001")


def test_a_minor_force_and_trafficking_are_urgent_and_nothing_else_is() -> None:
    urgent = {kind.value for kind in SignalKind if priority_of(kind) == "dringend"}
    assert urgent == {"minderjarigheid", "dwang", "mensenhandel"}


def test_what_protects_and_what_a_worker_disputes_raise_their_signal() -> None:
    assert {reason.value: kind.value for reason, kind in PROTECTIVE.items()} == {
        "minderjarig": "minderjarigheid",
        "mogelijk_slachtoffer": "mensenhandel",
        "persoon_is_niet_document": "mensenhandel",
    }
    fear = {reason.value for reason, kind in DISPUTES.items() if kind == "dwang"}
    assert fear == {"gedwongen", "onveilig"}
    assert {*DISPUTES} == {*DisputeReason}


@pytest.mark.parametrize(
    ("victim", "urgent", "cleared", "held"),
    [
        (NEE, False, False, False),
        (NEE, False, True, False),
        (JA, False, False, True),
        (ONBEKEND, False, False, True),
        (JA, False, True, False),
        (ONBEKEND, False, True, False),
        (NEE, True, False, True),
        (NEE, True, True, True),
        (JA, True, True, True),
    ],
)
def test_a_possible_victim_is_not_punished_until_the_leadership_cleared_it(
    victim: PossibleVictim, urgent: bool, cleared: bool, held: bool
) -> None:
    assert needs_hold(victim, urgent, cleared=cleared) is held
    if not cleared:
        assert needs_hold(victim, urgent) is held


FOLLOWS = {
    "gemeld": {"triage"},
    "getrieerd": {"veiligheid", "afsluiten"},
    "nagegaan": {"veiligheid", "aanbod", "afsluiten"},
    "aanbod_open": {"aanbod", "veiligheid", "afsluiten"},
    "aanbod_aanvaard": {"doorverwijzing", "aanbod", "veiligheid", "afsluiten"},
    "doorverwezen": {"aanbod", "veiligheid", "afsluiten"},
    "afgesloten": {"heropenen"},
}


@pytest.mark.parametrize("state", State)
def test_only_the_leadership_closes_and_each_state_has_its_steps(state: State) -> None:
    assert {*allowed(state, leader=True)} == FOLLOWS[state]
    assert {*allowed(state, leader=False)} == FOLLOWS[state] - {"afsluiten"}
    for step in Step:
        if step not in FOLLOWS[state]:
            with pytest.raises(StepRefusedError):
                after(state, step, "acuut", None)


@pytest.mark.parametrize(
    ("state", "step", "answer", "to"),
    [
        ("gemeld", "triage", "acuut", "getrieerd"),
        ("getrieerd", "veiligheid", "niet_bereikt", "nagegaan"),
        ("doorverwezen", "veiligheid", "veilig", "doorverwezen"),
        ("aanbod_open", "veiligheid", "niet_veilig", "aanbod_open"),
        ("nagegaan", "aanbod", "aanvaard", "aanbod_aanvaard"),
        ("nagegaan", "aanbod", "geweigerd", "aanbod_open"),
        ("aanbod_aanvaard", "aanbod", "bedenktijd", "aanbod_open"),
        ("aanbod_aanvaard", "doorverwijzing", "opvang", "doorverwezen"),
        ("afgesloten", "heropenen", "nieuwe_feiten", "getrieerd"),
    ],
)
def test_where_a_step_leads(state: str, step: str, answer: str, to: str) -> None:
    assert after(State(state), Step(step), answer, None) == to


@pytest.mark.parametrize(
    ("state", "answer", "safety", "closes"),
    [
        ("getrieerd", "ongegrond", None, True),
        ("aanbod_aanvaard", "geholpen", "veilig", False),
        ("doorverwezen", "geholpen", None, True),
        ("nagegaan", "veilig", "veilig", True),
        ("nagegaan", "veilig", "niet_veilig", False),
        ("nagegaan", "veilig", None, False),
        ("nagegaan", "onvindbaar", "niet_bereikt", True),
        ("nagegaan", "onvindbaar", "veilig", False),
        ("nagegaan", "onvindbaar", None, False),
        ("nagegaan", "acuut", "veilig", False),
    ],
)
def test_a_refusal_of_help_is_no_help_and_who_was_not_asked_is_not_safe(
    state: str, answer: str, safety: str | None, closes: bool
) -> None:
    if closes:
        assert after(State(state), Step.AFSLUITEN, answer, safety) == "afgesloten"
    else:
        with pytest.raises(StepRefusedError):
            after(State(state), Step.AFSLUITEN, answer, safety)


def features(name: str, birth_date: str | None = "1990-05-06") -> list[Features]:
    return readings(name, birth_date)


@pytest.mark.parametrize(
    ("written", "claims", "likely", "why"),
    [
        ([], 0, 0, "naam_te_kort"),
        (features("Alina Voorbeeld"), 2000, 20, None),
        (features("Alina Voorbeeld"), 2001, 0, "te_veel_gegevens"),
        (features("Alina Voorbeeld"), 2000, 21, "te_veel_personen"),
    ],
)
def test_a_name_that_fits_too_many_is_consulted_about(
    written: list[Features], claims: int, likely: int, why: str | None
) -> None:
    assert doubt(written, claims, likely) == why


def test_a_name_is_read_in_every_way_that_it_can_be_parted() -> None:
    assert features("Voorbeeld") == []
    assert features("Voorbeeld ---") == []
    assert len(features("Alina Voorbeeld")) == 1
    assert len(features("Ana Maria Voorbeeld")) == 2


@pytest.mark.parametrize(
    ("typed", "birth", "known_birth", "likely"),
    [
        ("Alina Voorbeeld", "1990-05-06", "1990-05-06", True),
        ("Alena Voorbeeld", "1990-05-06", "1990-05-06", True),
        ("Alina Voorbeeld", None, "1990-05-06", True),
        ("Alena Voorbeeld", None, "1990-05-06", False),
        ("Alina Voorbeeld", "1971-11-23", "1990-05-06", False),
        ("Iemand Anders", "1990-05-06", "1990-05-06", False),
    ],
)
def test_without_a_birth_date_only_the_same_name_may_be_somebody(
    typed: str, birth: str | None, known_birth: str | None, likely: bool
) -> None:
    (claim,) = features("Alina Voorbeeld", known_birth)
    assert any(may_be(reading, claim) for reading in features(typed, birth)) is likely


def test_a_source_of_a_finding_is_known_as_one_and_no_other_is() -> None:
    assert source.finding_of(source.of_finding(ID)) == ID
    others = (source.of_person, source.of_presence, source.of_encounter, source.of_validation)
    told = {make(ID) for make in (*others, source.of_finding)}
    assert len(told) == 5
    assert all(str(ID) in each for each in told)
    assert [source.finding_of(make(ID)) for make in others] == [None] * 4
