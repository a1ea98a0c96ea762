"""Why two editions differ: what they were made of compared, and tried."""
