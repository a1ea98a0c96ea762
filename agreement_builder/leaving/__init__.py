"""Pure computation: on which day a party leaves, what it still pays, what it gets, and what no rule covers."""
