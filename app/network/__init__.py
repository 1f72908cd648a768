"""What spans the features: a contact's history, the introductions that led to them, messages to stay in touch."""
