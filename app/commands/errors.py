"""What stops a command: said to the operator in a sentence, without a traceback."""


class CommandError(Exception):
    """The command cannot go on; the message says why and what to do."""
