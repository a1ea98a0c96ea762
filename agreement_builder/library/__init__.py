"""The library: clauses, outline, authorities and requirements, read from files and checked strictly."""
