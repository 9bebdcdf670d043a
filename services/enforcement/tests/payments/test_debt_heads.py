"""What lists of finance say of a case that owes is what its procedure says of that case alone."""

from itertools import product
from uuid import UUID

import asyncpg
from fastapi import FastAPI

from chassis.db import Database
from enforcement.gas.debts import DEBTS as FINES
from enforcement.gas.rules import GasState
from enforcement.mayor_measures.debts import DEBTS as PENALTIES
from enforcement.payments.store.debts import Debts

from ..support.city import City
from ..support.measures import PUBLIC_ORDER, Measure
from ..support.procedure import FineCase

YES_OR_NO = ("false", "true")


async def agrees(app: FastAPI, city: City, debts: Debts, case_id: UUID) -> bool:
    database: Database = app.state.database
    async with database.begin(city.now) as tx:
        one = await debts.standing(tx, case_id)
        head = await tx.conn.fetchrow(
            f"SELECT * FROM ({debts.heads}) AS h WHERE case_id = $1",  # our own text
            case_id,
        )
    assert head is not None
    waits = one.appeal_runs or one.on_hold or one.amount_untold or one.annulled
    said = (head["number"], head["annulled"], head["waits"])
    return said == (one.number, one.annulled, waits)


async def test_of_a_fine_in_every_state(city: City, app: FastAPI, rows: asyncpg.Connection) -> None:
    case = await FineCase.opens(city, app)
    prosecutions = ("NULL", "decide_by"), ("'vervolgt'", "NULL"), ("'vervolgt'", "decide_by")
    for held, untold, (prosecution, weighed) in product(YES_OR_NO, ("0", "1"), prosecutions):
        await rows.execute(
            f"UPDATE gas_case SET on_hold = {held}, uncorrected = {untold}, "  # our own values
            f"prosecution = {prosecution}, prosecution_weighed_on = {weighed} WHERE case_id = $1",
            case.case_id,
        )
        for state in GasState:
            move = "UPDATE gas_case SET state = $2 WHERE case_id = $1"
            await rows.execute(move, case.case_id, str(state))
            assert await agrees(app, city, FINES, case.case_id), (held, untold, prosecution, state)


async def test_of_an_order_that_was_stayed_or_annulled(
    city: City, app: FastAPI, rows: asyncpg.Connection
) -> None:
    case = await Measure.starts(app, city, **PUBLIC_ORDER)
    case_id = UUID(case.case_id)
    for stayed, annulled in product(("NULL", "now()"), repeat=2):
        await rows.execute(
            f"UPDATE mayor_measure SET stayed_at = {stayed}, annulled_at = {annulled} "
            "WHERE case_id = $1",
            case_id,
        )
        assert await agrees(app, city, PENALTIES, case_id), (stayed, annulled)
