"""For people who own clauses: beginning one, comparing libraries, counting, and the page that lists everything."""
