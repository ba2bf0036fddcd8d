"""A consumer that looks at the due time in each message first, and puts back what is not due, without handling it.

One hide is 12 hours at most, but a message can be put back again and again: delays of days work, up to the retention of the
queue, if its deliveries are not limited (each one counts).
"""

from oci.queue.models import UpdateMessagesDetails, UpdateMessagesDetailsEntry

import settings
import stamp
from consumer import delete, handle

VISIBILITY_SECONDS = 30


def put_back(client, queue_id, messages):
    """Hides each message for the time that is left; pairs of message and seconds."""
    entries = [
        UpdateMessagesDetailsEntry(receipt=message.receipt, visibility_in_seconds=left) for message, left in messages
    ]
    client.update_messages(queue_id, UpdateMessagesDetails(entries=entries))
    for message, left in messages:
        print(f"put back for {left} s: {message.content}", flush=True)


def main():
    options = settings.parser(__doc__)
    options.add_argument("--count", type=int, help="end after so many messages were handled; default: never")
    args = options.parse_args()
    queue = settings.read(args.conf)
    client = queue.client()
    handled = 0
    while args.count is None or handled < args.count:
        request = {"limit": 20, "visibility_in_seconds": VISIBILITY_SECONDS, "timeout_in_seconds": 20}
        found = client.get_messages(queue.queue_id, channel_filter=stamp.LANE, **request).data.messages
        due, not_due = [], []
        for message in found:
            due_at = stamp.due_at(message)
            left = 0 if due_at is None else stamp.seconds_left(message, VISIBILITY_SECONDS, due_at)
            if left > 0:
                not_due.append((message, left))
            else:
                due.append(message)
        if not_due:
            put_back(client, queue.queue_id, not_due)
        for message in due:
            handle(message)
        if due:
            delete(client, queue.queue_id, due)
        handled += len(due)


if __name__ == "__main__":
    main()
