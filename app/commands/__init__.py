"""The `cardinal` command: one module a command, none of them known to the rest of the app."""
