"""``krachtlijn bus`` as a process of its own that dies right after a part of a rebuild.

``python dying.py PART TIMES ARGUMENT...``: it kills itself when it has done PART (a function of
``launcher.operations.replays``) TIMES times.
"""

import functools
import os
import signal
import sys
from typing import Any

from launcher import bus
from launcher.operations import replays


def mortal(part: str, left: int) -> None:
    done = getattr(replays, part)

    @functools.wraps(done)
    async def last(*arguments: Any, **named: Any) -> Any:
        nonlocal left
        found = await done(*arguments, **named)
        left -= 1
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return found

    setattr(replays, part, last)


if __name__ == "__main__":
    mortal(sys.argv[1], int(sys.argv[2]))
    bus.app(sys.argv[3:])
