"""The synthetic city: pure, from a seed, the same on every machine."""

from simulator.city.city import City, Stage, build

__all__ = ["City", "Stage", "build"]
