"""The numbers of the practice, with their sources."""
