"""``krachtlijn bus`` as a process of its own that dies right after a part of a rebuild.

``python dying.py PART TIMES ARGUMENT...``: it kills itself when it has done PART (a coroutine
function by module and name) TIMES times. Batches have two events, so that there are many.
"""

import functools
import importlib
import os
import signal
import sys
from typing import Any

from chassis.bus import rebuild
from launcher import bus


def mortal(part: str, left: int) -> None:
    module_name, _, name = part.rpartition(".")
    module = importlib.import_module(module_name)
    done = getattr(module, name)

    @functools.wraps(done)
    async def last(*arguments: Any, **named: Any) -> Any:
        nonlocal left
        found = await done(*arguments, **named)
        left -= 1
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return found

    setattr(module, name, last)


if __name__ == "__main__":
    rebuild.BATCH = 2
    mortal(sys.argv[1], int(sys.argv[2]))
    bus.app(sys.argv[3:])
