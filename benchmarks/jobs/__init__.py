"""The parts of the benchmark: a library of any size, the rivals' jobs, and the measuring."""
