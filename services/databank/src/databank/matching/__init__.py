"""Who is who: claims to persons as they arrive, and what the matcher knows and learned."""
