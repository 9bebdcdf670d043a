"""What the page of a branch shift says of the person's whole record in its two branches."""

from uuid import UUID

from chassis.web import Function
from launcher.page_walk import words

from ..support.browser import Browser, signed_in
from ..support.databank import Databank, day, declared, unlike_others


async def shown(officer: Browser, case_id: UUID) -> str:
    page = await officer.get(f"/verschuivingen/{case_id}")
    assert page.status_code == 200, page.text
    return words(page.text)


async def test_who_keeps_her_window_and_is_seen_elsewhere_works_in_both(
    databank: Databank,
) -> None:
    """The rule of thirty days calls each of these a move; the whole record says what it is."""
    who = unlike_others()
    weeks = [declared(who, day(10 + 7 * week)) for week in range(31)]
    await databank.tell(*weeks, at=day(9))
    await databank.inspect("straat", day(60.5), who)
    officer = await signed_in(databank, Function.POLITIE_AGENT, "leest-verloop")
    officer.moves_to(day(222))
    case, *_ = await databank.cases(await databank.person_of(weeks[0]))
    before = await shown(officer, case["id"])
    assert "Dat staat nog niet vast" in before, "one evening is no second branch"
    await databank.inspect("straat", day(130.5), who)
    after = await shown(officer, case["id"])
    assert "werkt in raam en ook in straat" in after
    assert "Straat: op 2 dagen gezien of aangegeven" in after
    assert "Dat staat nog niet vast" not in after
    told = "Elders gezien: in straat voor het eerst op"
    assert (before.count(told), after.count(told)) == (1, 1), "once, however often she changes"
    assert "Elders gezien: in raam" not in after


async def test_the_chance_of_a_look_is_learned_once_a_half_year_and_names_nobody(
    databank: Databank,
) -> None:
    who = unlike_others()
    for at in (300, 320, 340):
        await databank.inspect("massagesalon", day(at), who)
    shift = declared(who, day(345))
    await databank.tell(shift, at=day(345))
    (case, *_) = await databank.cases(await databank.person_of(shift))
    officer = await signed_in(databank, Function.POLITIE_AGENT, "leest-kans")
    officer.moves_to(day(400))
    await shown(officer, case["id"])
    half = "SELECT since, branch, met, looks, chance FROM branch_chance ORDER BY since, branch"
    first = await databank.fetch(half)
    assert {row["branch"] for row in first} >= {"massagesalon"}
    assert all(0.01 <= row["chance"] <= 0.9 for row in first)
    assert all((row["since"].month, row["since"].day) in [(1, 1), (7, 1)] for row in first)
    await databank.inspect("massagesalon", day(360), who)
    await shown(officer, case["id"])
    assert await databank.fetch(half) == first, "until the next half-year"
