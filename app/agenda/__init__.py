"""What to do next and why: derived from everything else, kept nowhere but for what was put off."""
