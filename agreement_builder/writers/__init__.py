"""From a draft to files: plain text and Word."""
