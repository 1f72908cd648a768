"""Read what a seeker is about to send and say what breaks the practice, where, and why."""
