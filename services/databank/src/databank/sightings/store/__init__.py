"""Tables and queries of sightings, and what is kept with a person of when she came."""
