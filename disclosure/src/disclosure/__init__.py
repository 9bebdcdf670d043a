"""Protect counts of persons that are published by year and by half: build, hide, attack.

    system = System(truth=[])
    clients = Unknowns.add(system, measure, units)     # what a reader may reason about
    system.fix(clients.of_period("H1", {}), 11, 29)    # told before: about 20
    system.cells.append(Cell("escort", clients.of_period("Y", {"branche": "escort"}), 3, cost=4))
    system.groups += groups(clients, [{"branche": "escort"}], lives, threshold=5)
    hidden = suppress(system)                          # positions of cells to hide
    assert not unsafe_groups(system, hidden)           # the gate

The method and its figures: ``docs/decisions/0055``.
"""

from disclosure.additive import round_additive
from disclosure.attack import Attack, Bounds
from disclosure.audit import sized_groups, sizes_nobody, sizes_nobody_more
from disclosure.change import Change
from disclosure.measures import Codes, Measure, Unit, Unknowns, at_most
from disclosure.overlap import Additivity, Period, count, difference, differences
from disclosure.rounding import chance, round_controlled
from disclosure.sensitive import groups
from disclosure.solver import ContradictionError
from disclosure.suppression import IrreparableError, suppress, unsafe_groups
from disclosure.system import Cell, Group, Row, System

__all__ = [
    "Additivity",
    "Attack",
    "Bounds",
    "Cell",
    "Change",
    "Codes",
    "ContradictionError",
    "Group",
    "IrreparableError",
    "Measure",
    "Period",
    "Row",
    "System",
    "Unit",
    "Unknowns",
    "at_most",
    "chance",
    "count",
    "difference",
    "differences",
    "groups",
    "round_additive",
    "round_controlled",
    "sized_groups",
    "sizes_nobody",
    "sizes_nobody_more",
    "suppress",
    "unsafe_groups",
]
