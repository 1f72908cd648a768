"""How something leaves: by the seeker's own hand, or by Cardinal."""

from enum import StrEnum

from app.core.errors import ValidationFailed, field_error


class Via(StrEnum):
    """Self: the seeker sent it and tells us; cardinal: we mail it."""

    SELF = "self"
    CARDINAL = "cardinal"


def check_via(via: Via) -> None:
    """Raise `ValidationFailed` for a way of sending that this installation does not offer."""
    if via is Via.CARDINAL:
        error = field_error("/via", "not_available", "Cardinal does not send mail yet: send it yourself, via 'self'.")
        raise ValidationFailed("Cardinal does not send mail yet.", errors=[error])
