"""GetStats and ListChannels."""

from report import check, expect, refused
from .common import UNKNOWN_QUEUE


def counts(stats):
    return (stats.visible_messages, stats.in_flight_messages, stats.size_in_bytes)


def run(world):
    with world.new_queue(dead_letter_queue_delivery_count=1) as queue:
        with check("GetStats", "visible, in flight and dead, with the bytes of the contents"):
            expect((counts(queue.stats().queue), counts(queue.stats().dlq)), ((0, 0, 0), (0, 0, 0)))
            queue.put("four", "12")
            queue.get(limit=1, visibility_in_seconds=600)
            stats = queue.stats()
            expect((counts(stats.queue), counts(stats.dlq)), ((1, 1, 6), (0, 0, 0)))
        with check("GetStats", "the N-th lapse takes a message to the dead-letter queue"):
            queue.put("dead")
            queue.get(visibility_in_seconds=1)
            world.clock.advance(1)
            expect(queue.get(), [])
            expect(queue.stats().dlq.visible_messages, 2)
        with check("GetStats", "one channel"):
            queue.put("12345", channel="mine")
            stats = queue.stats(channel_id="mine")
            expect((counts(stats.queue), stats.channel_id), ((1, 0, 5), "mine"))
        channels(queue)
        unknown = type(queue)(world, UNKNOWN_QUEUE)
        with refused("GetStats", 404, "NotAuthorizedOrNotFound", "an unknown queue"):
            unknown.stats()
        with refused("ListChannels", 404, "NotAuthorizedOrNotFound", "an unknown queue"):
            unknown.channels()


def channels(queue):
    op = "ListChannels"
    with check(op, "the channels that hold messages, visible or hidden"):
        for channel in ("b", "c"):
            queue.put("x", channel=channel)
        queue.get_one(channel_filter="c", visibility_in_seconds=600)
        expect(queue.channels().data.items, ["b", "c", "mine"])
    with check(op, "in pages"):
        first = queue.channels(limit=2)
        second = queue.channels(limit=2, page=first.next_page)
        expect((first.data.items, second.data.items, second.next_page), (["b", "c"], ["mine"], None))
    with check(op, "a filter for one"):
        expect(queue.channels(channel_filter="b").data.items, ["b"])
        expect(queue.channels(channel_filter="nobody").data.items, [])
    with check(op, "an emptied channel is gone"):
        queue.delete(queue.get_one(channel_filter="b").receipt)
        expect(queue.channels().data.items, ["c", "mine"])
    for limit in (0, 1_001):
        with refused(op, 400, "InvalidParameter", f"a limit of {limit}"):
            queue.channels(limit=limit)
