"""The document: an immutable tree without numbers, and an index computed beside it."""
