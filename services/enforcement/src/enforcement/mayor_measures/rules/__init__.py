"""Rules of the mayor's measures: states and steps, guards, and the law of the day of an order."""
