"""From a returned file to what it says, in every reading of its tracked changes."""
