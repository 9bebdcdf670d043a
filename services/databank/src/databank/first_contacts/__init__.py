"""First contacts with persons who are new to the police, workers' codes and their answers."""
