"""Tables and queries of matching: candidates, models, link constraints, questions it raises."""

__all__ = ["claim_writer", "link_constraints", "models", "review_tasks"]
