"""The arithmetic of boards: seats by rule, and what the votes of the parties can bring about."""
