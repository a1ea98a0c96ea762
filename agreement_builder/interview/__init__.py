"""The questionnaire: which question comes next, and an asker in plain lines that saves every answer."""
