"""Thresholds of the cyclic garbage collector, for the work of a service."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

YOUNG, MIDDLE, OLD = 50_000, 20, 20
"""A batch makes thousands of objects that go at its end, and hardly a cycle. With Python's own
threshold the collector looks through all of a batch again and again: a third of the time."""


def collect_seldom() -> None:
    """Let the collector run seldom, in the whole process; repeating it changes nothing."""
    gc.set_threshold(YOUNG, MIDDLE, OLD)


@contextmanager
def collect_nothing() -> Iterator[None]:
    """Let the collector rest, for work that gathers much and makes no cycles.

    To look through what is gathered, again and again, would take a tenth of its time.
    """
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
