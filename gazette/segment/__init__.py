"""From an extraction to witnesses, by an ordered, visible list of rules."""
