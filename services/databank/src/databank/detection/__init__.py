"""What the facts show: sightings, moves between branches, patterns, and the rules behind them."""
