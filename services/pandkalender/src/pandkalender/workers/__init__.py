"""Workers as their owners declare them: identities, and which claims speak of one worker."""
