"""Events of integrity investigations, by publisher."""
