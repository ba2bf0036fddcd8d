"""PurgeQueue, and the messages of a dead-letter queue."""

from oci.queue.models import PurgeQueueDetails

from report import check, expect, refused
from .common import UNKNOWN_QUEUE

OP = "PurgeQueue"


def run(world):
    with world.new_queue(dead_letter_queue_delivery_count=1) as queue:
        purges(world, queue)
        dead_letters(world, queue)


def purge(world, queue, purge_type, **details):
    answer = world.admin.purge_queue(queue.id, PurgeQueueDetails(purge_type=purge_type, **details))
    return world.finished(answer)


def fill(world, queue):
    """One message in the dead-letter queue, one in each of two channels, one in no channel."""
    queue.put("dead")
    queue.get(visibility_in_seconds=1)
    world.clock.advance(1)
    for channel in ("left", "right"):
        queue.put(channel, channel=channel)
    queue.put("plain")


def counts(queue):
    stats = queue.stats()
    return (stats.queue.visible_messages, stats.dlq.visible_messages)


def purges(world, queue):
    with check(OP, "channels that are named"):
        fill(world, queue)
        expect(counts(queue), (3, 1))
        expect(purge(world, queue, "NORMAL", channel_ids=["left"]).operation_type, "PURGE_QUEUE")
        expect((counts(queue), queue.channels().data.items), ((2, 1), ["right"]))
    with check(OP, "the queue, its dead letters, and both"):
        purge(world, queue, "NORMAL")
        expect(counts(queue), (0, 1))
        purge(world, queue, "DLQ")
        expect(counts(queue), (0, 0))
        fill(world, queue)
        purge(world, queue, "BOTH")
        expect((counts(queue), queue.get()), ((0, 0), []))
    with check(OP, "a receipt of a purged message is still good for a while"):
        queue.put("x")
        receipt = queue.get_one().receipt
        purge(world, queue, "BOTH")
        expect(queue.delete(receipt).status, 204)
    with refused(OP, 400, "InvalidParameter", "257 channels", mentions="257"):
        purge(world, queue, "NORMAL", channel_ids=[f"c{number}" for number in range(257)])
    with refused(OP, 412, "NoEtagMatch", "another etag"):
        world.admin.purge_queue(queue.id, PurgeQueueDetails(purge_type="BOTH"), if_match="stale")
    with refused(OP, 404, "NotAuthorizedOrNotFound", "an unknown queue"):
        world.admin.purge_queue(UNKNOWN_QUEUE, PurgeQueueDetails(purge_type="BOTH"))


def dead_letters(world, queue):
    """The API has no documented way to read them; the emulator takes the id of the queue with the kind `queuedlq`."""
    topic = "Dead letters by the id of their queue"
    dead = type(queue)(world, queue.id.replace("ocid1.queue.", "ocid1.queuedlq."))
    with check(topic, "are received, hidden, updated and deleted like others"):
        queue.put("poison", channel="c", properties={"k": "v"})
        [before] = queue.get(visibility_in_seconds=1, channel_filter="c")
        world.clock.advance(1)
        message = dead.get_one(visibility_in_seconds=600)
        expect((message.id, message.content, message.metadata.custom_properties), (before.id, "poison", {"k": "v"}))
        expect((queue.stats().dlq.in_flight_messages, dead.get()), (1, []))
        dead.update(message.receipt, 0)
        dead.delete(dead.get_one().receipt)
        expect((queue.stats().dlq.visible_messages, queue.stats().dlq.in_flight_messages), (0, 0))
