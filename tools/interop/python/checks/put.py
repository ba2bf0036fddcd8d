"""PutMessages."""

from datetime import timedelta

from oci.queue.models import MessageMetadata, PutMessagesDetailsEntry

from report import check, expect, refused
from .common import UNKNOWN_QUEUE

OP = "PutMessages"
KB = 1024


def run(world):
    with world.new_queue(retention_in_seconds=3600) as queue:
        with check(OP, "ids are exact integers above 2^53, rising in the order of the request"):
            ids = [message.id for message in queue.put("a", "b", "c")]
            assert all(isinstance(each, int) and each > 2**53 for each in ids), ids
            expect(ids, sorted(set(ids)))
            expect(sorted(message.id for message in queue.get()), ids)
        with check(OP, "expires after the retention of the queue, as a date with time zone"):
            [message] = queue.put("x")
            left = message.expire_after - world.clock.now()
            assert timedelta(minutes=59, seconds=50) < left <= timedelta(minutes=60), left
        with check(OP, "any text, channel and properties come back unchanged"):
            text = 'käse "🚀" </script> \\ line\nbreak\ttab'
            queue.put(text, channel="odd-1", properties={"schlüssel": "wert ✓", "empty": ""})
            message = queue.get_one(channel_filter="odd-1")
            expect((message.content, message.metadata.channel_id), (text, "odd-1"))
            expect(message.metadata.custom_properties, {"schlüssel": "wert ✓", "empty": ""})
        with check(OP, "a batch of 20"):
            expect(len(queue.put(*"abcdefghijklmnopqrst")), 20)
        with check(OP, "one batch to several channels"):
            entries = [entry("1", "left"), entry("2", "right"), PutMessagesDetailsEntry(content="3")]
            expect(len(queue.put_entries(entries)), 3)
            expect(queue.get_one(channel_filter="right").content, "2")
        with check(OP, "a message of 256 KB"):
            queue.put("x" * 256 * KB)
        refusals(world, queue)


def refusals(world, queue):
    with refused(OP, 400, "InvalidParameter", "an empty batch"):
        queue.put()
    with refused(OP, 400, "InvalidParameter", "21 messages", mentions="21"):
        queue.put(*(["x"] * 21))
    with refused(OP, 400, "InvalidParameter", "a message above 256 KB"):
        queue.put("x" * (256 * KB + 1))
    with refused(OP, 400, "InvalidParameter", "a channel id of 65 characters", mentions="65"):
        queue.put("x", channel="c" * 65)
    with refused(OP, 400, "InvalidParameter", "a message without content"):
        queue.put(None)
    with refused(OP, 400, "LimitExceeded", "the 257th channel"):
        for start in range(0, 260, 20):
            queue.put_entries([entry("x", f"channel-{start + each}") for each in range(20)])
    with refused(OP, 413, "PayloadTooLarge", "a request above 512 KB"):
        queue.put(*(["x" * 200 * KB] * 3))
    with refused(OP, 404, "NotAuthorizedOrNotFound", "an unknown queue"):
        type(queue)(world, UNKNOWN_QUEUE).put("x")


def entry(content, channel):
    return PutMessagesDetailsEntry(content=content, metadata=MessageMetadata(channel_id=channel))
