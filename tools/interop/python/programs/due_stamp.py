"""The due stamp, wire convention v1 (docs/due-stamp.md), with nothing but the standard library.

`read` says what a message is: a stamp and its body, or that its stamp cannot be trusted. `next_step` says what to do with it.
"""

import json
import re
from datetime import datetime, timedelta, timezone

HORIZON = timedelta(days=400)
LONGEST_HIDE = timedelta(hours=12)

PREFIX = "snoozeq-"
EARLIEST = datetime(2000, 1, 1, tzinfo=timezone.utc)
INSTANT = re.compile(
    r"(\d{4}-\d\d-\d\d)[Tt]((?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d)(?:\.(\d{1,3}))?(?:[Zz]|([+-](?:[01]\d|2[0-3]):[0-5]\d))",
    re.ASCII,
)
TRACE = re.compile(r"[\da-f]{2}-[\da-f]{32}-[\da-f]{16}-[\da-f]{2}")
COUNT = re.compile(r"[0-9]{1,15}")
TYPE = re.compile(r"[!-~]{1,128}")
LOOKS_LIKE_AN_ENVELOPE = re.compile(r'\s*\{.*"snoozeq"\s*:', re.DOTALL)

# Member of an envelope's header: the property that it stands for, and its type.
MEMBERS = {
    "v": ("snoozeq-v", "number"),
    "dueAt": ("snoozeq-due-at", "string"),
    "id": ("snoozeq-id", "string"),
    "key": ("snoozeq-key", "string"),
    "type": ("snoozeq-type", "string"),
    "publishedAt": ("snoozeq-published-at", "string"),
    "expiresAt": ("snoozeq-expires-at", "string"),
    "attempts": ("snoozeq-attempts", "number"),
    "relays": ("snoozeq-relays", "number"),
    "rev": ("snoozeq-rev", "number"),
    "traceparent": ("traceparent", "string"),
    "dead": ("snoozeq-dead", "string"),
}


class Malformed(Exception):
    """A stamp that cannot be trusted. The message is neither handled nor held: it is dead-lettered with this text."""


def read(properties, content, now):
    """The stamp, with `content` as the handler's body; without a stamp only `content`. Raises Malformed."""
    if not any(name.startswith(PREFIX) for name in properties):
        opened = _open_envelope(content)
        return {"content": content} if opened is None else _stamp(*opened, now)
    try:
        header, body = _open_envelope(content) or ({}, content)
    except Malformed:
        header, body = {}, content
    if header.get("snoozeq-id") != properties.get("snoozeq-id"):
        body = content
    elif "snoozeq-dead" not in properties and _instant(header, "due-at") != _instant(properties, "due-at"):
        raise Malformed("snoozeq-due-at and the dueAt of the envelope differ")
    return _stamp(properties, body, now)


def next_step(stamp, service_now):
    """`handle`; `wait` in this process, with seconds; `hide`, with whole seconds; or `dead-letter`, with the reason.

    `service_now` is the service's time: the clock of this host decides nothing.
    """
    due, expires = stamp.get("dueAt", service_now), stamp.get("expiresAt")
    if "dead" in stamp:
        return "hide", int(LONGEST_HIDE.total_seconds())
    if expires is not None and expires < max(due, service_now):
        return "dead-letter", f"expired at {expires.isoformat()} before it could be handled"
    left = due - service_now
    if left <= timedelta(0):
        return "handle", None
    if left < timedelta(seconds=1):
        return "wait", left.total_seconds()
    # Rounded down: it comes back before it is due, and the rest is waited for.
    return "hide", min(left, LONGEST_HIDE) // timedelta(seconds=1)


def _stamp(properties, content, now):
    dead = properties.get("snoozeq-dead")
    stamp = {"id": properties.get("snoozeq-id"), "content": content, "dead": dead}
    # A dead letter keeps the faults that it died of.
    if dead is None:
        _check(properties, now)
    stamp["key"] = properties.get("snoozeq-key") or stamp["id"]
    for name, member in (("due-at", "dueAt"), ("expires-at", "expiresAt"), ("published-at", "publishedAt")):
        stamp[member] = _instant(properties, name)
    for name in ("attempts", "relays", "rev"):
        text = properties.get(PREFIX + name, "0")
        stamp[name] = int(text) if COUNT.fullmatch(text) else 0
    kind = properties.get("snoozeq-type")
    stamp["type"] = kind if kind is not None and TYPE.fullmatch(kind) else None
    trace = properties.get("traceparent")
    stamp["traceparent"] = trace if trace is not None and TRACE.fullmatch(trace) else None
    return {name: value for name, value in stamp.items() if value is not None and value != 0}


def _check(properties, now):
    if properties.get("snoozeq-v", "1") != "1":
        raise Malformed("snoozeq-v is not supported, only 1 is")
    if not properties.get("snoozeq-id"):
        raise Malformed("snoozeq-id is missing")
    for name in ("due-at", "expires-at"):
        if PREFIX + name in properties:
            instant = _instant(properties, name)
            if instant is None or instant < EARLIEST:
                raise Malformed(f"{PREFIX}{name} is not an RFC 3339 instant with an offset, from 2000 on")
            if name == "due-at" and instant > now + HORIZON:
                raise Malformed("snoozeq-due-at is further ahead than the horizon")
    if not TYPE.fullmatch(properties.get("snoozeq-type", "-")):
        raise Malformed("snoozeq-type is not 1 to 128 printable ASCII characters without spaces")
    for name in ("attempts", "relays", "rev"):
        if not COUNT.fullmatch(properties.get(PREFIX + name, "0")):
            raise Malformed(f"{PREFIX}{name} is not a whole number of 0 or more")


def instant(text):
    """None for anything but a full date and time with its offset: a guess could be early."""
    match = INSTANT.fullmatch(text)
    if match is None:
        return None
    date, time, fraction, offset = match.groups()
    try:
        text = f"{date}T{time}.{(fraction or '').ljust(3, '0')}{offset or '+00:00'}"
        return datetime.fromisoformat(text).astimezone(timezone.utc)
    except (ValueError, OverflowError):
        return None


def _instant(properties, name):
    return instant(properties.get(PREFIX + name, ""))


def _open_envelope(content):
    """Properties and body of an envelope; None for what is none. Raises Malformed."""
    if not LOOKS_LIKE_AN_ENVELOPE.match(content):
        return None
    try:
        envelope = json.loads(content, object_pairs_hook=_Object, parse_constant=_not_json)
        if "snoozeq" not in envelope:
            return None
        header = envelope["snoozeq"]
        if not isinstance(header, (_Object, list)):
            raise Malformed("the envelope has a header that is no object")
        header = header if isinstance(header, _Object) else _Object([])
        for part in (envelope, header):
            if part.repeated:
                raise Malformed(f"the envelope names {part.repeated[0][:40]!r} twice")
        return _properties(header), _body(envelope)
    except (ValueError, RecursionError):
        raise Malformed("the envelope is not JSON") from None


def _properties(header):
    is_dead = isinstance(header.get("dead"), str)
    properties = {}
    for member, (name, type_name) in MEMBERS.items():
        value = header.get(member)
        is_number = isinstance(value, (int, float)) and not isinstance(value, bool)
        if isinstance(value, str) if type_name == "string" else is_number:
            is_whole = isinstance(value, float) and value.is_integer()
            properties[name] = str(int(value)) if is_whole else str(value)
        elif not is_dead and (member in header or member == "v"):
            raise Malformed(f"the envelope has a member {member} that is no {type_name}")
    return properties


def _body(envelope):
    if ("text" in envelope) == ("data" in envelope) or not isinstance(envelope.get("text", ""), str):
        raise Malformed("the envelope has not one of data, or text that is a string")
    if "text" in envelope:
        return envelope["text"]
    return json.dumps(envelope["data"], separators=(",", ":"), ensure_ascii=False)


class _Object(dict):
    """An object that remembers which of its names came twice: the last one may be due earlier."""

    def __init__(self, pairs):
        super().__init__(pairs)
        names = [name for name, _ in pairs]
        self.repeated = [name for name in self if names.count(name) > 1]


def _not_json(name):
    raise ValueError(f"{name} is not JSON")
