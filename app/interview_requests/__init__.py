"""Asking a contact for a conversation."""
