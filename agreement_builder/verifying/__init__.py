"""From a Word file of ours to what it was made of, and what it says otherwise by now."""
