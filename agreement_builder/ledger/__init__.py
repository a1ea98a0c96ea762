"""The ledger: everything in a draft that is not settled, numbered, and what was set aside with a reason."""
