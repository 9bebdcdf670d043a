"""The letter that asks for the costs of an appeal: its reference, its days, and what follows."""

import asyncio
import re
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import asyncpg
import pytest
from fastapi import FastAPI

from chassis.days import city_day

from ..gas.test_corrections import RIGHT
from ..gas.test_minors import drafted, own_page, posted, sent
from ..notifications.test_awaited_letters import boxes, listed
from ..support.browser import signed_in
from ..support.camt import entry
from ..support.city import City
from ..support.fines import FINANCE
from ..support.letters import WORKER, address
from ..support.pdf import text_of
from ..support.procedure import OFFICER, FineCase
from .test_court_costs import CONFIRMED, appealed, costs_of
from .test_import import reads

KIND = "gerechtskosten"
TERM = "gas.costs_payment_days"
AWAITED = "gas-case:gerechtskosten"


async def owing(city: City, app: FastAPI, owed_by: str = "persoon") -> FineCase:
    """A fine that a court confirmed, with € 240 of costs, and the address of the person."""
    case = await appealed(city, app)
    await address(city, str(case.case_id), "overtreder")
    await case.does("judgment", **CONFIRMED, costsOwedBy=owed_by, costsCents=24_000)
    return case


async def says(city: City, app: FastAPI, letter: str) -> str:
    worker = await signed_in(app, city, WORKER)
    file = await worker.get(f"/brieven/{letter}/brief.pdf")
    return " ".join((await asyncio.to_thread(text_of, file.content)).split())


async def makes(case: FineCase, kind: str = KIND) -> Any:
    body = {"caseId": str(case.case_id), "kind": kind}
    return await case.city.call(WORKER, "POST", "/v1/letters", body)


async def asked(case: FineCase) -> date:
    """The letter left and counts as received, on the third working day; the last day to pay."""
    await sent(case, KIND)
    return await arrived(case)


async def arrived(case: FineCase, before: date = date.min) -> date:
    """The last day to pay, once the letter arrived; another than it was ``before``."""
    case.city.later(days=7)

    async def is_asked() -> bool:
        due = (await costs_of(case.city, case))["dueOn"]
        return due is not None and date.fromisoformat(due) > before

    await case.city.clock_moves_on(is_asked)
    return date.fromisoformat((await costs_of(case.city, case))["dueOn"])


async def running(case: FineCase) -> dict[str, str]:
    return {term["termId"]: term["lastDay"] for term in (await case.look())["terms"]}


async def test_the_letter_says_what_to_pay_by_which_reference_and_who_judged_when(
    city: City, app: FastAPI
) -> None:
    case = await owing(city, app)
    shown = await (await signed_in(app, city, WORKER, "leest-zaak")).sees(
        f"/dossiers/{case.case_id}"
    )
    assert "De brief over de gerechtskosten sturen" in shown and "€ 240,00" in shown
    (letter,) = await drafted(case, KIND)
    text = await says(city, app, letter)
    digits = (await costs_of(city, case))["reference"]
    assert f"+++{digits[:3]}/{digits[3:7]}/{digits[7:]}+++" in text
    assert "Bedrag: € 240" in text and "binnen 30 dagen vanaf de kennisgeving" in text
    assert "politierechtbank" in text and "Scan de code met de app van uw bank" in text
    judged = re.search(r"besliste op (\d+) \w+ (\d{4})", text)
    assert judged is not None
    assert (int(judged[1]), int(judged[2])) == (city.today.day, city.today.year)
    shown = await (await signed_in(app, city, WORKER, "leest-weer")).sees(
        f"/dossiers/{case.case_id}"
    )
    assert "De brief over de gerechtskosten sturen" not in shown


async def test_the_days_run_from_the_receipt_and_stand_wherever_they_are_looked_for(
    city: City, app: FastAPI
) -> None:
    """Posted on a day, received on the third working day after it (Judicial Code art. 53bis), and
    30 days later, or on the next working day.
    """
    case = await owing(city, app)
    assert (await costs_of(city, case))["dueOn"] is None
    (letter,) = await sent(case, KIND)
    assert (await costs_of(city, case))["dueOn"] is None, "it did not arrive yet"
    due = await arrived(case)
    path = f"/v1/letters?caseId={case.case_id}&pagesize=100"
    (seen,) = (await city.sees(WORKER, path))["_embedded"]["letters"]
    received = date.fromisoformat(seen["notifiedOn"])
    assert timedelta(30) <= due - received <= timedelta(34)
    assert (await running(case))[TERM] == f"{due}"
    day = f"{due.day}/{due:%m}/{due.year}"
    finance = await signed_in(app, city, FINANCE, "int-laatste-dag")
    assert day in await finance.sees(f"/betalingen/{case.case_id}/gerechtskosten")
    worker = await signed_in(app, city, WORKER, "leest-dag")
    assert day in await worker.sees(f"/dossiers/{case.case_id}")
    own = await own_page(case, letter)
    assert day in own[own.index("Gerechtskosten") :]


async def test_a_letter_that_arrives_while_the_costs_stand_as_paid_counts_once_they_do_not(
    city: City, app: FastAPI
) -> None:
    """Noted as paid before it arrived, by mistake: who got it had the days that it says."""
    case = await owing(city, app)
    finance = await signed_in(app, city, FINANCE, "int-te-vroeg")
    page = f"/betalingen/{case.case_id}/gerechtskosten"
    assert "nog geen brief" in await finance.sees(page)
    (letter,) = await sent(case, KIND)
    await finance.does(page)
    city.later(days=7)

    async def is_received() -> bool:
        (seen,) = (await city.sees(WORKER, f"/v1/letters?caseId={case.case_id}&kind={KIND}"))[
            "_embedded"
        ]["letters"]
        assert seen["letterId"] == letter
        return seen["state"] != "gepost"

    await city.clock_moves_on(is_received)
    assert TERM not in await running(case), "nobody is asked what was paid"
    finance = await signed_in(app, city, FINANCE, "int-te-vroeg-bis")
    await finance.does(f"{page}/ongedaan", reden="Voor een ander dossier.")
    due = date.fromisoformat((await costs_of(city, case))["dueOn"])
    assert (await running(case))[TERM] == f"{due}"
    shown = await finance.sees(page)
    assert "nog geen brief" not in shown and f"{due.day}/{due:%m}/{due.year}" in shown


async def test_finance_is_not_offered_to_note_a_service_while_the_case_waits(
    city: City, app: FastAPI
) -> None:
    case = await owing(city, app)
    link = f"/betalingen/{case.case_id}/gerechtskosten/betekening"
    finance = await signed_in(app, city, FINANCE, "int-wacht")
    page = f"/betalingen/{case.case_id}/gerechtskosten"
    offered = "Het vonnis is betekend"
    assert offered in await finance.sees(page)
    await case.police_ask_to_wait()
    shown = await finance.sees(page)
    assert offered not in shown and "Het dossier is opgeschort. De invordering wacht." in shown
    told = await finance.get(link)
    assert told.status_code == 409 and "Het dossier is opgeschort" in told.text
    await case.does("release", motivation="Na overleg met de politie.")
    assert offered in await finance.sees(page)


@pytest.mark.parametrize(("days", "late"), [(-1, False), (0, False), (1, True)])
async def test_costs_are_late_once_the_last_day_is_over(
    city: City, app: FastAPI, days: int, late: bool
) -> None:
    """The day before, the last day, the day after: then they are asked once more, or served."""
    case = await owing(city, app)
    worker = await signed_in(app, city, WORKER, f"wacht-{days}")
    assert str(case.case_id) in boxes(await listed(worker, AWAITED))
    due = await asked(case)
    assert str(case.case_id) not in await listed(worker, AWAITED)
    case.go_to(due + timedelta(days=days))
    finance = await signed_in(app, city, FINANCE, f"laat-{days}")
    worker = await signed_in(app, city, WORKER, f"wacht-weer-{days}")
    assert (str(case.case_id) in boxes(await listed(worker, AWAITED))) is late
    page = await finance.sees(f"/betalingen/{case.case_id}/gerechtskosten")
    assert ("De laatste dag is voorbij." in page) is late
    served = await city.call(FINANCE, "POST", f"/v1/court-costs/{case.case_id}/service", {})
    assert served.status_code == (204 if late else 422)
    assert (TERM in await running(case)) is not late


async def test_late_costs_are_asked_again_and_have_their_days_again(
    city: City, app: FastAPI
) -> None:
    case = await owing(city, app)
    due = await asked(case)
    case.go_to(due + timedelta(days=1))
    (again,) = await drafted(case, KIND)
    assert "We vroegen u dit al eerder." in await says(city, app, again)
    worker = await signed_in(app, city, WORKER, "wacht-niet-meer")
    assert str(case.case_id) not in await listed(worker, AWAITED)
    await posted(case, again)
    later = await arrived(case, due)
    assert later >= due + timedelta(days=30)
    assert (await running(case))[TERM] == f"{later}"


async def test_who_owes_no_costs_gets_no_letter(city: City, app: FastAPI) -> None:
    none = await appealed(city, app)
    await address(city, str(none.case_id), "overtreder")
    await none.does("judgment", **CONFIRMED)
    by_city = await owing(city, app, "stad")
    paid = await owing(city, app)
    settled = f"/v1/court-costs/{paid.case_id}/settlement"
    assert (await city.call(FINANCE, "POST", settled, {})).status_code == 204
    worker = await signed_in(app, city, WORKER, "biedt-niet-aan")
    awaits = await listed(worker, AWAITED)
    for case in (none, by_city, paid):
        answer = await makes(case)
        assert answer.status_code == 409
        assert answer.json()["title"].startswith("Er zijn geen gerechtskosten")
        assert str(case.case_id) not in awaits
        assert "Gerechtskosten" not in await offered(worker, case)


async def offered(worker: Any, case: FineCase) -> str:
    """The kinds of letters that the page offers to make."""
    page: str = (await worker.get(f"/brieven/dossier/{case.case_id}")).text
    return " ".join(re.findall(r"nieuw\?soort=\w+[^>]*>([^<]+)", page))


async def test_a_draft_does_not_leave_once_they_were_paid_or_another_judgment_replaced_them(
    city: City, app: FastAPI
) -> None:
    case = await owing(city, app)
    (letter,) = await drafted(case, KIND)
    reference = (await costs_of(city, case))["reference"]
    await reads(city, entry(24_000, city.today, structured=reference))
    posting = {"postedOn": f"{city_day(city.now)}"}
    answer = await city.call(WORKER, "POST", f"/v1/letters/{letter}/posting", posting)
    assert answer.status_code == 409

    another = await appealed(city, app)
    await address(city, str(another.case_id), "overtreder")
    await another.does("appeal")
    body = {"costsOwedBy": "persoon", "costsCents": 24_000}
    await another.does("judgment", verdict="afstand", **body)
    (first,) = await drafted(another, KIND)
    city.later(days=1)
    await another.does("judgment", **CONFIRMED, **body)
    answer = await city.call(WORKER, "POST", f"/v1/letters/{first}/posting", posting)
    assert answer.status_code == 409, "the other judgment is of another day"
    worker = await signed_in(app, city, WORKER, "ander-vonnis")
    assert str(another.case_id) in boxes(await listed(worker, AWAITED))


async def test_costs_of_before_references_get_one_with_their_letter(
    city: City, app: FastAPI, rows: asyncpg.Connection
) -> None:
    """Releases before 0.3 kept none (migration 0078); the bank then knows them by it."""
    case = await owing(city, app)
    old = "UPDATE court_costs SET reference = NULL WHERE case_id = $1"
    await rows.execute(old, case.case_id)
    (letter,) = await drafted(case, KIND)
    reference = (await costs_of(city, case))["reference"]
    assert reference is not None
    assert f"+++{reference[:3]}/" in await says(city, app, letter)
    await reads(city, entry(24_000, city.today, structured=reference))
    assert await costs_of(city, case) is None


async def test_nobody_on_hold_gets_the_letter_and_the_days_begin_anew_after_it(
    city: City, app: FastAPI
) -> None:
    case = await owing(city, app)
    due = await asked(case)
    await case.police_ask_to_wait()
    answer = await makes(case)
    assert answer.status_code == 409
    case.go_to(due + timedelta(days=10))
    served = await city.call(FINANCE, "POST", f"/v1/court-costs/{case.case_id}/service", {})
    assert served.status_code == 409, "nor a bailiff"
    await case.does("release", motivation="Na overleg met de politie.")
    after = date.fromisoformat((await costs_of(city, case))["dueOn"])
    assert after >= due + timedelta(days=40)


async def test_the_days_of_a_hold_count_for_nobody_also_where_the_costs_were_paid_meanwhile(
    city: City, app: FastAPI
) -> None:
    case = await owing(city, app)
    due = await asked(case)
    await case.police_ask_to_wait()
    path = f"/v1/court-costs/{case.case_id}"
    assert (await city.call(FINANCE, "POST", f"{path}/settlement", {})).status_code == 204
    case.go_to(due + timedelta(days=10))
    await case.does("release", motivation="Na overleg met de politie.")
    assert TERM not in await running(case), "they are paid"
    released_on = city.today
    city.later(days=1)
    reason = {"reason": "Voor een ander dossier."}
    assert (await city.call(FINANCE, "POST", f"{path}/reopening", reason)).status_code == 204
    after = date.fromisoformat((await costs_of(city, case))["dueOn"])
    assert timedelta(30) <= after - released_on <= timedelta(34)
    assert (await running(case))[TERM] == f"{after}"


async def test_a_letter_leaves_the_days_that_it_says_though_the_term_changed_on_its_way(
    city: City, app: FastAPI, rows: asyncpg.Connection, law_as_before: None
) -> None:
    """Thirty by the term of the day on which it left; ten for letters from tomorrow."""
    case = await owing(city, app)
    await sent(case, KIND)
    tomorrow = city.today + timedelta(days=1)
    async with city.sandbox.asking("enforcement", owner=True) as owner:
        columns = [
            row["column_name"]
            for row in await owner.fetch(
                "SELECT column_name FROM information_schema.columns WHERE table_name = 'legal_term'"
            )
        ]
        others = ", ".join(name for name in columns if name not in ("valid_from", "value"))
        await owner.execute(
            f"INSERT INTO legal_term ({others}, valid_from, value)"
            f" SELECT {others}, $2, 10 FROM legal_term WHERE id = $1 AND valid_to IS NULL",
            TERM,
            tomorrow,
        )
        await owner.execute(
            "UPDATE legal_term SET valid_to = $2"
            " WHERE id = $1 AND valid_to IS NULL AND valid_from < $2",
            TERM,
            tomorrow,
        )
    due = await arrived(case)
    path = f"/v1/letters?caseId={case.case_id}&pagesize=100"
    (seen,) = (await city.sees(WORKER, path))["_embedded"]["letters"]
    received = date.fromisoformat(seen["notifiedOn"])
    assert received >= tomorrow
    assert timedelta(30) <= due - received <= timedelta(34)


async def test_paid_costs_have_no_last_day_any_more_until_that_proves_wrong(
    city: City, app: FastAPI
) -> None:
    case = await owing(city, app)
    due = await asked(case)
    path = f"/v1/court-costs/{case.case_id}"
    assert (await city.call(FINANCE, "POST", f"{path}/settlement", {})).status_code == 204
    assert TERM not in await running(case)
    reason = {"reason": "Voor een ander dossier."}
    assert (await city.call(FINANCE, "POST", f"{path}/reopening", reason)).status_code == 204
    assert (await running(case))[TERM] == f"{due}"


async def test_finance_has_it_drafted_and_notes_that_a_bailiff_served_the_judgment(
    city: City, app: FastAPI
) -> None:
    case = await owing(city, app)
    finance = await signed_in(app, city, FINANCE, "int-vraagt")
    page = f"/betalingen/{case.case_id}/gerechtskosten"
    assert "kreeg nog geen brief over deze kosten" in await finance.sees(page)
    await finance.does(f"{page}/brief")
    path = f"/v1/letters?caseId={case.case_id}&pagesize=100"
    (made,) = (await city.sees(WORKER, path))["_embedded"]["letters"]
    assert (made["kind"], made["state"]) == (KIND, "concept")
    told = await finance.sees(await finance.does(f"{page}/brief"))
    assert "Deze brief is er al." in told
    await finance.is_told(f"{page}/betekening", dag=f"{city.today + timedelta(days=1)}")
    await finance.is_told(f"{page}/betekening", dag=f"{city.today - timedelta(days=1)}")
    await finance.does(f"{page}/betekening", dag=f"{city.today}")
    assert "Vonnis betekend op" in await finance.sees(page)
    last = (await case.look())["timeline"][-1]
    assert last["step"] == "court-costs-served"
    worker = await signed_in(app, city, WORKER, "betekend")
    assert str(case.case_id) not in await listed(worker, AWAITED)
    assert (
        await city.call(WORKER, "POST", f"/v1/court-costs/{case.case_id}/service", {})
    ).status_code == 403


async def test_a_fine_that_fell_leaves_its_costs_to_a_choice(
    city: City, app: FastAPI, rows: asyncpg.Connection
) -> None:
    """A withdrawn fine asks for none by itself: somebody may still ask for what a court awarded."""
    case = await owing(city, app)
    gone = "UPDATE gas_case SET state = 'ingetrokken' WHERE case_id = $1"
    await rows.execute(gone, UUID(str(case.case_id)))
    worker = await signed_in(app, city, WORKER, "kiest")
    assert str(case.case_id) not in await listed(worker, AWAITED)
    assert (await makes(case)).status_code == 201


async def test_a_new_month_to_appeal_takes_no_day_from_costs_of_an_appeal_that_was_taken_back(
    city: City, app: FastAPI
) -> None:
    case = await appealed(city, app)
    await address(city, str(case.case_id), "overtreder")
    await case.does("judgment", verdict="afstand", costsOwedBy="persoon", costsCents=24_000)
    until = date.fromisoformat((await case.look())["appealUntil"])
    case.go_to(until + timedelta(days=1))
    await case.becomes("te_betalen")
    due = await asked(case)
    await case.does("fine-correction", OFFICER, **RIGHT)
    await sent(case, "rechtzetting")
    await case.becomes("ter_kennis_gebracht")
    assert (await running(case))[TERM] == f"{due}"


async def replaced(city: City, app: FastAPI) -> FineCase:
    """€ 240 of an appeal that was taken back, before another judgment; an address."""
    case = await appealed(city, app)
    await address(city, str(case.case_id), "overtreder")
    await case.does("appeal")
    await case.does("judgment", verdict="afstand", costsOwedBy="persoon", costsCents=24_000)
    return case


async def test_a_letter_about_a_judgment_that_another_replaced_starts_no_days(
    city: City, app: FastAPI
) -> None:
    """It names € 240; of the € 300 of the second judgment nobody was told."""
    case = await replaced(city, app)
    await sent(case, KIND)
    city.later(hours=2)
    await case.does("judgment", **CONFIRMED, costsOwedBy="persoon", costsCents=30_000)
    city.later(days=7)

    async def is_noted() -> bool:
        return (await case.look())["timeline"][-1]["step"] == "zonder_gevolg"

    await city.clock_moves_on(is_noted)
    assert (await costs_of(city, case))["dueOn"] is None
    city.later(hours=1)
    due = await asked(case)
    assert due > city.today, "the letter of the second judgment starts them"


async def test_nothing_is_served_while_the_letter_is_on_its_way(city: City, app: FastAPI) -> None:
    case = await owing(city, app)
    await sent(case, KIND)
    path = f"/v1/court-costs/{case.case_id}/service"
    answer = await city.call(FINANCE, "POST", path, {})
    assert answer.status_code == 409
    assert "onderweg" in answer.text
    due = await arrived(case)
    case.go_to(due + timedelta(days=1))
    assert (await city.call(FINANCE, "POST", path, {})).status_code == 204


BY_HAND = {"mode": "tegen_ontvangstbewijs", "copyToLawyer": True}


async def test_a_copy_that_nobody_noted_as_received_keeps_no_bailiff_waiting(
    city: City, app: FastAPI
) -> None:
    """Handed over to the person and to the lawyer: the days begin with the person alone."""
    case = await owing(city, app)
    await address(city, str(case.case_id), "advocaat", "Meester Kanariewicz")
    letters = await sent(case, KIND, **BY_HAND)
    path = f"/v1/court-costs/{case.case_id}/service"
    waits = await city.call(FINANCE, "POST", path, {})
    assert (waits.status_code, "onderweg" in waits.text) == (409, True), "no receipt yet"
    listed = await city.sees(WORKER, f"/v1/letters?caseId={case.case_id}&pagesize=100")
    (own,) = [
        each["letterId"]
        for each in listed["_embedded"]["letters"]
        if each["letterId"] in letters and each["role"] == "overtreder"
    ]
    receipt = {"presentedOn": f"{city.today}"}
    await city.does(WORKER, f"/v1/letters/{own}/receipt", receipt)
    due = date.fromisoformat((await costs_of(city, case))["dueOn"])
    case.go_to(due + timedelta(days=1))
    assert (await city.call(FINANCE, "POST", path, {})).status_code == 204


async def test_a_draft_of_before_the_service_does_not_leave_after_it(
    city: City, app: FastAPI
) -> None:
    case = await owing(city, app)
    (letter,) = await drafted(case, KIND)
    path = f"/v1/court-costs/{case.case_id}"
    assert (await city.call(FINANCE, "POST", f"{path}/service", {})).status_code == 204
    posting = {"postedOn": f"{city_day(city.now)}"}
    answer = await city.call(WORKER, "POST", f"/v1/letters/{letter}/posting", posting)
    assert answer.status_code == 409
    assert (await costs_of(city, case))["servedOn"] is not None


async def test_what_paid_costs_that_another_judgment_replaced_is_to_be_looked_at(
    city: City, app: FastAPI, rows: asyncpg.Connection
) -> None:
    case = await replaced(city, app)
    reference = (await costs_of(city, case))["reference"]
    await reads(city, entry(24_000, city.today, structured=reference))
    assert await costs_of(city, case) is None
    (line,) = await rows.fetch(
        "SELECT line_id FROM statement_line WHERE case_id = $1", case.case_id
    )
    await case.does("judgment", **CONFIRMED, costsOwedBy="persoon", costsCents=30_000)
    assert (await costs_of(city, case))["amountCents"] == 30_000
    state = "SELECT state FROM statement_line WHERE line_id = $1 AND case_id IS NULL"
    assert await rows.fetchval(state, line["line_id"]) == "te_bekijken"


async def test_a_later_receipt_takes_nothing_from_a_service_and_somebody_looks(
    city: City, app: FastAPI
) -> None:
    case = await owing(city, app)
    (letter,) = await sent(case, KIND)
    due = await arrived(case)
    case.go_to(due + timedelta(days=1))
    path = f"/v1/court-costs/{case.case_id}"
    assert (await city.call(FINANCE, "POST", f"{path}/service", {})).status_code == 204
    proof = {"provenOn": f"{due - timedelta(days=10)}"}
    await city.does(WORKER, f"/v1/letters/{letter}/receipt", proof)
    costs = await costs_of(city, case)
    assert costs["servedOn"] is not None and costs["dueOn"] is None
    reasons = [each["reason"] for each in (await case.look())["timeline"]]
    assert "betekend_voor_einde_dagen" in reasons
