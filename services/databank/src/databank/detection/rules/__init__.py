"""Rules that all detection shares: sightings, dated versions, precision, the catalogue."""
