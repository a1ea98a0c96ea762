"""From a .docx to its lines."""
