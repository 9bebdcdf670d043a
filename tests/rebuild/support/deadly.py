"""``krachtlijn bus`` as a process of its own that one event ends, whenever it is handled.

``python deadly.py EVENT_ID PROCESSES ARGUMENT...``: the one process, or those that it starts where
PROCESSES is not 0. Batches have two events, so that there are many.
"""

import os
import signal
import sys
from collections.abc import Sequence
from uuid import UUID

from chassis.bus import rebuild
from chassis.bus.dispatcher import Delivery, Dispatcher
from chassis.db import Transaction
from launcher import bus
from launcher.operations import rebuild as operation

DEADLY = UUID(sys.argv[1])
dispatch = Dispatcher.dispatch


async def dispatch_or_die(
    self: Dispatcher, tx: Transaction, deliveries: Sequence[Delivery]
) -> None:
    if any(delivery.envelope.id == DEADLY for delivery in deliveries):
        os.kill(os.getpid(), signal.SIGKILL)
    await dispatch(self, tx, deliveries)


Dispatcher.dispatch = dispatch_or_die  # type: ignore[method-assign]
rebuild.BATCH = 2

if __name__ == "__main__":
    if sys.argv[2] != "0":
        operation.FEW = 0
    bus.app(sys.argv[3:])
