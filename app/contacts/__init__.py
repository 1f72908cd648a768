"""The people a seeker talks to."""
