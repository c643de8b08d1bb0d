"""三度调查: what respondents said, the rates that come of it, and the figures of the scheme that rest on it."""
