"""Every call of both planes, and every documented refusal, through the `oci` package."""

from checks import get, groups, purge, put, queues, settle, signatures, stats, work_requests
from world import World, arguments

if __name__ == "__main__":
    world = World(arguments())
    for checks in (put, get, settle, stats, queues, groups, purge, work_requests, signatures):
        checks.run(world)
