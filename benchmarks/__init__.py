"""How fast we are beside docxtpl and python-docx: `python -m benchmarks.run`."""
