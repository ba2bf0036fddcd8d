"""A consumer that keeps the due stamp (docs/due-stamp.md): nothing is handled early, nothing that cannot be read is handled at all."""

import time
from datetime import timedelta

from oci.queue import models

import due_stamp
import settings

LANE, DEAD_LANE = "ready", "dead"
LEASE_SECONDS = 30
# A put takes 200 characters of a reason that people read.
REASON_LENGTH = 200


class DueConsumer:
    def __init__(self, client, queue_id, handle):
        self.client = client
        self.queue_id = queue_id
        self.handle = handle

    def poll(self, wait_seconds):
        """Handles, hides or dead-letters up to 20 messages; the number of those that were handled."""
        request = {"channel_filter": LANE, "limit": 20, "timeout_in_seconds": wait_seconds}
        received = self.client.get_messages(self.queue_id, visibility_in_seconds=LEASE_SECONDS, **request)
        begun = time.monotonic()
        handled = 0
        for message in received.data.messages:
            # What the service's clock showed when it answered, and what has passed since.
            elapsed = timedelta(seconds=time.monotonic() - begun)
            service_now = message.visible_after - timedelta(seconds=LEASE_SECONDS) + elapsed
            handled += self._settle(message, service_now)
        return handled

    def _settle(self, message, service_now):
        properties = (message.metadata and message.metadata.custom_properties) or {}
        try:
            stamp = due_stamp.read(properties, message.content, service_now)
        except due_stamp.Malformed as fault:
            self._dead_letter(message, properties, str(fault))
            return False
        step, what = due_stamp.next_step(stamp, service_now)
        if step == "hide":
            details = models.UpdateMessageDetails(visibility_in_seconds=what)
            self.client.update_message(self.queue_id, message.receipt, details)
            print(f"hidden for {what} s: {message.content}", flush=True)
            return False
        if step == "dead-letter":
            self._dead_letter(message, properties, what)
            return False
        if step == "wait":
            time.sleep(what)
        self.handle(stamp.get("id", str(message.id)), stamp["content"])
        self.client.delete_message(self.queue_id, message.receipt)
        return True

    def _dead_letter(self, message, properties, reason):
        """Puts the copy first and deletes second: a crash in between leaves two, and loses none."""
        dead = {
            **properties,
            "snoozeq-v": "1",
            "snoozeq-id": properties.get("snoozeq-id") or str(message.id),
            "snoozeq-dead": reason[:REASON_LENGTH],
        }
        metadata = models.MessageMetadata(channel_id=DEAD_LANE, custom_properties=dead)
        entry = models.PutMessagesDetailsEntry(content=message.content, metadata=metadata)
        self.client.put_messages(self.queue_id, models.PutMessagesDetails(messages=[entry]))
        self.client.delete_message(self.queue_id, message.receipt)
        print(f"dead letter, {reason}: {message.content}", flush=True)


def main():
    options = settings.parser(__doc__)
    options.add_argument("--count", type=int, help="end after so many messages were handled; default: never")
    args = options.parse_args()
    queue = settings.read(args.conf)

    def handle(_identity, body):
        print(f"handled: {body}", flush=True)

    consumer = DueConsumer(queue.client(), queue.queue_id, handle)
    handled = 0
    while args.count is None or handled < args.count:
        handled += consumer.poll(20)


if __name__ == "__main__":
    main()
