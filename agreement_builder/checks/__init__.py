"""What can be wrong with a draft: one module a rule, run in the order of an explicit list."""
