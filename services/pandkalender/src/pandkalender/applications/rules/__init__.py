"""Rules of applications: states, tasks, the checklist of documents."""
