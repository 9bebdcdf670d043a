"""Ledger of what the city sent and services accepted: the other side of every comparison."""

from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import datetime

from chassis.days import city_day
from contracts.branches import Branch
from simulator.city.grid import Spot
from simulator.city.roster import Shift
from simulator.periods import Period
from simulator.truth import Truth
from simulator.truth_measures import Measures
from simulator.truth_police import PoliceWork
from simulator.truth_regie import Regie

CALLED_OFF = ("geannuleerd", "vervallen")


@dataclass(frozen=True, slots=True)
class HeldShift:
    """A declared shift as the services must hold it now; ``id`` is pandkalender's."""

    id: str
    room_id: str
    person: str
    starts_at: datetime
    ends_at: datetime
    state: str


@dataclass
class Ledger:
    """Ids of the services by the simulator's own, and the truth as far as it was accepted."""

    truth: Truth = field(default_factory=Truth)
    measures: Measures = field(default_factory=Measures)
    police: PoliceWork = field(default_factory=PoliceWork)
    regie: Regie = field(default_factory=Regie)
    premises: dict[int, str] = field(default_factory=dict)
    rooms: dict[Spot, str] = field(default_factory=dict)
    dossiers: dict[int, str] = field(default_factory=dict)
    sanctions: dict[int, str] = field(default_factory=dict)
    """Cases of the stories, by the number of the house."""
    shifts: dict[str, HeldShift] = field(default_factory=dict)
    """By the simulator's own shift id."""
    inspections: dict[str, str] = field(default_factory=dict)
    counts: Counter[str] = field(default_factory=Counter)
    """Numbers of accepted requests, by kind."""

    def premises_in_use(self, period: Period) -> int:
        """Different premises with a shift that begins in the period and was not called off."""
        place_of = {room_id: self.premises[spot.premises] for spot, room_id in self.rooms.items()}
        return len(
            {
                place_of[held.room_id]
                for held in self.shifts.values()
                if held.state not in CALLED_OFF and city_day(held.starts_at) in period
            }
        )

    def declared(
        self,
        shift: str,
        shift_id: str,
        spot: Spot,
        person: str,
        starts_at: datetime,
        ends_at: datetime,
    ) -> None:
        room_id = self.rooms[spot]
        self.shifts[shift] = HeldShift(shift_id, room_id, person, starts_at, ends_at, "aangegeven")
        self.truth.saw(person, Branch.RAAM, starts_at, ("shift", shift_id))
        self.counts["declared"] += 1

    def changed(self, shift: Shift) -> None:
        change, held = shift.change, self.shifts[shift.id]
        assert change is not None
        self.shifts[shift.id] = replace(
            held,
            room_id=self.rooms[Spot(shift.spot.premises, change.room)],
            starts_at=change.starts_at,
            ends_at=change.ends_at,
            state="gewijzigd",
        )
        self.truth.moved(held.person, ("shift", held.id), change.starts_at)
        self.counts["changed"] += 1

    def cancelled(self, shift: str) -> None:
        held = self.shifts[shift]
        self.shifts[shift] = replace(held, state="geannuleerd")
        self.truth.called_off(held.person, ("shift", held.id))
        self.counts["cancelled"] += 1

    def lapsed(self, shift_id: str) -> None:
        """By pandkalender's id."""
        shift, held = next(item for item in self.shifts.items() if item[1].id == shift_id)
        self.shifts[shift] = replace(held, state="vervallen")
        self.truth.called_off(held.person, ("shift", held.id))
        self.counts["lapsed"] += 1

    def ended(self, shift: str) -> None:
        self.shifts[shift] = replace(self.shifts[shift], state="beeindigd")
        self.counts["ended"] += 1
