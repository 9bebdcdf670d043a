"""People of the city at work on the platform, as its users: over HTTP, in the order of time."""
