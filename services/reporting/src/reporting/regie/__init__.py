"""Register of regie: meetings, notes, agreements, briefings, transfers, bottlenecks."""
