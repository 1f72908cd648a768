"""Tell a length of time that a text asks of its reader from every other length that it names."""
