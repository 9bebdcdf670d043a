"""Tables and queries of matching: candidates, models, link constraints, questions it raises."""
