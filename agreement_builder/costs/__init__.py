"""Pure arithmetic: from the terms of funding to exact shares and amounts in cents."""
