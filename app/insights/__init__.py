"""What became of asking: counts, rates and times, beside what the sources claim."""
