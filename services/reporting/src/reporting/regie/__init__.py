"""Register of regie: meetings, notes, agreements, briefings, transfers, bottlenecks."""

__all__ = ["labels", "rules", "store"]
