"""Detection: sightings, branch shifts, patterns, the rules behind them, and cases to assess."""
