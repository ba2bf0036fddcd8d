"""The due stamp: custom properties that name the instant before which a message must not be handled (wire convention v1)."""

from datetime import datetime, timedelta

LANE = "ready"
LONGEST_HIDE = timedelta(hours=12)

ID = "snoozeq-id"
DUE_AT = "snoozeq-due-at"
VERSION = "snoozeq-v"


def properties(key, due_at):
    return {VERSION: "1", ID: key, DUE_AT: due_at.isoformat(timespec="milliseconds")}


def key_of(message):
    return _properties(message).get(ID)


def due_at(message):
    """None for a message without a stamp: it is due at once."""
    text = _properties(message).get(DUE_AT)
    return None if text is None else instant(text)


def instant(text):
    """Reads RFC 3339; Python before 3.11 does not know the Z."""
    return datetime.fromisoformat(text.replace("Z", "+00:00"))


def seconds_left(message, asked_visibility, due):
    """Whole seconds from the service's own time, which a delivery tells, to the due time: rounded up, at most 12 hours.

    Our own clock may be wrong; and visibility is counted from the service's now.
    """
    service_now = message.visible_after - timedelta(seconds=asked_visibility)
    left = min(due - service_now, LONGEST_HIDE)
    return max(0, -(-left // timedelta(seconds=1)))


def _properties(message):
    return (message.metadata and message.metadata.custom_properties) or {}
