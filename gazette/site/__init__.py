"""The static site: pages are planned, then what changed is written."""
