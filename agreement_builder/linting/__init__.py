"""What can be wrong with a library, whatever the answers: every text is tried, every name looked up."""
