"""Rules of deliveries: the minimum format, the records, the states and steps."""
