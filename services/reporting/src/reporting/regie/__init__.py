"""Register of regie: meetings, notes, agreements, briefings, bottlenecks; the year calendar."""
