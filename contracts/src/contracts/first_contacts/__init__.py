"""Events of first contacts: the databank has too many events for one module."""
