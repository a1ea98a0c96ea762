"""Two editions to one marked-up document: what changed from the old to the new, and what caused it."""
