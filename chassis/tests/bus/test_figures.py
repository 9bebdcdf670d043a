"""Figures of the bus: seconds, counts and bounds, as operators are promised them or as one depends
on another. Who changes one changes it here too, and in ``docs/operating.md`` where it stands there.
"""

from importlib import import_module
from inspect import signature

import pytest

from chassis.bus.consumer import Consumer
from chassis.bus.dispatcher import Dispatcher
from chassis.bus.errands import Errands
from chassis.bus.hold import Hold
from chassis.bus.outbox import Outbox
from chassis.bus.redrive import Redriver
from chassis.bus.relay import Relay
from chassis.bus.timers import Errand, Timers
from chassis.bus.turns import Turns

FIGURES = [
    # what fails: tried so often, parked for so long, and when a partition stands
    ("pipeline", "TRIES", 3),
    ("attempts", "SUSPECT", 2),
    ("attempts", "DEADLY", 3),
    ("parking", "RETRY_AFTER", (10.0, 60.0, 600.0)),
    ("parking", "KEY_RETRY_AFTER", (1.0, 5.0, 15.0)),
    ("breaker", "LOOKED_AT", 20),
    ("breaker", "OF_ONE", 100),
    ("breaker", "MOST", 10),
    ("breaker", "LET_THROUGH_SECONDS", 3600),
    ("refused", "TRIED_SECONDS", 35.0),
    # deadlines
    ("timers", "RETRY_SECONDS", 30),
    ("timers", "STUCK", 10),
    ("timers", "STUCK_SECONDS", 600),
    ("timers", "ASK_SECONDS", 2.0),
    ("errands", "LIMIT_SECONDS", 20.0),
    # the relay's lease, and how often it looks
    ("relay", "LEASE_SECONDS", 2.0),
    ("relay", "RENEW_SECONDS", 0.5),
    ("relay", "RENEW_AT_LAST_SECONDS", 1.2),
    ("relay", "IDLE_POLL_SECONDS", 0.25),
    ("relay", "REFUSED_SECONDS", 60.0),
    ("publisher", "CONFIRM_SECONDS", 30.0),
    ("publisher", "TOGETHER", 50),
    # partitions that share a processor
    ("turns", "AT_ONCE", 2),
    ("turns", "TURN_SECONDS", 0.02),
    ("turns", "ALONE_SECONDS", 5.0),
    ("consumer", "GIVEN_UP_PRIORITY", -1),
    ("hold", "SILENT_SECONDS", 5.0),
    ("deliveries", "AT_ONCE", 262_144),
    ("frames", "FIXED_PART", 12),  # AMQP 0-9-1, 2.3.5.2: class, weight, size of the body
    # a broker that is silent is given up after seven seconds
    ("connection", "CONNECT_SECONDS", 5),
    ("connection", "CLOSE_SECONDS", 3),
    ("connection", "HEARTBEAT_SECONDS", 4),
    ("connection", "SILENT_HEARTBEATS", 1.4),
    # what operators wait for, and what they are shown
    ("control.carrier", "AHEAD", 10),
    ("control.commands", "ANSWER_SECONDS", 10.0),
    ("control.pace", "LOOK_SECONDS", 2.0),
    ("keyfile", "LOOK_SECONDS", 2.0),
    ("backlog", "MEASURE_SECONDS", 1.0),
    ("backlog", "SHARE", 0.02),
    ("release_note", "LOOK_SECONDS", 60.0),
    ("release_note", "GONE_SECONDS", 180),
    ("admin.api", "SHOWN", 100),
    ("admin.pages", "SHOWN", 100),
    ("admin.queries", "COUNTED", 1_000_000),
    # erasure, and what is made anew
    ("retention.policy", "ON_ITS_WAY_DAYS", 30),
    ("retention.policy", "YOUNGEST_DAYS", 30),
    ("retention.sweep", "FIRST_SECONDS", 20.0),
    ("retention.sweep", "EVERY_SECONDS", 3600.0),
    ("retention.sweep", "BATCH", 1_000),
    ("retention.sweep", "BREATH_SECONDS", 0.05),
    ("rebuild", "BATCH", 1_000),
]


@pytest.mark.parametrize(("module", "name", "value"), FIGURES, ids=lambda value: str(value)[:40])
def test_a_figure_is_the_one_that_was_promised(module: str, name: str, value: object) -> None:
    assert getattr(import_module(f"chassis.bus.{module}"), name) == value


def test_an_errand_is_leased_for_a_minute_which_is_longer_than_it_may_take() -> None:
    assert import_module("chassis.bus.errands").LEASE.total_seconds() == 60


@pytest.mark.parametrize(
    ("kind", "name", "value"),
    [
        (Consumer, "partition", 0),
        (Consumer, "limit", 200),
        (Consumer, "priority", 0),
        (Consumer, "ahead_alarm_seconds", 600),
        (Relay, "batch", 200),
        (Turns, "apart", 0.0),
        (Dispatcher, "hold_newer", True),
        (Errand, "stuck_seconds", 600),
        (Hold, "event_id", None),
        (Hold, "given_up", False),
        (Outbox, "backlog", None),
    ],
    ids=lambda value: getattr(value, "__name__", str(value)),
)
def test_what_is_not_said_is_this(kind: type, name: str, value: object) -> None:
    assert signature(kind).parameters[name].default == value


@pytest.mark.parametrize(
    ("loop", "name", "seconds"),
    [(Timers, "timers", 0.5), (Errands, "errands", 0.5), (Redriver, "redriver", 1.0)],
)
def test_a_loop_of_jobs_looks_so_often(
    loop: type[Timers] | type[Redriver], name: str, seconds: float
) -> None:
    assert (loop.name, loop.poll_seconds) == (name, seconds)
