"""Rules of the measurement of the sector."""
