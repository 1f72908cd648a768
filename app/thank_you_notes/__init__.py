"""Thanks after a meeting."""
