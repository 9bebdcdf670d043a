"""Detection: branch shifts, patterns, the rules behind them, and cases for people to assess."""
