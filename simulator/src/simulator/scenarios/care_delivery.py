"""13: a care delivery with errors, corrected, late, told, and delivered anew after a freeze.

Between signature and acceptance the wrong file is uploaded once more, and nothing comes of it. What
was told stands: what is delivered anew waits, at least until the next first of March.
"""

from dataclasses import replace
from datetime import datetime
from typing import Any

from chassis.web import Function
from contracts.codes import CareOrganisation
from simulator.city import care
from simulator.city.care import Tables
from simulator.play import actors
from simulator.play.actors import ANALYST, REPORTER
from simulator.scenarios.story import Check, Story, must, year_of_care

NUMBER = 13
ORGANISATION = CareOrganisation.FREECLINIC
CONTACTS = "IND-1.3-02"
"""The indicator that counts this organisation's contacts."""
FEWER = 60
"""Contacts that were noted twice, so many that anybody would see it if they were told."""
YEAR = care.LAST_YEAR - 1
"""The year before last: a delivery of this year is late. The others delivered in time."""


def tell(story: Story) -> Check:
    world = story.world
    profile = next(each for each in care.PROFILES if each.organisation is ORGANISATION)
    good = care.build(profile, YEAR, story.chance)
    bad = _spoilt(good)
    later = replace(good, contacten=good.contacten[:-FEWER])
    told: dict[str, Any] = {}

    async def send_bad(at: datetime) -> None:
        told["bad"] = (await world.carers.upload(bad, at)).body
        actor = actors.care(Function.ZORG_VERANTWOORDELIJKE, ORGANISATION.value)
        path = f"/v1/deliveries/{told['bad']['deliveryId']}/submission"
        told["early"] = await world.http.post("registry", path, actor, at)

    async def send_good(at: datetime) -> None:
        told["good"] = (await world.carers.upload(good, at)).body
        await world.carers.sign(good, told["good"]["deliveryId"], at)
        told["stray"] = (await world.carers.upload(bad, at)).body
        told["accepted"] = (await world.carers.accept(good, told["good"]["deliveryId"], at)).body

    async def freeze(at: datetime) -> None:
        await world.carers.step(f"/v1/years/{YEAR}/freeze", ANALYST, at, without=[])

    async def send_again(at: datetime) -> None:
        actor = actors.care(Function.ZORG_REGISTRATOR, ORGANISATION.value)
        fields = {"organisation": ORGANISATION.value, "year": str(YEAR)}
        told["without reason"] = await world.http.upload(
            "registry", "/v1/deliveries", actor, at, fields, later.files()
        )
        told["again"] = (await world.carers.upload(later, at, reason="fout_in_bron")).body
        accepted = await world.carers.hand_in(later, told["again"]["deliveryId"], at)
        told["again accepted"] = accepted.body

    story.at(0.25, "a delivery with errors", send_bad)
    story.at(0.33, "the corrected delivery", send_good)
    story.at(0.55, "the year is frozen", freeze, year_of_care(YEAR))
    story.at(0.70, "a delivery after the freeze", send_again)

    async def check() -> None:
        must(told["bad"]["state"] == "fouten", "errors in the rows were not found")
        columns = {(error["table"], error["column"]) for error in told["bad"]["errors"]}
        missed = {("clienten", "gender"), ("contacten", "maand")} - columns
        must(not missed, "the list of errors misses a table and column")
        must(told["early"].status == 409, "a delivery with errors could be handed in")
        must(told["good"]["state"] == "gevalideerd", "the corrected delivery has errors")
        must(told["good"]["late"] is True, "a late delivery is not marked as late")
        must(told["stray"]["state"] == "fouten", "an upload beside what was signed is not kept")
        must(told["accepted"]["state"] == "geintegreerd", "an accepted delivery is not counted")
        must(told["without reason"].status == 422, "a frozen year changes without a reason")
        again = told["again accepted"]
        must(again["state"] == "aanvaard", "the new delivery does not wait")
        must(again["leavesOn"][5:] == "03-01", "it waits for another day than the first of March")
        must(again["revision"] > told["accepted"]["revision"], "the revision does not go up")
        shown = await world.get(
            "reporting", f"/v1/indicators/{CONTACTS}", REPORTER, world.end, period=str(YEAR)
        )
        first = len(good.contacten)
        must(
            shown["value"] == first,
            f"reporting shows {shown['value']} contacts, and {first} were told",
        )
        story.must_not(
            shown["value"] == len(later.contacten),
            "a delivery after the freeze changes what was told",
        )

    return check


def _spoilt(tables: Tables) -> Tables:
    """A word for a code that does not exist, and a month of another year."""
    client, *clients = tables.clienten
    contact, *contacts = tables.contacten
    return replace(
        tables,
        clienten=({**client, "gender": "onbepaald"}, *clients),
        contacten=({**contact, "maand": f"{YEAR - 1}-03"}, *contacts),
    )
