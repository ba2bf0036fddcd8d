"""An emulator with small limits: what a client meets that is throttled, or finds no room."""

import time

from oci.retry import NoneRetryStrategy

from report import check, refused
from world import World, arguments

TOPIC = "Throttling"
ONCE = {"retry_strategy": NoneRetryStrategy()}


def run(world):
    with world.new_queue() as queue:
        with refused("GetStats", 429, "TooManyRequests", "too many requests in a second"):
            for _ in range(20):
                world.data.get_stats(queue.id, **ONCE)
        with check(TOPIC, "the SDK waits and repeats a throttled call"):
            begun = time.monotonic()
            for _ in range(6):
                queue.stats()
            assert 0.5 < time.monotonic() - begun < 30
        with refused("PutMessages", 400, "LimitExceeded", "a full queue"):
            queue.put("x" * 600, "y" * 600)
    with world.new_queue() as queue:
        queue.put("a", "b", "c")
        queue.get(limit=2)
        with refused("GetMessages", 429, "TooManyRequests", "too many messages in flight, in the mode that throttles"):
            queue.get()


if __name__ == "__main__":
    run(World(arguments()))
