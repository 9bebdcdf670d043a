from contracts.databank import BranchShiftAnnounced, FirstContactDue

from ..support.databank import Databank, day, declared, unlike_others


async def test_a_move_from_street_to_window_is_known_as_soon_as_the_shift_is_declared(
    databank: Databank,
) -> None:
    who = unlike_others()
    seen = await databank.inspect("straat", day(0), who)
    assert seen["persons"][0]["decision"] == "nieuw"
    person_id = seen["persons"][0]["personId"]
    shift = declared(who, day(3))
    await databank.tell(shift, at=day(1))
    assert str(await databank.person_of(shift)) == person_id
    (case,) = await databank.cases(person_id)
    assert (case["from_branch"], case["to_branch"]) == ("straat", "raam")
    (event,) = await databank.told(BranchShiftAnnounced, caseId=case["id"])
    assert event.data["confidence"] > 0.99
    assert len(await databank.told(FirstContactDue, branch="straat")) >= 1
