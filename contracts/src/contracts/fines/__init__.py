"""Events of the fine procedure: enforcement has too many events for one module."""
