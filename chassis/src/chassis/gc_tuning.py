"""The cyclic garbage collector, set for what a service does."""

import gc

YOUNG, MIDDLE, OLD = 50_000, 20, 20
"""A batch makes thousands of objects that go at its end, and hardly a cycle. With Python's own
threshold the collector looks through all of a batch again and again: a third of the time."""


def collect_seldom() -> None:
    """For the whole process; calling it again changes nothing."""
    gc.set_threshold(YOUNG, MIDDLE, OLD)
