"""A fine waits for a possible victim, and goes on when nobody has to be protected any more."""

import pytest

from chassis.web import Function
from contracts.databank import (
    FindingHoldChanged,
    FindingTransferred,
    WelfareSignalFollowedUp,
)

from ..support.databank import Databank, day, unlike_others
from ..support.findings import drawn_up, transfer
from ..support.officers import Officer


@pytest.mark.parametrize("answered", ["ja", "onbekend"])
async def test_a_possible_victim_goes_on_hold_and_the_city_hears_no_reason(
    databank: Databank, answered: str
) -> None:
    finding_id = await drawn_up(databank, possibleVictim="onbekend")
    check = f"/v1/findings/{finding_id}/victim-check"
    await databank.created(check, {"possibleVictim": answered})
    assert (await transfer(databank, finding_id)).json()["onHold"] is True
    (event,) = await databank.told(FindingTransferred, findingId=finding_id)
    assert event.data["onHold"] is True
    assert "possibleVictim" not in event.data


async def test_an_urgent_signal_about_the_offender_holds_the_fine(databank: Databank) -> None:
    seen = await databank.inspect("straat", day(0), unlike_others())
    person_id = seen["persons"][0]["personId"]
    body = {"kind": "dwang", "personId": person_id, "observedAt": day(0).isoformat()}
    await databank.created("/v1/signals", body)
    finding_id = await drawn_up(databank, personId=person_id)
    assert (await transfer(databank, finding_id)).json()["onHold"] is True


async def step(databank: Databank, signal_id: str, name: str, answer: str) -> None:
    leader = Officer(databank, "leider", Function.POLITIE_TEAMLEIDER, "bescherming")
    path = f"/v1/signals/{signal_id}/steps"
    await leader.did(path, {"step": name, "answer": answer}, day(2))


async def closed(databank: Databank, signal_id: str, reason: str, *before: str) -> None:
    await step(databank, signal_id, "triage", "niet_acuut")
    for one in before:
        await step(databank, signal_id, *one.split(":"))
    await step(databank, signal_id, "afsluiten", reason)


async def forced(databank: Databank) -> tuple[str, str]:
    """A person with an urgent signal about her: person, signal."""
    seen = await databank.inspect("straat", day(0), unlike_others())
    person_id = str(seen["persons"][0]["personId"])
    body = {"kind": "dwang", "personId": person_id, "observedAt": day(0).isoformat()}
    signal = await databank.created("/v1/signals", body)
    return person_id, str(signal["signalId"])


async def holds(databank: Databank, finding_id: str) -> list[bool]:
    """What the city was told after the transfer."""
    events = await databank.told(FindingHoldChanged, findingId=finding_id)
    return [bool(event.data["onHold"]) for event in events]


SAFE = ("veiligheid:veilig",)


HELPED = (*SAFE, "aanbod:aanvaard", "doorverwijzing:slachtoffercentrum")


@pytest.mark.parametrize(
    ("reason", "before"), [("ongegrond", ()), ("veilig", SAFE), ("geholpen", HELPED)]
)
async def test_dp11_the_city_goes_on_once_the_leadership_closed_the_signal(
    databank: Databank, reason: str, before: tuple[str, ...]
) -> None:
    person_id, signal_id = await forced(databank)
    finding_id = await drawn_up(databank, personId=person_id)
    assert (await transfer(databank, finding_id)).json()["onHold"] is True
    await closed(databank, signal_id, reason, *before)
    assert await holds(databank, finding_id) == [False]
    (event,) = await databank.told(FindingHoldChanged, findingId=finding_id)
    assert set(event.data) == {"findingId", "onHold", "changedAt"}
    shown = (await databank.get(f"/v1/findings/{finding_id}", "toezicht")).json()
    assert shown["onHold"] is False
    told = await databank.told(WelfareSignalFollowedUp, signalId=signal_id)
    assert (told[-1].data["step"], told[-1].data["answer"]) == ("afsluiten", reason)
    assert "personId" not in told[-1].data


async def test_dp11_who_could_not_be_found_was_cleared_by_nobody(databank: Databank) -> None:
    person_id, signal_id = await forced(databank)
    finding_id = await drawn_up(databank, personId=person_id)
    await transfer(databank, finding_id)
    await closed(databank, signal_id, "onvindbaar", "veiligheid:niet_bereikt")
    assert await holds(databank, finding_id) == []
    later = await drawn_up(databank, personId=person_id)
    assert (await transfer(databank, later)).json()["onHold"] is True


async def test_one_of_two_signals_that_is_closed_changes_nothing(databank: Databank) -> None:
    person_id, signal_id = await forced(databank)
    body = {"kind": "mensenhandel", "personId": person_id, "observedAt": day(0).isoformat()}
    other = str((await databank.created("/v1/signals", body))["signalId"])
    finding_id = await drawn_up(databank, personId=person_id)
    await transfer(databank, finding_id)
    await closed(databank, signal_id, "ongegrond")
    assert await holds(databank, finding_id) == []
    await closed(databank, other, "ongegrond")
    assert await holds(databank, finding_id) == [False]


async def test_a_finding_of_a_possible_victim_is_free_when_its_own_signal_is_unfounded(
    databank: Databank,
) -> None:
    finding_id = await drawn_up(databank, possibleVictim="onbekend")
    check = f"/v1/findings/{finding_id}/victim-check"
    await databank.created(check, {"possibleVictim": "ja"})
    await transfer(databank, finding_id)
    (row,) = await databank.fetch(
        "SELECT id FROM signal WHERE source = $1", f"finding {finding_id}"
    )
    await closed(databank, str(row["id"]), "ongegrond")
    assert await holds(databank, finding_id) == [False]


async def test_a_signal_after_the_transfer_lets_the_city_wait_and_so_does_opening_it_again(
    databank: Databank,
) -> None:
    seen = await databank.inspect("straat", day(0), unlike_others())
    person_id = str(seen["persons"][0]["personId"])
    finding_id = await drawn_up(databank, personId=person_id)
    assert (await transfer(databank, finding_id)).json()["onHold"] is False
    body = {"kind": "dwang", "personId": person_id, "observedAt": day(0).isoformat()}
    signal_id = str((await databank.created("/v1/signals", body))["signalId"])
    assert await holds(databank, finding_id) == [True]
    await closed(databank, signal_id, "ongegrond")
    await step(databank, signal_id, "heropenen", "nieuwe_feiten")
    assert await holds(databank, finding_id) == [True, False, True]


async def test_who_turns_out_to_be_a_protected_person_is_protected_in_the_city_too(
    databank: Databank,
) -> None:
    person_id, _ = await forced(databank)
    other = (await databank.inspect("straat", day(1), unlike_others()))["persons"][0]["personId"]
    finding_id = await drawn_up(databank, personId=other)
    assert (await transfer(databank, finding_id)).json()["onHold"] is False
    officer = Officer(databank)
    change = await officer.merge(person_id, str(other), day(2))
    assert await holds(databank, finding_id) == [True]
    await officer.undo(change, day(3))
    assert await holds(databank, finding_id) == [True, False]
