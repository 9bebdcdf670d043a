"""Other systems of the city that read events: who they are, and their access."""
