"""Register of applications: what an owner sent with its documents, and what was answered."""
