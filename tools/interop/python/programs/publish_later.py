"""Publishes messages that are due later, and hides each one until then.

OCI Queue has no delay for a put, so this publishes, receives with a short visibility, recognises its own messages by their
key, and updates the visibility of each to the time that is left, as many in a call as there are. A consumer that is faster
than this program sees a message early: the due time travels in the message, for consumers to look at (careful_consumer.py).

FILE has a message on each line: {"due_at": "2026-01-05T08:00:00Z", "text": "Good morning"}
"""

import json
import time
import uuid
from datetime import datetime, timezone
from pathlib import Path

from oci.queue.models import (
    MessageMetadata,
    PutMessagesDetails,
    PutMessagesDetailsEntry,
    UpdateMessagesDetails,
    UpdateMessagesDetailsEntry,
)

import settings
import stamp

BATCH = 20
SHORT_VISIBILITY_SECONDS = 10


def read_list(file):
    """Due time and text of each line, by a key of our own. The service's ids serve as well, but not in every language."""
    lines = [json.loads(line) for line in Path(file).read_text(encoding="utf-8").splitlines() if line]
    return {str(uuid.uuid4()): (stamp.instant(line["due_at"]), line["text"]) for line in lines}


def refuse_too_late(wanted):
    latest = datetime.now(timezone.utc) + stamp.LONGEST_HIDE
    for due, text in wanted.values():
        if due > latest:
            raise SystemExit(f"{text!r} is due at {due}. One update hides for 12 hours at most: publish it later.")


def publish(client, queue_id, wanted):
    entries = [
        PutMessagesDetailsEntry(
            content=text, metadata=MessageMetadata(channel_id=stamp.LANE, custom_properties=stamp.properties(key, due))
        )
        for key, (due, text) in wanted.items()
    ]
    for start in range(0, len(entries), BATCH):
        client.put_messages(queue_id, PutMessagesDetails(messages=entries[start : start + BATCH]))


def hide(client, queue_id, pending):
    """Receives once, and hides what it finds of `pending`; removes from `pending` what is hidden now."""
    request = {"limit": BATCH, "visibility_in_seconds": SHORT_VISIBILITY_SECONDS, "timeout_in_seconds": 5}
    found = client.get_messages(queue_id, channel_filter=stamp.LANE, **request).data.messages
    ours = [message for message in found if stamp.key_of(message) in pending]
    if not ours:
        return
    entries = [
        UpdateMessagesDetailsEntry(
            receipt=message.receipt,
            visibility_in_seconds=stamp.seconds_left(
                message, SHORT_VISIBILITY_SECONDS, pending[stamp.key_of(message)][0]
            ),
        )
        for message in ours
    ]
    result = client.update_messages(queue_id, UpdateMessagesDetails(entries=entries)).data
    for message, entry in zip(ours, result.entries):
        if entry.error_code is None:
            del pending[stamp.key_of(message)]


def main():
    options = settings.parser(__doc__)
    options.add_argument("file")
    options.add_argument("--give-up-after-seconds", type=float, default=120)
    args = options.parse_args()
    queue = settings.read(args.conf)
    client = queue.client()

    wanted = read_list(args.file)
    refuse_too_late(wanted)
    publish(client, queue.queue_id, wanted)
    pending = dict(wanted)
    give_up_at = time.monotonic() + args.give_up_after_seconds
    while pending and time.monotonic() < give_up_at:
        hide(client, queue.queue_id, pending)
    print(f"hidden {len(wanted) - len(pending)} of {len(wanted)}", flush=True)
    for due, text in pending.values():
        print(f"not found again, somebody else has it: {text!r}, due at {due}", flush=True)


if __name__ == "__main__":
    main()
