"""What the parties agree: typed facts, with their questions, read from and saved to one YAML file."""
