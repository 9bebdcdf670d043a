"""A transaction whose handler computes for long, and says nothing to the database meanwhile."""

from chassis.db import Transaction

WAIT_SECONDS = 600


async def computes(tx: Transaction) -> None:
    """Have the server wait ten minutes for what comes next, not half a one.

    Ended in between, the work would begin anew with every attempt, while the one before still
    computes, and never come to its end on a machine that is busy.
    """
    await tx.conn.execute(f"SET LOCAL idle_in_transaction_session_timeout = '{WAIT_SECONDS}s'")
