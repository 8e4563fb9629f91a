"""From the text of a policy to events and citations, each with its evidence."""
