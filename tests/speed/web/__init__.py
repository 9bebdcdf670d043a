"""``make bench-web``: how long pages take on the server, and what they weigh on the wire."""
