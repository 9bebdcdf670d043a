"""An invitation that arrives later than was presumed leaves the time to prepare all the same."""

from datetime import timedelta

import holidays
import pytest

from chassis.web import Function

from ..support.city import City
from ..support.receipts import WORKER, sends
from ..support.sanctions import warned
from ..support.week import comes, monday

OFFICE = Function.DIENST_PROSTITUTIEBELEID
TOO_LATE = "De uitnodiging kwam niet op tijd aan. Nodig de persoon opnieuw uit."


@pytest.mark.parametrize(("proven", "in_time"), [(8, True), (9, True), (10, False)])
async def test_an_owner_who_got_the_invitation_too_late_did_not_stay_away_from_a_sanction(
    city: City, proven: int, in_time: bool
) -> None:
    """Eight days to prepare (regulation of the city): for the 17th they begin on the 9th."""
    case = await warned(city)
    await city.transfers(case["premisesId"])
    on = monday(city)
    hearing = {"hearingAt": (city.now + timedelta(days=17)).isoformat()}
    await city.does(WORKER, f"{case['path']}/hearing-invitation", hearing)
    more = {"hearingWhere": "Zaal 2", "ruleExtract": "X.", "envisagedSanction": "Een schorsing."}
    letter = await sends(city, case["caseId"], "uitnodiging_hoorzitting", **more)
    await letter.proves(proven)
    comes(city, on + timedelta(days=40))
    answer = await city.call(WORKER, "POST", f"{case['path']}/no-defence")
    if in_time:
        assert answer.is_success, answer.text
        return
    assert (answer.status_code, TOO_LATE in answer.text) == (409, True)
    seen = await city.sees(WORKER, case["path"])
    assert "uitnodiging_te_laat" in [entry["step"] for entry in seen["timeline"]]
    again = {"hearingAt": (city.now + timedelta(days=20)).isoformat()}
    await city.does(WORKER, f"{case['path']}/hearing-invitation", again)


@pytest.mark.parametrize(("proven", "in_time"), [(6, True), (7, True), (8, False)])
async def test_an_applicant_who_got_the_invitation_too_late_did_not_stay_away(
    city: City, proven: int, in_time: bool
) -> None:
    """Fifteen days to prepare (regulation of the city): for the 22nd they begin on the 7th."""
    filed = await city.ready()
    on, free = monday(city), holidays.country_holidays("BE")
    while any(on + timedelta(days=days) in free for days in (21, 22, 23)):
        on = monday(city)
    hearing = {"hearingAt": (city.now + timedelta(days=22)).isoformat()}
    await city.does(OFFICE, f"{filed['path']}/hearing-invitation", hearing)
    letter = await sends(
        city, filed["dossierId"], "uitnodiging_hoorzitting", writer=OFFICE, motivation="X."
    )
    await letter.proves(proven)
    comes(city, on + timedelta(days=40))
    answer = await city.call(OFFICE, "POST", f"{filed['path']}/no-defence")
    if in_time:
        assert answer.is_success, answer.text
        return
    assert (answer.status_code, TOO_LATE in answer.text) == (409, True)


async def test_the_arrival_of_an_earlier_invitation_moves_no_term_of_the_last_one(
    city: City,
) -> None:
    """Else an owner of a sanction lost the days that the new invitation gave."""
    case = await warned(city)
    await city.transfers(case["premisesId"])
    on = monday(city)
    hearing = {"hearingAt": (city.now + timedelta(days=17)).isoformat()}
    await city.does(WORKER, f"{case['path']}/hearing-invitation", hearing)
    more = {"hearingWhere": "Zaal 2", "ruleExtract": "X.", "envisagedSanction": "Een schorsing."}
    letter = await sends(city, case["caseId"], "uitnodiging_hoorzitting", **more)
    comes(city, on + timedelta(days=10))
    later = {"hearingAt": (city.now + timedelta(days=30)).isoformat()}
    await city.does(WORKER, f"{case['path']}/hearing-invitation", later)
    given = (await city.sees(WORKER, case["path"]))["defenceUntil"]
    await city.does(WORKER, f"{letter.path}/receipt", {"provenOn": f"{on + timedelta(days=8)}"})
    assert (await city.sees(WORKER, case["path"]))["defenceUntil"] == given
