"""Fines as the events tell them: by role, place, amount, defence, appeal and payment."""

from typing import Any
from uuid import UUID, uuid4

from contracts import Event
from contracts.enforcement import (
    GasAppealDecided,
    GasAppealLodged,
    GasCaseClosed,
    GasCaseOpened,
    GasFineCorrected,
    GasFineFinal,
    GasFineImposed,
    GasFineWithdrawn,
    GasPaymentReceived,
    GasPaymentUndone,
    GasReminderSent,
    SanctionDecided,
)

from ..support.events import moment
from ..support.figures import parts, split
from ..support.reporting import Reporting

MARCH, LATER = moment("2026-03-12T09:00:00+01:00"), moment("2026-05-12T09:00:00+02:00")


def opened(case_id: UUID, role: str = "prostituant", at: str = "2025-11-03") -> GasCaseOpened:
    day = moment(f"{at}T09:00:00+01:00")
    return GasCaseOpened(
        case_id=case_id,
        finding_id=uuid4(),
        offender_role=role,
        fact_code="buiten-gedoogzone",
        on_hold=False,
        decide_by=LATER.date(),
        safe_by=LATER.date(),
        opened_at=day,
    )


def fined(case_id: UUID, **changes: Any) -> GasFineImposed:
    facts: dict[str, Any] = {
        "case_id": case_id,
        "band": "tot_175",
        "recidivism": False,
        "imposed_at": MARCH,
        "defence": "geen_verweer",
        "branch": "straat",
        "in_tolerance_zone": False,
    }
    return GasFineImposed(**facts | changes)


async def test_an_opened_case_is_no_fine(reporting: Reporting) -> None:
    await reporting.told(opened(uuid4(), at="2026-03-03"))
    assert (await reporting.figure("IND-2.2-01"))["value"] == 0


async def test_fines_count_by_role_however_long_ago_their_case_began(reporting: Reporting) -> None:
    worker, client, operator = uuid4(), uuid4(), uuid4()
    events: list[Event] = [
        opened(worker, "prostituee"),
        opened(client, "prostituant"),
        opened(operator, "exploitant"),
        *(fined(case_id) for case_id in (worker, client, operator)),
    ]
    await reporting.told(*events)
    for period in ("2026-03", "2026-H1", "2026"):
        found = await reporting.figure("IND-2.2-01", period)
        assert found["value"] == 2, period
        assert parts(found) == {"prostituee": 1, "prostituant": 1, "exploitant": 1}
    assert (await reporting.figure("IND-2.2-01", "2026-04"))["value"] == 0
    together = await reporting.figure("IND-2-03", "2026-03")
    assert (together["value"], parts(together)["fines"]) == (3, 3)


async def test_fines_show_place_amount_and_the_answer_to_a_defence(reporting: Reporting) -> None:
    first, second = uuid4(), uuid4()
    await reporting.told(
        opened(first),
        opened(second),
        fined(first),
        fined(second, band="boven_350", defence="verworpen", branch="raam", in_tolerance_zone=True),
    )
    found = await reporting.figure("IND-2.2-01")
    assert split(found, "branch") == {"raam": 1, "straat": 1}
    assert split(found, "zone") == {"binnen": 1, "buiten": 1}
    assert split(found, "band") == {"boven_350": 1, "tot_175": 1}
    assert split(found, "defence") == {"geen_verweer": 1, "verworpen": 1}


async def test_fines_show_their_appeal_and_payment_as_they_stand_today(
    reporting: Reporting,
) -> None:
    new, appealed, judged, due, reminded, partly, paid = cases = [uuid4() for _ in range(7)]
    await reporting.told(*(opened(case_id) for case_id in cases))
    await reporting.told(*(fined(case_id) for case_id in cases))
    await reporting.told(
        *(GasAppealLodged(case_id=each, lodged_at=LATER) for each in (appealed, judged)),
        GasAppealDecided(case_id=judged, verdict="herzien", decided_at=LATER),
        *(
            GasFineFinal(case_id=each, band="tot_175", final_at=LATER)
            for each in (judged, due, reminded, partly, paid)
        ),
        GasReminderSent(case_id=reminded, registered=False, sent_at=LATER),
        *(
            GasPaymentReceived(case_id=each, settled=each == paid, received_at=LATER)
            for each in (partly, paid)
        ),
        GasCaseClosed(case_id=paid, outcome="betaald", closed_at=LATER),
    )
    found = await reporting.figure("IND-2.2-01", "2026-03")
    assert split(found, "appeal") == {"beroep_loopt": 1, "geen_beroep": 5, "herzien": 1}
    assert split(found, "payment") == {
        "aangemaand": 1,
        "betaald": 1,
        "deels_betaald": 1,
        "niet_definitief": 2,
        "te_betalen": 2,
    }
    assert new in cases


async def test_an_annulled_fine_owes_nothing_whatever_was_told_of_its_payment(
    reporting: Reporting,
) -> None:
    early, late = uuid4(), uuid4()
    for case_id in (early, late):
        await reporting.told(
            opened(case_id),
            fined(case_id),
            GasAppealLodged(case_id=case_id, lodged_at=LATER),
            GasAppealDecided(case_id=case_id, verdict="vernietigd", decided_at=LATER),
        )
    await reporting.told(GasPaymentReceived(case_id=late, settled=True, received_at=LATER))
    figure = await reporting.figure("IND-2.2-01", "2026-03")
    assert split(figure, "appeal") == {"vernietigd": 2}
    assert split(figure, "payment") == {"niet_verschuldigd": 2}


async def test_a_withdrawn_fine_was_imposed_and_owes_nothing_whatever_else_was_told(
    reporting: Reporting,
) -> None:
    paid, appealed = uuid4(), uuid4()
    for case_id in (paid, appealed):
        await reporting.told(opened(case_id), fined(case_id))
    await reporting.told(
        GasFineFinal(case_id=paid, band="tot_175", final_at=LATER),
        GasPaymentReceived(case_id=paid, settled=True, received_at=LATER),
        GasCaseClosed(case_id=paid, outcome="betaald", closed_at=LATER),
        GasAppealLodged(case_id=appealed, lodged_at=LATER),
        *(GasFineWithdrawn(case_id=each, withdrawn_at=LATER) for each in (paid, appealed)),
    )
    figure = await reporting.figure("IND-2.2-01", "2026-03")
    assert figure["value"] == 2
    assert split(figure, "appeal") == {"geen_beroep": 1, "zonder_voorwerp": 1}
    assert split(figure, "payment") == {"ingetrokken": 2}


async def test_a_fine_shows_the_lower_amount_of_the_officer_or_the_court(
    reporting: Reporting,
) -> None:
    corrected, judged, both, untouched = cases = [uuid4() for _ in range(4)]
    for case_id in cases:
        await reporting.told(opened(case_id), fined(case_id, band="boven_350"))
    await reporting.told(
        GasFineCorrected(case_id=corrected, band="tot_70", corrected_at=LATER),
        GasFineFinal(case_id=judged, band="tot_175", final_at=LATER),
        GasFineFinal(case_id=both, band="boven_350", final_at=LATER),
    )
    await reporting.told(GasFineCorrected(case_id=both, band="tot_350", corrected_at=LATER))
    found = await reporting.figure("IND-2.2-01", "2026-03")
    assert found["value"] == 4 and untouched in cases
    assert split(found, "band") == {"boven_350": 1, "tot_175": 1, "tot_350": 1, "tot_70": 1}


async def test_a_payment_that_was_booked_back_counts_no_more(reporting: Reporting) -> None:
    partly, wholly, still = cases = [uuid4() for _ in range(3)]
    for case_id in cases:
        await reporting.told(
            opened(case_id),
            fined(case_id),
            GasFineFinal(case_id=case_id, band="tot_175", final_at=LATER),
            GasPaymentReceived(case_id=case_id, settled=True, received_at=LATER),
            GasCaseClosed(case_id=case_id, outcome="betaald", closed_at=LATER),
        )
    assert split(await reporting.figure("IND-2.2-01", "2026-03"), "payment") == {"betaald": 3}
    undone = ((partly, False, True), (wholly, False, False), (still, True, False))
    await reporting.told(
        *(
            GasPaymentUndone(case_id=each, settled=settled, in_part=part, undone_at=LATER)
            for each, settled, part in undone
        )
    )
    figure = await reporting.figure("IND-2.2-01", "2026-03")
    assert split(figure, "payment") == {"betaald": 1, "deels_betaald": 1, "te_betalen": 1}
    await reporting.told(
        GasPaymentReceived(case_id=wholly, settled=True, received_at=LATER),
        GasCaseClosed(case_id=wholly, outcome="betaald", closed_at=LATER),
    )
    figure = await reporting.figure("IND-2.2-01", "2026-03")
    assert split(figure, "payment") == {"betaald": 2, "deels_betaald": 1}


async def test_a_fine_whose_opening_nobody_told_is_said_to_be_missing(
    reporting: Reporting,
) -> None:
    await reporting.told(fined(uuid4()))
    found = await reporting.figure("IND-2.2-01")
    assert (found["value"], found["completeness"]) == (0, "gedeeltelijk")
    assert "rol van de overtreder van sommige geldboetes" in found["missing"]


async def test_measures_are_fines_and_sanctions_by_who_decided(reporting: Reporting) -> None:
    await reporting.told(
        fined(uuid4()),
        SanctionDecided(
            case_id=uuid4(),
            premises_id=uuid4(),
            kind="schorsing",
            deciding_body="college",
            decided_at=MARCH,
            branch="raam",
            in_tolerance_zone=True,
        ),
    )
    found = await reporting.figure("IND-2-03")
    assert found["value"] == 2
    assert split(found, "kind") == {"geldboete": 1, "schorsing": 1}
    assert split(found, "authority") == {"college": 1, "sanctionerend_ambtenaar": 1}
    assert split(found, "branch") == {"raam": 1, "straat": 1}
