"""Every call of both planes, and every documented refusal, through the `oci` package."""

from checks import get, put, settle, signatures, stats
from world import World, arguments

if __name__ == "__main__":
    world = World(arguments())
    for checks in (put, get, settle, stats, signatures):
        checks.run(world)
