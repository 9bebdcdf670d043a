"""Tables and queries of matching: claims, persons, candidates, models, link constraints."""
