"""Nobody stays away from a hearing that no letter told of, in any procedure.

A typed day of receipt is no letter: "U werd uitgenodigd. U kwam niet en schreef niet" would say
what nobody knows (law of 29 July 1991; hoorplicht).
"""

from datetime import timedelta

from fastapi import FastAPI

from chassis.days import city_day
from chassis.web import Function

from ..support.city import City
from ..support.integrity import Investigation, ordinance
from ..support.measures import PUBLIC_ORDER, Measure
from ..support.receipts import hands_over
from ..support.sanctions import invited
from ..support.street_bans import Ban

WORKER, OFFICE = Function.DOSSIERBEHANDELAAR_BH, Function.DIENST_PROSTITUTIEBELEID
INVITATION = "uitnodiging_hoorzitting"
NONE_LEFT = "Er vertrok geen brief met deze uitnodiging."


async def test_nobody_stays_away_from_a_measure_without_a_letter(app: FastAPI, city: City) -> None:
    case = await Measure.starts(app, city, **PUBLIC_ORDER)
    hearing = f"{case.today + timedelta(days=9)}T10:00"
    when = {"moment": hearing, "ontvangen": str(case.today)}
    await case.does(case.worker, "uitnodigen", **when)
    before = city.now
    city.later(days=10)
    assert NONE_LEFT in await case.refused(case.worker, "niet-verschenen")
    city.now = before
    await hands_over(city, case.case_id, INVITATION)
    city.later(days=10)
    await case.does(case.worker, "niet-verschenen")


async def test_the_letter_of_an_earlier_invitation_tells_nothing_of_the_next(
    app: FastAPI, city: City
) -> None:
    ban = await Ban.starts(app, city)
    await ban.skips_warning()
    ban.morning()
    for named in (False, True):
        hearing = f"{ban.today + timedelta(days=9)}T10:00"
        when = {"moment": hearing, "ontvangen": str(ban.today)}
        await ban.does(ban.worker, "uitnodigen", **when)
        if not named:
            await hands_over(city, str(ban.case_id), INVITATION)
            city.later(days=1)
    city.later(days=10)
    assert NONE_LEFT in await ban.refused(ban.worker, "niet-verschenen")


async def test_no_owner_was_silent_whom_no_letter_asked(city: City) -> None:
    case = await invited(city)
    city.later(days=40)
    answer = await city.call(WORKER, "POST", f"{case['path']}/no-defence")
    assert (answer.status_code, NONE_LEFT in answer.text) == (409, True)
    filed = await city.ready()
    await city.does(OFFICE, f"{filed['path']}/hearing-invitation", {})
    city.later(days=60)
    answer = await city.call(OFFICE, "POST", f"{filed['path']}/no-defence")
    assert (answer.status_code, NONE_LEFT in answer.text) == (409, True)


async def test_nobody_stays_away_from_an_investigation_without_a_letter(
    app: FastAPI, city: City
) -> None:
    with ordinance(app):
        case = await (await Investigation.of_declaration(app, city)).advised()
        hearing_on = city_day(city.now) + timedelta(days=30)
        await case.does(case.lawyer, "uitnodigen", moment=f"{hearing_on}T10:00")
        city.later(days=31)
        assert NONE_LEFT in await case.refused(case.lawyer, "niet-verschenen")
