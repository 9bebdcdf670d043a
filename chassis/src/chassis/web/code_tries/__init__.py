"""Tries of codes that people type without an account: counted by the place they come from.

A service that uses it has the table ``code_try``, and the timer ``NAME`` that forgets.
"""

from chassis.web.code_tries.rate_limit import (
    NAME,
    CountedTry,
    Sources,
    TooManyTries,
    forget,
    give_back,
    take_try,
)

__all__ = ["NAME", "CountedTry", "Sources", "TooManyTries", "forget", "give_back", "take_try"]
