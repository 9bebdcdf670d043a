"""Thresholds of the cyclic garbage collector, for the work of a service."""

import gc

YOUNG, MIDDLE, OLD = 50_000, 20, 20
"""A batch makes thousands of objects that go at its end, and hardly a cycle. With Python's own
threshold the collector looks through all of a batch again and again: a third of the time."""


def collect_seldom() -> None:
    """Let the collector run seldom, in the whole process; repeating it changes nothing."""
    gc.set_threshold(YOUNG, MIDDLE, OLD)
