"""GetMessages: what a delivery is, long polling, channels."""

import threading
import time
from datetime import timedelta

from report import check, expect, refused
from .common import UNKNOWN_QUEUE

OP = "GetMessages"
SECOND = timedelta(seconds=1)


def run(world):
    with world.new_queue(visibility_in_seconds=60) as queue:
        deliveries(world, queue)
    with world.new_queue() as queue:
        long_polls(queue)
    with world.new_queue() as queue:
        channels(queue)
        refusals(world, queue)


def deliveries(world, queue):
    with check(OP, "a delivery has id, content, receipt, count and dates"):
        [put] = queue.put("hello")
        message = queue.get_one(visibility_in_seconds=100)
        expect((message.id, message.content, message.delivery_count), (put.id, "hello", 1))
        expect(message.expire_after, put.expire_after)
        assert len(message.receipt) >= 200 and "=" not in message.receipt, message.receipt
        assert abs(message.visible_after - world.clock.now() - 100 * SECOND) < 2 * SECOND, message.visible_after
        assert abs(message.created_at - world.clock.now()) < 2 * SECOND, message.created_at
        expect(message.expire_after - message.created_at, timedelta(days=1))
    with check(OP, "metadata is absent when none was put"):
        queue.put("plain")
        expect(queue.get_one().metadata, None)
    with check(OP, "the visibility of the queue holds when none is named"):
        queue.put("x")
        assert 58 * SECOND < queue.get_one().visible_after - world.clock.now() <= 61 * SECOND
    with check(OP, "a leased message is hidden, and comes back with a higher count and a new receipt"):
        queue.put("again")
        first = queue.get_one(visibility_in_seconds=1)
        expect(queue.get(), [])
        world.clock.advance(1)
        second = queue.get_one()
        expect((second.id, second.delivery_count, second.created_at), (first.id, 2, first.created_at))
        assert second.receipt != first.receipt
    with check(OP, "a peek leaves the message visible, and counts"):
        queue.put("peek")
        expect([queue.get_one(visibility_in_seconds=0).delivery_count for _ in range(3)], [1, 2, 3])
        queue.get_one()
    with check(OP, "no more than `limit`"):
        queue.put("a", "b", "c")
        expect([len(queue.get(limit=2)), len(queue.get(limit=2)), len(queue.get(limit=2))], [2, 1, 0])


def long_polls(queue):
    with check(OP, "a long poll wakes on a put"):
        threading.Timer(0.5, lambda: queue.put("late")).start()
        begun = time.monotonic()
        expect(queue.get_one(timeout_in_seconds=20).content, "late")
        assert time.monotonic() - begun < 5
    with check(OP, "a long poll wakes when a lease lapses"):
        queue.put("lapsing")
        queue.get_one(visibility_in_seconds=1)
        begun = time.monotonic()
        expect(queue.get_one(timeout_in_seconds=20).content, "lapsing")
        assert time.monotonic() - begun < 5
    with check(OP, "a long poll ends empty after its timeout"):
        begun = time.monotonic()
        expect(queue.get(timeout_in_seconds=1), [])
        assert 0.9 < time.monotonic() - begun < 3


def channels(queue):
    with check(OP, "a filter reads one channel, exactly"):
        for channel in ("red", "red-2", "blue"):
            queue.put(channel, channel=channel)
        expect([message.content for message in queue.get(channel_filter="red")], ["red"])
        expect(queue.get(channel_filter="re"), [])
    with check(OP, "without a filter each answer is from one channel, and all are reached"):
        queue.put("blue", channel="blue")
        answers = [queue.get() for _ in range(2)]
        assert all(len({message.metadata.channel_id for message in answer}) == 1 for answer in answers)
        expect(sorted(message.content for answer in answers for message in answer), ["blue", "blue", "red-2"])


def refusals(world, queue):
    for name, request in {
        "a limit of 0": {"limit": 0},
        "a limit of 21": {"limit": 21},
        "a visibility below 0": {"visibility_in_seconds": -1},
        "a visibility above 12 h": {"visibility_in_seconds": 43_201},
        "a timeout above 30 s": {"timeout_in_seconds": 31},
        "a channel filter of 65 characters": {"channel_filter": "c" * 65},
    }.items():
        with refused(OP, 400, "InvalidParameter", name):
            queue.get(**request)
    with refused(OP, 404, "NotAuthorizedOrNotFound", "an unknown queue"):
        type(queue)(world, UNKNOWN_QUEUE).get()
