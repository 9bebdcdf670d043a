"""Events of the mayor's measures, by publisher."""
