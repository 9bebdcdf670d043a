"""The Council of State: a request for annulment against a decision, and what its rulings do."""
