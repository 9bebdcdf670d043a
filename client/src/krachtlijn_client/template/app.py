"""A list of the premises that are closed, kept in the inbox."""

import asyncio
import os
import sqlite3

from faststream import FastStream

from contracts.enforcement import PremisesClosed, PremisesReopened
from krachtlijn_client import Reader, Receipt

reader = Reader.from_environment()
app = FastStream(reader.broker, lifespan=reader.lifespan, on_shutdown=[reader.stop])
with sqlite3.connect(os.environ["KRACHTLIJN_INBOX"]) as inbox:
    inbox.execute("CREATE TABLE IF NOT EXISTS closed (premises TEXT PRIMARY KEY, since TEXT)")


@reader.on(PremisesClosed)
async def close(event: PremisesClosed, receipt: Receipt) -> None:
    row = (str(event.premises_id), event.closed_from.isoformat())
    receipt.tx.execute("INSERT OR REPLACE INTO closed VALUES (?, ?)", row)


@reader.on(PremisesReopened)
async def reopen(event: PremisesReopened, receipt: Receipt) -> None:
    receipt.tx.execute("DELETE FROM closed WHERE premises = ?", (str(event.premises_id),))


if __name__ == "__main__":
    asyncio.run(app.run())
