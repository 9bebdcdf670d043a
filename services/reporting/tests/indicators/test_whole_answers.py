"""Whole answers of indicators: figure, parts with unit, splits, what is lacking and what is said.

Counted by hand from a few facts; names and words are those of the plan's table of indicators.
"""

from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

import pytest

from reporting.care.rules.publications import (
    Care,
    CareCell,
    CareDelivery,
    LinkedCare,
    LinkedCell,
)
from reporting.facts.rules.facts import Fact, Facts
from reporting.figures.rules.outcomes import Outcome
from reporting.figures.rules.remarks import Remark, for_all
from reporting.indicators.rules.answers import answer
from reporting.indicators.rules.evidence import Evidence
from reporting.periods.rules import Period
from reporting.regie.rules.kinds import RegieKind, RegieStatus
from reporting.regie.rules.records import RegieEntry, Register
from reporting.report_register.rules.published import AwaitedReport, PublishedReport

LATER = date(2028, 1, 1)
EVER = dict.fromkeys(("databank", "enforcement", "pandkalender"), date(2020, 1, 1))
DAY = date(2026, 3, 12)


def fact(kind: str, case: int, branch: str | None = None, /, **dims: Any) -> Fact:
    return Fact(kind, UUID(int=case), DAY, branch, dims)


def asked(indicator: str, *facts: Fact, period: str = "2026-03", **known: Any) -> Outcome:
    return answer(
        indicator, Evidence(Period.parse(period), LATER, EVER, facts=Facts(facts), **known)
    )


def parts(outcome: Outcome) -> dict[str, tuple[str, str, int | None, bool]]:
    return {
        part.code: (str(part.label), str(part.unit), part.value, part.counted)
        for part in outcome.parts
    }


def splits(outcome: Outcome) -> dict[tuple[str, str], dict[str, int | None]]:
    return {
        (split.dimension, str(split.label)): {row.code: row.value for row in split.rows}
        for split in outcome.breakdowns
    }


def fine(case: int, branch: str, zone: bool | None, band: str, defence: str) -> Fact:
    dims = {"in_tolerance_zone": zone, "band": band, "defence": defence}
    return fact("gas-fine-imposed", case, branch, **dims)


def sanction(case: int, kind: str, body: str, **more: Any) -> Fact:
    zone, branch = more.get("zone"), more.get("branch")
    dims = {"kind": kind, "deciding_body": body, "in_tolerance_zone": zone}
    return fact("sanction-decided", case, branch, **dims)


FINES = [
    fine(1, "straat", True, "tot_175", "geen_verweer"),
    fine(2, "escort", False, "tot_350", "verworpen"),
    fine(3, "raam", None, "tot_175", "geen_verweer"),
    fine(4, "straat", True, "tot_175", "geen_verweer"),
]
SANCTIONS = [
    sanction(11, "schorsing", "college", branch="raam", zone=True),
    sanction(12, "intrekking", "burgemeester"),
    sanction(13, "geen_sanctie", "college"),
    sanction(14, "extra_waarschuwing", "burgemeester"),
    sanction(15, "schorsing", "college"),
]
ORDER = fact(
    "mayor-measure-ordered",
    21,
    "raam",
    kind="openbare_orde",
    content="sluiting",
    basis="ngw_135",
    deciding_body="burgemeester",
    renewal=0,
    in_tolerance_zone=False,
    effective_from="2026-03-12T12:00:00+01:00",
    effective_to="2026-03-19T12:00:00+01:00",
)


def test_fines_stand_by_role_and_by_what_became_of_them() -> None:
    told = [
        fact("gas-case-opened", 1, offender_role="prostituee"),
        fact("gas-case-opened", 2, offender_role="prostituant"),
        fact("gas-case-opened", 3, offender_role="exploitant"),
        fact("gas-fine-final", 1, band="tot_70"),
        fact("gas-fine-withdrawn", 2),
    ]
    outcome = asked("IND-2.2-01", *FINES, fines=Facts(told))
    assert outcome.value == 2
    assert parts(outcome) == {
        "prostituee": ("opgelegd aan prostituees", "geldboetes", 1, True),
        "prostituant": ("opgelegd aan prostituanten", "geldboetes", 1, True),
        "exploitant": ("opgelegd aan exploitanten", "geldboetes", 1, False),
    }
    assert splits(outcome) == {
        ("branch", "vorm"): {"escort": 1, "straat": 1},
        ("zone", "plaats"): {"buiten": 1, "binnen": 1},
        ("band", "bedrag"): {"tot_350": 1, "tot_70": 1},
        ("defence", "verweer"): {"geen_verweer": 1, "verworpen": 1},
        ("appeal", "beroep"): {"geen_beroep": 2},
        ("payment", "betaling"): {"ingetrokken": 1, "te_betalen": 1},
    }
    assert outcome.missing == ("rol van de overtreder van sommige geldboetes",)
    assert outcome.notes == (
        "Bedrag, beroep en betaling zijn die van vandaag, ook voor een vroegere periode.",
    )


@pytest.mark.parametrize(
    ("told", "appeal", "payment"),
    [
        ([], "geen_beroep", "niet_definitief"),
        ([fact("gas-fine-withdrawn", 1)], "geen_beroep", "ingetrokken"),
        ([fact("gas-appeal-lodged", 1)], "beroep_loopt", "niet_definitief"),
        (
            [fact("gas-appeal-lodged", 1), fact("gas-fine-withdrawn", 1)],
            "zonder_voorwerp",
            "ingetrokken",
        ),
        (
            [fact("gas-appeal-lodged", 1), fact("gas-appeal-decided", 1, verdict="vernietigd")],
            "vernietigd",
            "niet_verschuldigd",
        ),
        (
            [fact("gas-appeal-lodged", 1), fact("gas-appeal-decided", 1, verdict="bevestigd")],
            "bevestigd",
            "niet_definitief",
        ),
        ([fact("gas-fine-final", 1, band="tot_70")], "geen_beroep", "te_betalen"),
        (
            [fact("gas-fine-final", 1, band="tot_70"), fact("gas-reminder-sent", 1)],
            "geen_beroep",
            "aangemaand",
        ),
        (
            [fact("gas-reminder-sent", 1), fact("gas-payment-received", 1)],
            "geen_beroep",
            "deels_betaald",
        ),
        (
            [fact("gas-payment-received", 1), fact("gas-collection-started", 1)],
            "geen_beroep",
            "dwanginvordering",
        ),
        (
            [fact("gas-reminder-sent", 1), fact("gas-case-closed", 1, outcome="betaald")],
            "geen_beroep",
            "betaald",
        ),
        (
            [
                fact("gas-payment-received", 1),
                fact("gas-case-closed", 1, outcome="betaald"),
                fact("gas-payment-undone", 1),
            ],
            "geen_beroep",
            "niet_definitief",
        ),
        (
            [
                fact("gas-payment-received", 1),
                fact("gas-case-closed", 1, outcome="betaald"),
                fact("gas-payment-undone", 1, in_part=True),
            ],
            "geen_beroep",
            "deels_betaald",
        ),
        (
            [
                fact("gas-case-closed", 1, outcome="betaald"),
                fact("gas-payment-undone", 1, settled=True),
            ],
            "geen_beroep",
            "betaald",
        ),
    ],
)
def test_what_became_of_a_fine_is_the_last_that_was_told(
    told: list[Fact], appeal: str, payment: str
) -> None:
    opened = fact("gas-case-opened", 1, offender_role="prostituee")
    found = splits(asked("IND-2.2-01", FINES[0], fines=Facts([opened, *told])))
    assert found["appeal", "beroep"] == {appeal: 1}
    assert found["payment", "betaling"] == {payment: 1}


def test_all_measures_of_a_period_stand_together_once_each() -> None:
    outcome = asked("IND-2-03", *FINES, *SANCTIONS, ORDER)
    assert outcome.value == 8
    assert parts(outcome) == {
        "fines": ("geldboetes", "geldboetes", 4, True),
        "sanctions": ("sancties", "sancties", 3, True),
        "orders": ("maatregelen burgemeester", "bevelen", 1, True),
    }
    assert splits(outcome) == {
        ("kind", "soort"): {"intrekking": 1, "openbare_orde": 1, "schorsing": 2, "geldboete": 4},
        ("authority", "beslissend orgaan"): {
            "burgemeester": 2,
            "college": 2,
            "sanctionerend_ambtenaar": 4,
        },
        ("branch", "vorm"): {"escort": 1, "onbekend": 2, "raam": 3, "straat": 2},
        ("zone", "plaats"): {"buiten": 2, "binnen": 3, "onbekend": 3},
    }
    assert outcome.notes == (
        "Elke maatregel telt één keer: een sluiting na een sanctie is dezelfde maatregel.",
        "Bestuurlijke aanhoudingen zijn politiemaatregelen en tellen niet mee (IND-2.1-04f).",
    )
    without = splits(asked("IND-2-03", ORDER))
    assert without["kind", "soort"] == {"openbare_orde": 1}
    assert without["authority", "beslissend orgaan"] == {"burgemeester": 1}


def test_sanctions_stand_by_body_with_those_that_the_council_annulled() -> None:
    rulings = Facts(
        [
            fact("sanction-appeal-decided", 11, ruling="vernietiging"),
            fact("sanction-appeal-decided", 12, ruling="verwerping"),
        ]
    )
    outcome = asked("IND-2.2-02", *FINES, *SANCTIONS, ORDER, followed=rulings)
    assert outcome.value == 3
    assert parts(outcome) == {
        "burgemeester": ("beslist door de burgemeester", "sancties", 1, True),
        "college": ("beslist door het college", "sancties", 2, True),
        "extra_waarschuwing": ("extra waarschuwing", "beslissingen", 1, False),
        "geen_sanctie": ("geen sanctie", "beslissingen", 1, False),
        "vernietigd": ("vernietigd door de Raad van State", "sancties", 1, False),
    }
    assert splits(outcome) == {
        ("kind", "soort"): {"intrekking": 1, "schorsing": 2},
        ("kind_burgemeester", "soort, beslist door burgemeester"): {"intrekking": 1},
        ("kind_college", "soort, beslist door college"): {"schorsing": 2},
    }
    assert outcome.notes == (
        "De formulering noemt de burgemeester, maar ook het college kan beslissen. "
        "Daarom staan de twee organen apart.",
        "Wat de Raad van State later vernietigt, telt mee op de dag van beslissing.",
    )


def test_orders_of_the_mayor_stand_by_ground_and_by_how_long_they_hold() -> None:
    outcome = asked("IND-2.2-03", *FINES, *SANCTIONS, ORDER)
    assert outcome.value == 1
    assert parts(outcome) == {
        "openbare_orde": ("openbare orde", "bevelen", 1, True),
        "straatverbod": ("straatverboden", "bevelen", 0, True),
        "sluiting_mensenhandel": ("sluitingen wegens mensenhandel", "bevelen", 0, True),
    }
    assert splits(outcome) == {
        ("kind", "soort"): {"openbare_orde": 1},
        ("content", "inhoud"): {"sluiting": 1},
        ("basis", "wettelijke grond"): {"ngw_135": 1},
        ("duration", "duur"): {"tot_een_week": 1},
        ("renewal", "eerste bevel of verlenging"): {"eerste_bevel": 1},
        ("branch", "vorm"): {"raam": 1},
        ("zone", "plaats"): {"buiten": 1},
    }
    assert outcome.notes == (
        "Elk bevel telt op de dag van ondertekening, ook een verlenging. Een bevel dat later "
        "verviel, telt mee; bij IND-2.1-05 staat wat ervan kwam.",
    )


def test_measures_are_followed_to_what_was_found() -> None:
    followed = Facts(
        [
            fact("sanction-notified", 12),
            fact("sanction-execution-recorded", 15, complied=False),
            fact("sanction-appeal-decided", 11, ruling="vernietiging"),
            ORDER,
        ]
    )
    outcome = asked("IND-2.1-05", *FINES, *SANCTIONS, ORDER, followed=followed)
    assert outcome.value == 4
    assert parts(outcome) == {
        "administrative": ("sancties", "sancties", 3, True),
        "fines": ("geldboetes", "geldboetes", 4, False),
        "orders": ("maatregelen burgemeester", "bevelen", 1, True),
        "judicial": ("gerechtelijke maatregelen van de politie", "maatregelen", None, False),
    }
    assert splits(outcome) == {
        ("status", "opvolging"): {
            "open": 1,
            "in_uitvoering": 1,
            "nageleefd": 0,
            "niet_nageleefd": 1,
            "beeindigd": 0,
            "zonder_gevolg": 1,
        },
        ("kind", "soort"): {"intrekking": 1, "openbare_orde": 1, "schorsing": 2},
    }
    assert outcome.missing == ("aanhoudingen en maatregelen zijn er per halfjaar, niet per maand",)
    assert outcome.notes == (
        "Gerechtelijke maatregelen staan ernaast: de politie geeft aantallen vrij, waarvan "
        "kleine verborgen zijn, en geen opvolging.",
    )
    assert splits(asked("IND-2.1-05")) == {}


def released(about: str, half: int | None, total: int | None, kind: str) -> Fact:
    tables = {name: {kind: total} for name in ("branches", "grounds", "kinds")}
    begins = date(2026, 7 if half == 2 else 1, 1)
    dims: dict[str, Any] = {"about": about, "half": half, "threshold": 5, "total": total}
    return Fact("police-counts-released", UUID(int=half or 9), begins, None, dims | tables)


def test_judicial_measures_stand_beside_those_of_the_parket() -> None:
    facts = [
        released("gerechtelijke_aanhoudingen", 1, 6, "met_bevel"),
        released("gerechtelijke_aanhoudingen", 2, 8, "met_bevel"),
        released("gerechtelijke_maatregelen", 1, 7, "inbeslagname"),
        released("gerechtelijke_maatregelen", 2, 5, "inbeslagname"),
        released("cijfers_van_het_parket", None, 9, "seponering"),
    ]
    outcome = asked("IND-2-04", *facts, period="2026")
    assert outcome.value == 26
    assert parts(outcome) == {
        "arrests": ("gerechtelijke aanhoudingen", "aanhoudingen", 14, True),
        "measures": ("andere gerechtelijke maatregelen", "maatregelen", 12, True),
        "parket": ("maatregelen van parket en rechtbank", "maatregelen", 9, False),
    }
    assert splits(outcome) == {
        ("kind", "soort"): {"inbeslagname": 12, "met_bevel": 14},
        ("ground", "feitengroep"): {"inbeslagname": 12, "met_bevel": 14},
        ("kind_parket", "soort, parket"): {"seponering": 9},
        ("ground_parket", "feitengroep, parket"): {"seponering": 9},
    }
    assert outcome.missing == ()
    hidden = replace(facts[2], dims=facts[2].dims | {"total": None})
    of_few = asked("IND-2-04", *facts[:2], hidden, *facts[3:], period="2026")
    assert (of_few.value, of_few.suppressed) == (None, True)
    assert [(part.value, part.suppressed) for part in of_few.parts] == [
        (14, False),
        (None, True),
        (9, False),
    ]
    without = asked("IND-2-04", *facts[:4], period="2026")
    assert without.missing == ("gerechtelijke maatregelen van het parket",)
    assert parts(without)["parket"][2] is None


@pytest.mark.parametrize(
    ("period", "halves", "is_whole"),
    [
        ("2026-H1", (1,), True),
        ("2026-H2", (2,), True),
        ("2026", (1, 2), True),
        ("2026", (2,), False),
    ],
)
def test_arrests_lack_the_halves_that_did_not_leave(
    period: str, halves: tuple[int, ...], is_whole: bool
) -> None:
    facts = [released("bestuurlijke_aanhoudingen", half, 6, "openbare_rust") for half in halves]
    of_half = [each for each in facts if each.day in Period.parse(period)]
    lacking = asked("IND-2.1-04f", *of_half, period=period).missing
    assert lacking == (() if is_whole else ("een halfjaar dat de politie nog niet vrijgaf",))


def test_arrests_say_from_how_many_on_they_are_told() -> None:
    """Handbook §4.8: to who serves the plan from five on, to everybody from ten."""
    half = released("bestuurlijke_aanhoudingen", 1, 6, "openbare_rust")
    (note,) = asked("IND-2.1-04f", half, period="2026-H1").notes
    assert isinstance(note, Remark)
    assert note == (
        "De politie geeft aantallen per halfjaar vrij, elk één keer. Een aantal onder 5 is "
        "verborgen (•), en ook wat het zou verraden."
    )
    assert for_all(note) == (
        "De politie geeft aantallen per halfjaar vrij, elk één keer. Een aantal onder 10 is "
        "verborgen ([c]), en ook wat het zou verraden."
    )


def test_reports_of_the_police_stand_by_branch_subject_and_place() -> None:
    told_ = [
        ("RIR", "straat", "tippelen", True),
        ("RIR", "straat", "tippelen", False),
        ("RIR", "raam", "overlast", None),
        ("INFORMATIERAPPORT", "escort", "overlast", True),
    ]
    facts = [
        fact("report-drawn-up", nr, branch, kind=kind, fact_code=code, in_tolerance_zone=zone)
        for nr, (kind, branch, code, zone) in enumerate(told_)
    ]
    outcome = asked("IND-2.1-04b", *facts)
    assert outcome.value == 3
    assert splits(outcome) == {
        ("branch", "branche"): {"raam": 1, "straat": 2},
        ("fact_code", "thema"): {"overlast": 1, "tippelen": 2},
        ("zone", "plaats"): {"binnen": 1, "buiten": 1},
    }
    other = splits(asked("IND-2.1-04e", *facts))
    assert other["zone", "plaats"] == {"binnen": 1}


def visit(case: int, house: int, reason: str, result: str, rooms: int) -> Fact:
    kind = "reactief" if house == 3 else "proactief"
    premises = str(UUID(int=house))
    dims = {"kind": kind, "premises_id": premises, "rooms_visited": rooms}
    return fact("suitability-visit-completed", case, reason=reason, result=result, **dims)


def test_premises_count_once_with_visits_rooms_and_their_share_of_all_beside_them() -> None:
    visits = [
        visit(31, 1, "aanvraag", "in_orde", 4),
        visit(32, 1, "melding", "tekorten", 3),
        visit(33, 2, "melding", "in_orde", 2),
        visit(34, 3, "melding", "in_orde", 5),
    ]
    streets = {
        str(UUID(int=1)): "Proefplein",
        str(UUID(int=7)): "Proefplein",
        str(UUID(int=8)): "Voorbeeldstraat",
    }
    outcome = asked("IND-2.3-01", *visits, streets=streets)
    assert outcome.value == 2
    assert parts(outcome) == {
        "premises": ("verschillende panden", "panden", 2, True),
        "visits": ("bezoeken", "bezoeken", 3, True),
        "rooms": ("bezochte ruimten", "ruimten", 9, True),
        "share": ("aandeel van alle gekende panden", "%", 50, False),
    }
    assert splits(outcome) == {
        ("reason", "reden (panden)"): {"aanvraag": 1, "melding": 2},
        ("result", "resultaat (panden)"): {"in_orde": 2, "tekorten": 1},
        ("street", "straat (panden)"): {"Proefplein": 1, "onbekend": 1},
    }
    assert outcome.notes == (
        "Per reden en per resultaat telt een pand één keer bij elk dat voorkwam. "
        "Ruimten tellen bij elk bezoek.",
    )


def inspected(case: int, branch: str, kind: str, visibility: str = "zichtbaar") -> Fact:
    dims = {"kind": kind, "result": "in_orde", "visibility": visibility}
    return fact("inspection-completed", case, branch, **dims)


def test_monthly_actions_stand_beside_inspections_and_are_no_parts_of_them() -> None:
    planned = [
        fact("monthly-action-planned", 51, "raam"),
        fact("monthly-action-planned", 52, "straat"),
        fact("monthly-action-planned", 53, "escort"),
    ]
    done = [inspected(41, "raam", "maandactie"), inspected(42, "straat", "regulier")]
    outcome = asked("IND-2.1-02", *planned, *done)
    assert outcome.value == 2
    assert parts(outcome) == {
        "planned": ("maandacties gepland", "acties", 3, False),
        "held": ("maandacties gehouden", "acties", 1, False),
        "missed": ("maandacties gemist", "acties", 2, False),
        "held_share": ("aandeel gehouden maandacties", "%", 33, False),
    }
    assert parts(asked("IND-2.1-02", *done)) == {}


def measured(day: int, **more: Any) -> Fact:
    dims: dict[str, Any] = {
        "component": "databank",
        "answered": 999,
        "probes": 1000,
        "imports": 3,
        "imported": ["a", "b", "c"],
        "lag_seconds": 60,
        "measured_by": "databank",
        "last_import_at": "2026-02-27T23:30:00+00:00",
    }
    return Fact("operation-measured", UUID(int=day), date(2026, 3, day), None, dims | more)


def test_the_databank_says_what_it_was_measured_by() -> None:
    outcome = asked("IND-2.4-01", *(measured(day) for day in range(1, 32)))
    assert outcome.value == 1
    assert parts(outcome) == {
        "availability": ("bereikbaarheid, per duizend", "promille", 999, True),
        "imported": ("oude databanken overgezet, van 3", "databanken", 3, True),
        "lag": ("achterstand op de laatste dag", "seconden", 60, True),
        "days": ("gemeten dagen", "dagen", 31, False),
    }
    assert splits(outcome) == {
        ("component", "onderdeel (bereikbaarheid, per duizend)"): {"databank": 999}
    }
    assert outcome.notes[0].startswith("1 = ja, 0 = nee. Gemeten door: ")
    assert outcome.notes[1:] == ("De laatste overzetting eindigde op 28/02/2026.",)


def noted(kind: RegieKind, type_: str, status: RegieStatus, **more: Any) -> RegieEntry:
    partners = more.pop("partners", ("parket",))
    return RegieEntry(kind, type_, DAY, "Proef", partners, status, **more)


HELD = RegieStatus.DOORGEGAAN


def test_consultations_of_the_police_alone_stand_beside_those_with_others() -> None:
    register = Register(
        [
            noted(RegieKind.OVERLEG, "adhoc_breed", HELD),
            noted(RegieKind.OVERLEG, "adhoc_breed", HELD, partners=("parket", "plangroep")),
            noted(RegieKind.OVERLEG, "adhoc_pta_recherche", HELD),
        ]
    )
    outcome = asked("IND-2.1-03", register=register)
    assert outcome.value == 2
    assert parts(outcome) == {
        "broad": ("met betrokken actoren", "overlegmomenten", 2, True),
        "internal": ("alleen politie en recherche", "overlegmomenten", 1, False),
    }
    assert splits(outcome) == {("partner", "partner"): {"parket": 2, "plangroep": 1}}


def test_notes_of_policy_and_of_signals_are_counted_once_for_both_lines() -> None:
    register = Register(
        [
            noted(RegieKind.NOTA, "beleid", RegieStatus.DEFINITIEF),
            noted(RegieKind.NOTA, "signaal", RegieStatus.ONTWERP),
            noted(RegieKind.NOTA, "signaal", RegieStatus.DEFINITIEF),
            noted(RegieKind.NOTA, "signaal", RegieStatus.VERSPREID),
        ]
    )
    for indicator in ("IND-3-02", "IND-3.5-02"):
        outcome = asked(indicator, register=register)
        assert outcome.value == 3
        assert parts(outcome) == {
            "beleid": ("beleidsnota's", "nota's", 1, True),
            "signaal": ("signaalnota's", "nota's", 2, True),
        }
        assert splits(outcome) == {("status", "status"): {"definitief": 2, "verspreid": 1}}
        assert outcome.notes == ("IND-3-02 en IND-3.5-02 zijn dezelfde telling.",)


def test_moments_of_reporting_are_those_that_people_noted() -> None:
    register = Register(
        [
            noted(RegieKind.RAPPORTAGEMOMENT, "sectoranalyse", HELD),
            noted(RegieKind.OVERLEG, "eigenaars", HELD),
        ]
    )
    outcome = asked("IND-3.4-01", register=register)
    assert outcome.value == 1
    assert splits(outcome) == {
        ("type", "aard"): {"sectoranalyse": 1},
        ("audience", "publiek"): {"parket": 1},
    }
    meetings = asked("IND-3-03", register=register)
    assert (meetings.value, splits(meetings)) == (
        1,
        {("type", "forum"): {"eigenaars": 1}, ("partner", "partner"): {"parket": 1}},
    )
    assert splits(asked("IND-2.3-03", register=register)) == {("partner", "partner"): {"parket": 1}}


def test_how_many_reports_were_in_time_is_no_part_of_how_many_there_are() -> None:
    due = date(2026, 3, 31)
    reports = (
        PublishedReport("hulpverlening", "2023", date(2026, 3, 1), due),
        PublishedReport("hulpverlening", "2024", date(2026, 3, 31), date(2026, 3, 30)),
    )
    awaited = (AwaitedReport("hulpverlening", "2025", due),)
    outcome = asked("IND-3.1-01", reports=reports, awaited=awaited)
    assert outcome.value == 2
    assert parts(outcome) == {
        "on_time": ("op tijd", "rapporten", 1, True),
        "late": ("te laat", "rapporten", 1, True),
        "no_due_day": ("zonder uiterste dag", "rapporten", 0, True),
        "missing": ("verwacht, niet gepubliceerd", "rapporten", 1, False),
        "rate": ("aandeel op tijd", "%", 33, False),
    }


def test_agreements_that_carry_out_a_covenant_stand_beside_the_covenants() -> None:
    signed = {"signed_on": DAY}
    register = Register(
        [
            noted(RegieKind.OVEREENKOMST, "convenant", RegieStatus.ONDERTEKEND, **signed),
            noted(
                RegieKind.OVEREENKOMST, "uitvoeringsovereenkomst", RegieStatus.ONDERTEKEND, **signed
            ),
            noted(RegieKind.OVEREENKOMST, "convenant", RegieStatus.ONTWERP),
        ]
    )
    outcome = asked("IND-3.5-01", register=register)
    assert outcome.value == 1
    assert parts(outcome) == {
        "signed": ("ondertekend in de periode", "convenanten", 1, True),
        "in_force": ("van kracht op het einde van de periode", "convenanten", 1, True),
        "execution_signed": (
            "uitvoeringsovereenkomsten, ondertekend in de periode",
            "overeenkomsten",
            1,
            False,
        ),
    }


def care(*cells: CareCell, linked: LinkedCare | None = None, of: str = "GHAPRO") -> Care:
    return Care([CareDelivery(of, 1, 5, 0, cells)], linked)


def told(indicator: str, *cells: CareCell, of: str = "GHAPRO") -> Outcome:
    return asked(indicator, period="2026", care=care(*cells, of=of))


OTHERS = (
    "levering van Boysproject voor jaar 2026",
    "levering van Free Clinic voor jaar 2026",
)


def test_contacts_of_care_lack_the_organisations_that_did_not_deliver() -> None:
    medical = {"soort": "medisch"}
    outcome = told(
        "IND-1-02",
        CareCell("contacten", medical, 50),
        CareCell("contacten", medical | {"branche": "raam"}, 30),
        CareCell("contacten", medical | {"plaats": "vast"}, 20),
        CareCell("contacten", medical | {"maand": "2026-03"}, 10),
    )
    assert outcome.value == 50
    assert parts(outcome) == {"GHAPRO": ("Ghapro", "contacten", 50, True)}
    assert splits(outcome) == {
        ("branche", "branche"): {"raam": 30},
        ("plaats", "plaats"): {"vast": 20},
        ("maand", "maand"): {"2026-03": 10},
    }
    assert outcome.missing == OTHERS


def test_persons_reached_stand_by_organisation_and_have_no_sum() -> None:
    cells = (CareCell("clienten", {}, 40), CareCell("clienten", {"branche": "raam"}, 30))
    outcome = told("IND-1-01", *cells)
    assert outcome.value is None
    assert parts(outcome) == {"GHAPRO": ("Ghapro", "personen", 40, True)}
    assert splits(outcome) == {("branche_GHAPRO", "branche bij Ghapro"): {"raam": 30}}
    assert outcome.missing == OTHERS
    assert outcome.notes == (
        "Met dubbeltelling tussen organisaties: een persoon kan bij meer dan één organisatie "
        "gekend zijn. Daarom staat er geen totaal.",
        "Een persoon telt per organisatie bij één branche: de hoofdbranche.",
    )
    total = LinkedCell("clienten", {}, 60, 55, 65)
    linked = LinkedCare(("GHAPRO", "BOYS"), True, (total,))
    of_city = asked("IND-1-01", period="2026", care=care(*cells, linked=linked))
    assert (of_city.value, of_city.margin) == (60, 5)
    assert parts(of_city)["stad"] == ("stad, elke persoon één keer", "personen", 60, True)


def test_guidance_and_referrals_add_up_with_what_they_were_about() -> None:
    outcome = told(
        "IND-1-04",
        CareCell("begeleidingen", {}, 9),
        CareCell("doorverwijzingen", {}, 6),
        CareCell("doorverwijzingen", {"doorverwijzing": "huisarts"}, 5),
        CareCell("doorverwijzingen", {"branche": "raam"}, 8),
        CareCell("hulpvragen", {"hulpvraag": "wonen", "bij": "begeleiding_of_doorverwijzing"}, 7),
        CareCell("hulpvragen", {"hulpvraag": "wonen", "bij": "contact"}, 11),
    )
    assert outcome.value == 15
    assert parts(outcome) == {
        "guidance": ("begeleidingen", "begeleidingen", 9, True),
        "referrals": ("doorverwijzingen", "doorverwijzingen", 6, True),
    }
    assert splits(outcome) == {
        ("doorverwijzing", "soort doorverwijzing"): {"huisarts": 5},
        ("hulpvraag", "thema (hulpvragen)"): {"wonen": 7},
        ("branche", "branche (doorverwijzingen)"): {"raam": 8},
    }
    assert outcome.missing == OTHERS
    assert outcome.notes == (
        "Per organisatie geteld: wie bij twee organisaties in begeleiding is, telt bij allebei "
        "mee.",
    )
    hidden = told(
        "IND-1.1-05", CareCell("begeleidingen", {}, None), CareCell("doorverwijzingen", {}, 6)
    )
    assert (hidden.value, hidden.suppressed) == (None, True)


@pytest.mark.parametrize(
    ("indicator", "measure", "named"),
    [
        (
            "IND-1.1-01",
            "clienten",
            {
                "branche": "branche",
                "gender": "gender",
                "leeftijd": "leeftijd",
                "nationaliteit": "nationaliteitsgroep",
                "eerste_contact": "nieuw of gekend",
            },
        ),
        (
            "IND-1.1-02",
            "contacten",
            {"aard": "aard", "soort": "soort", "plaats": "plaats", "branche": "branche"},
        ),
        (
            "IND-1.1-06",
            "samenwerkingscontacten",
            {"aard": "aard", "partner": "soort partner", "maand": "maand"},
        ),
    ],
)
def test_a_figure_of_one_organisation_is_split_as_the_plan_asks(
    indicator: str, measure: str, named: dict[str, str]
) -> None:
    cells = [CareCell(measure, {name: "x"}, nr) for nr, name in enumerate(named, start=5)]
    outcome = told(indicator, CareCell(measure, {}, 12), *cells)
    assert (outcome.value, outcome.parts, outcome.missing) == (12, (), ())
    assert splits(outcome) == {
        (name, label): {"x": nr} for nr, (name, label) in enumerate(named.items(), start=5)
    }
    assert told(indicator).value is None
    assert asked(indicator, period="2026").missing == ("levering van Ghapro voor jaar 2026",)


@pytest.mark.parametrize(
    ("indicator", "place", "other"),
    [("IND-1.1-03", "vast", "mobiel"), ("IND-1.1-04", "mobiel", "vast")],
)
def test_consultations_count_at_their_place(indicator: str, place: str, other: str) -> None:
    cells = [
        CareCell("contacten", {"aard": "consultatie", "plaats": each}, number)
        for each, number in ((place, 12), (other, 13))
    ]
    along = [
        CareCell("contacten", {"consultatie": each, name: "x"}, number)
        for each, more in ((place, 0), (other, 20))
        for name, number in (("branche", 7 + more), ("maand", 5 + more))
    ]
    outcome = told(indicator, *cells, *along)
    assert outcome.value == 12
    assert splits(outcome) == {("branche", "branche"): {"x": 7}, ("maand", "maand"): {"x": 5}}


def test_activities_add_up_and_who_came_stands_beside_them() -> None:
    drop_in = {"type": "dropin"}
    cells = (
        CareCell("activiteiten", drop_in, 12),
        CareCell("activiteiten", {"type": "vormingsmoment"}, 3),
        CareCell("activiteiten", drop_in | {"maand": "2026-03"}, 4),
        CareCell("bereik", drop_in, 80),
        CareCell("bereik", {"type": "vormingsmoment"}, 0),
    )
    outcome = told("IND-1.2-01", *cells, of="BOYS")
    assert outcome.value == 15
    assert parts(outcome) == {
        "dropin": ("drop-ins", "drop-ins", 12, True),
        "vormingsmoment": ("vormingsmomenten", "vormingsmomenten", 3, True),
        "bereik_dropin": ("aanwezigen: drop-ins", "aanwezigen", 80, False),
    }
    assert splits(outcome) == {("maand", "maand"): {"2026-03": 4}}
    few = told("IND-1.2-01", cells[0], cells[1], CareCell("bereik", drop_in, None), of="BOYS")
    (there,) = [part for part in few.parts if part.code == "bereik_dropin"]
    assert (there.value, there.suppressed, there.counted) == (None, True, False)
    of_march = asked("IND-1.2-01", period="2026-03", care=care(*cells, of="BOYS"))
    assert parts(of_march)["dropin"] == ("drop-ins", "drop-ins", 4, True)
    assert splits(of_march) == {}


def visits(site: str, month: int, number: int) -> Fact:
    dims = {
        "organisation": "BOYS",
        "site": site,
        "revision": 1,
        "visits": number,
        "page_views": 2 * number,
        "unique_visitors": number - 1,
        "languages": {"nl": number},
    }
    day = date(2026, month, 1)
    return Fact("website-statistics-noted", UUID(int=month), day, None, dims)


def test_visits_to_the_websites_are_those_of_the_months_that_are_over() -> None:
    noted_ = [visits(site, month, 10 * month) for site in SITES for month in (1, 2, 3)]
    known = Evidence(Period.parse("2026-H1"), date(2026, 3, 31), EVER, facts=Facts(noted_))
    outcome = answer("IND-1.2-09", known)
    assert outcome.value == 60
    assert {code: part[2:] for code, part in parts(outcome).items()} == {
        "boysproject_bezoeken": (30, True),
        "info4escorts_bezoeken": (30, True),
        "boysproject_paginaweergaven": (60, False),
        "info4escorts_paginaweergaven": (60, False),
    }
    months = {"2026-01": 10, "2026-02": 20}
    assert splits(outcome)["maand_boysproject", "maand (www.boysproject.be)"] == months
    assert outcome.missing == ()
    february = asked("IND-1.2-09", noted_[1], noted_[4], period="2026-02")
    assert parts(february)["boysproject_unieke_bezoekers"][2] == 19
    alone = answer("IND-1.2-09", replace(known, facts=Facts(noted_[:1])))
    assert alone.missing == (
        "bezoeken van www.info4escorts.be in de periode",
        "bezoeken van www.boysproject.be voor februari 2026",
    )


SITES = ("boysproject", "info4escorts")
