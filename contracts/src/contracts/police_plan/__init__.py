"""Events of police work by plan, by publisher."""
