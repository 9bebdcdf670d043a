"""Every case has a lawful way to its end by people, and every right a state to be used in.

The tables alone: no clock, no police and no court is needed, or the state stands in a list that
says why. A right that no step serves yet is an expected failure with what is missing.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from contracts.codes import MeasureBasis, MeasureKind
from enforcement.cases.rules import Procedure
from enforcement.gas.rules import GAS, GasFile, GasState
from enforcement.integrity_investigations.rules import INTEGRITY, IntegrityFile
from enforcement.integrity_investigations.rules.codes import Measure, Subject
from enforcement.mayor_measures.rules.guards import MeasureFile
from enforcement.mayor_measures.rules.procedure import MEASURE
from enforcement.sanctions.rules import SANCTION, SanctionFile
from enforcement.street_bans.rules import STREET_BAN, BanFile
from enforcement.suitability.rules import SUITABILITY, DossierFile

TODAY, YESTERDAY, NEXT_WEEK = date(2026, 3, 2), date(2026, 3, 1), date(2026, 3, 9)
PROCEDURES: dict[str, Procedure[Any, Any, Any]] = {
    "gas": GAS,
    "sanction": SANCTION,
    "suitability": SUITABILITY,
    "integrity": INTEGRITY,
    "measure": MEASURE,
    "street-ban": STREET_BAN,
}
ENDS = {
    "gas": {
        "onontvankelijk",
        "overgenomen_door_parket",
        "geseponeerd",
        "bemiddeling_geslaagd",
        "gemeenschapsdienst_volbracht",
        "geen_geldboete",
        "waarschuwing",
        "vervallen",
        "vernietigd",
        "ingetrokken",
    },
    "sanction": set(),
    "suitability": {"afgestand", "stopgezet"},
    "integrity": set(),
    "measure": set(),
    "street-ban": {"afgesloten"},
}
CLOSED: dict[str, dict[str, str]] = {
    "sanction": {"afgesloten": "closed; the body may still take its decision back"},
    "integrity": {"afgesloten": "closed; the college may still take its decision back"},
    "measure": {"afgesloten": "closed; an order that was annulled may be taken anew"},
    "gas": {
        "afgesloten": "closed; an appeal, a payment that was booked back or a receipt opens it",
        "gevoegd": "its facts are in another case, whose end is theirs",
    },
    "suitability": {
        "geweigerd": "decided; the city or the Council of State has it decided anew",
        "ingetrokken": "taken back by a sanction; only the Council of State gives it back",
        "vervallen": "its last day is over; a refused renewal may be decided anew",
    },
}
"""Ends that something outside may still undo, by why."""
BY_PEOPLE_ELSEWHERE: dict[str, set[str]] = {
    "gas": {
        # a letter that somebody posts, a booking that finance makes: the step follows at once
        *("start-letter", "mediation-offer", "community-service", "decision-notification"),
        *("claim", "reminder", "collection", "payment", "irrecoverable"),
    },
    "suitability": {"advices-closed"},  # the last advice that a service gives
}
"""Automatic steps that follow from what people do with letters and payments."""
NO_WAY_OUT = {
    *("fine-withdrawal", "appeal", "application-withdrawal", "relinquishment", "retake"),
}
"""Steps that no case may need for its end: the city waits for nobody to give up, to go to court or
to see a fault of its own."""


def targets(target: Any) -> set[Any]:
    return {*target.values()} if isinstance(target, Mapping) else {target}


def states_of(procedure: Procedure[Any, Any, Any]) -> set[Any]:
    states = {state for state, _step in procedure.transitions}
    return states.union(*(targets(each) for each in procedure.transitions.values()))


def with_a_way_out(name: str) -> set[Any]:
    """The states from which steps of people lead to an end."""
    procedure = PROCEDURES[name]
    elsewhere = BY_PEOPLE_ELSEWHERE.get(name, set())
    steps = [
        (state, targets(target))
        for (state, step), target in procedure.transitions.items()
        if (step not in procedure.automatic or step in elsewhere) and step not in NO_WAY_OUT
    ]
    reached = {*ENDS[name], *CLOSED.get(name, {})}
    while more := {state for state, after in steps if after & reached} - reached:
        reached |= more
    return reached


@pytest.mark.parametrize("name", PROCEDURES)
def test_the_ends_of_a_procedure_are_those_that_no_step_leaves_for_another_state(
    name: str,
) -> None:
    assert PROCEDURES[name].ends == ENDS[name]
    assert not ENDS[name] & {*CLOSED.get(name, {})}


UNENDED: dict[str, dict[str, str]] = {
    "gas": {
        # a decision that came in time: its appeal month, and the judgment, end by themselves
        "herzien": "the judgment makes the fine final: the timer of that same moment",
    },
    "suitability": dict.fromkeys(
        ("toegekend", "voorwaardelijk_toegekend", "vernieuwing_lopend"),
        "a declaration works until its last day, unless its owner gives it up",
    ),
}
"""States that only time ends, by why the law wants that."""


@pytest.mark.parametrize("name", PROCEDURES)
def test_people_bring_every_case_to_its_end(name: str) -> None:
    stuck = states_of(PROCEDURES[name]) - with_a_way_out(name)
    assert stuck == {*UNENDED.get(name, {})}


INVITED = {"hearing_on": YESTERDAY, "invited_on": YESTERDAY}
STARTED = GasFile(GasState.OPGESTART, envisaged=250, appeal_until=YESTERDAY)
MINOR = replace(STARTED, minor=True)

Right = tuple[str, str, Any, str, dict[str, str | None]]
RIGHTS: list[Right] = [
    (
        "to write a defence until the decision (GAS law art. 25)",
        "gas",
        STARTED,
        "written-defence",
        dict.fromkeys(
            (
                *("opgestart", "bemiddeling_lopend", "gemeenschapsdienst_lopend"),
                *("verweer_ontvangen", "hoorzitting_gepland", "hoorzitting_gehouden"),
                *("niet_verschenen", "klaar_voor_beslissing"),
            )
        ),
    ),
    (
        "to ask to be heard while the term runs (GAS law art. 25 §4)",
        "gas",
        STARTED,
        "hearing-request",
        dict.fromkeys(
            (
                *("opgestart", "verweer_ontvangen", "klaar_voor_beslissing"),
                *("bemiddeling_lopend", "gemeenschapsdienst_lopend"),
            )
        ),
    ),
    (
        "to be offered mediation as a minor before a fine (GAS law arts. 16 and 18)",
        "gas",
        MINOR,
        "mediation-offer",
        dict.fromkeys(
            ("opgestart", "verweer_ontvangen", "hoorzitting_gehouden", "niet_verschenen")
        ),
    ),
    (
        "to appeal at the police court (GAS law art. 31)",
        "gas",
        STARTED,
        "appeal",
        dict.fromkeys(
            (
                *("geldboete_opgelegd", "ter_kennis_gebracht", "beroep_ingesteld", "vonnis"),
                *("definitief", "te_betalen", "aanmaning", "dwanginvordering", "betaald"),
                *("oninbaar", "verjaard", "afgesloten"),
            )
        ),
    ),
    (
        "to write before a sanction (the right to be heard, a principle)",
        "sanction",
        SanctionFile,
        "written-defence",
        dict.fromkeys(
            (
                *("hoorzitting_uitgenodigd", "schriftelijk_verweer", "hoorzitting_gehouden"),
                *("geen_verweer", "advies_opgemaakt", "op_agenda_orgaan"),
            )
        ),
    ),
    (
        "to contest a sanction at the Council of State (coordinated laws, art. 14)",
        "sanction",
        SanctionFile,
        "council-appeal",
        dict.fromkeys(
            ("ter_kennis_gebracht", "in_uitvoering", "uitvoering_gecontroleerd", "afgesloten")
        ),
    ),
    (
        "to write before a declaration is refused (the right to be heard, a principle)",
        "suitability",
        DossierFile(None, False, 0, 0, defence_until=NEXT_WEEK),  # type: ignore[arg-type]
        "written-defence",
        dict.fromkeys(
            (
                *("in_advies", "klaar_voor_beslissing", "toegekend"),
                *("voorwaardelijk_toegekend", "vernieuwing_lopend"),
            )
        ),
    ),
    (
        "to take an application back (handbook §2.1)",
        "suitability",
        DossierFile(None, False, 0, 0, renewing=True),  # type: ignore[arg-type]
        "application-withdrawal",
        dict.fromkeys(
            (
                *("ingediend", "onvolledig", "volledig", "in_advies"),
                *("klaar_voor_beslissing", "vernieuwing_lopend"),
            )
        ),
    ),
    (
        "to contest a refusal at the Council of State (coordinated laws, art. 14)",
        "suitability",
        DossierFile(None, False, 0, 0, renewal_refused=True),  # type: ignore[arg-type]
        "council-appeal",
        dict.fromkeys(
            (
                *("geweigerd", "toegekend", "voorwaardelijk_toegekend", "vernieuwing_lopend"),
                "vervallen",
            )
        ),
    ),
    (
        "to be heard before a measure on integrity (NGW art. 119ter §8)",
        "integrity",
        IntegrityFile,
        "hearing",
        dict.fromkeys(("hoorzitting_uitgenodigd", "gehoord")),
    ),
    (
        "to write before a measure on integrity (NGW art. 119ter §8)",
        "integrity",
        IntegrityFile,
        "written-defence",
        dict.fromkeys(("hoorzitting_uitgenodigd", "gehoord", "voorgesteld")),
    ),
    (
        "to contest it at the Council of State (NGW art. 119ter §11)",
        "integrity",
        IntegrityFile,
        "council-appeal",
        dict.fromkeys(("ter_kennis_gebracht", "in_werking", "afgesloten")),
    ),
    (
        "to write before an order of the mayor (NGW arts. 134ter, 134quinquies)",
        "measure",
        MeasureFile,
        "written-defence",
        dict.fromkeys(
            (
                *("uitgenodigd_hoorzitting", "schriftelijk_verweer", "gehoord"),
                *("niet_verschenen", "bevel_opgesteld"),
            )
        ),
    ),
    (
        "to be heard after an order that could not wait (NGW art. 135)",
        "measure",
        MeasureFile,
        "hearing",
        dict.fromkeys(("ondertekend", "ter_kennis_gebracht", "in_uitvoering")),
    ),
    (
        "to contest an order at the Council of State (coordinated laws, art. 14)",
        "measure",
        MeasureFile,
        "council-appeal",
        dict.fromkeys(
            (
                *("ter_kennis_gebracht", "in_uitvoering", "uitvoering_gecontroleerd"),
                *("opgeheven", "verlopen", "vervallen", "afgesloten"),
            )
        ),
    ),
    (
        "to be heard before a street ban and each renewal (NGW art. 134sexies §4)",
        "street-ban",
        BanFile,
        "hearing",
        dict.fromkeys(("uitgenodigd", "gehoord", "actief")),
    ),
    (
        "to write before a street ban and each renewal (NGW art. 134sexies §4)",
        "street-ban",
        BanFile,
        "written-defence",
        dict.fromkeys(("uitgenodigd", "gehoord", "actief")),
    ),
    (
        "to contest a street ban at the Council of State (coordinated laws, art. 14)",
        "street-ban",
        BanFile,
        "council-appeal",
        dict.fromkeys(("bevolen", "actief", "voorbij", "afgesloten")),
    ),
]
"""What, in which procedure, with which file, by which step, in which states: with what is missing
where no step serves it yet."""


def file_in(state: Any, file: Any) -> Any:
    """The file of a person who was invited and told, in this state."""
    if file is MeasureFile:
        kind, basis = MeasureKind.OPENBARE_ORDE, MeasureBasis.NGW_135
        return MeasureFile(state, kind, basis, urgent=True, notified=True, **INVITED)
    if file is IntegrityFile:
        proposed = {"proposed": Measure.SCHORSING, "advised": True}
        return IntegrityFile(state, Subject.VERKLARING, notified=True, **proposed, **INVITED)
    if file is BanFile:
        return BanFile(state, warned=True, notified=True, **INVITED)
    if file is SanctionFile:
        return SanctionFile(state, warned=True, next_finding=True, takes_effect=True, **INVITED)
    return replace(file, state=state)


@pytest.mark.parametrize(
    ("name", "file", "step", "state"),
    [
        pytest.param(
            *(name, file, step, state),
            id=f"{right}: {state}",
            marks=pytest.mark.xfail(strict=True, reason=missing) if missing else (),
        )
        for right, name, file, step, states in RIGHTS
        for state, missing in states.items()
    ],
)
def test_a_right_is_usable_in_each_state_in_which_the_law_gives_it(
    name: str, file: Any, step: str, state: str
) -> None:
    procedure = PROCEDURES[name]
    (of_state,) = (each for each in states_of(procedure) if each == state)
    (of_step,) = {each for _state, each in procedure.transitions if each == step}
    assert procedure.permits(file_in(of_state, file), of_step, TODAY)
