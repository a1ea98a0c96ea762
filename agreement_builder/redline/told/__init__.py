"""A redline told outside of Word: as text and as HTML, from a reading of its file."""
