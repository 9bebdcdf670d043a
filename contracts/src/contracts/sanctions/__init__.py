"""Events of the sanction procedure, by publisher."""
