"""Events of the examination of premises: enforcement has too many events for one module."""
