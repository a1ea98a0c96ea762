"""The costs of an agreement as a planner reads them: tables, the way to each figure in words, and plain data."""
