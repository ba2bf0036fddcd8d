"""The due stamp in another language: the vectors of the convention, and a consumer that keeps it, days ahead."""

import json
import re
import sys
import time
from datetime import timedelta
from pathlib import Path

from emulator_clock import EmulatorClock
from programs_at_work import PROGRAMS, Desk, Terminal, output, wait_for
from report import check, expect
from world import TestQueue, World, arguments

sys.path.insert(0, str(PROGRAMS))
import due_stamp  # noqa: E402

VECTORS = Path(__file__).parents[3] / "packages/delay-policy/vectors/due-stamp-v1.json"
INSTANTS = ("dueAt", "expiresAt", "publishedAt")
HOUR = 3_600


def reading(vector, now):
    """In the words of the vectors, but for the reason: each language has its own."""
    try:
        stamp = due_stamp.read(vector["properties"], vector["content"], now)
    except due_stamp.Malformed:
        return {"kind": "malformed"}
    return {"kind": "stamped" if "id" in stamp else "unstamped", **stamp}


def expected(vector):
    wanted = {name: value for name, value in vector["expect"].items() if name != "reason"}
    return {name: due_stamp.instant(value) if name in INSTANTS else value for name, value in wanted.items()}


def vectors():
    table = json.loads(VECTORS.read_text(encoding="utf-8"))
    now = due_stamp.instant(table["now"])
    expect(due_stamp.HORIZON, timedelta(days=table["horizonDays"]))
    topic = "Due stamp: the vectors of the convention"
    with check(topic, f"all {len(table['readings'])} messages are read as the vectors say"):
        for vector in table["readings"]:
            assert reading(vector, now) == expected(vector), f"{vector['name']}: {reading(vector, now)}"
    with check(topic, f"all {len(table['waits'])} waits end as the vectors say"):
        for wait in table["waits"]:
            step, what = due_stamp.next_step({"dueAt": due_stamp.instant(wait["due"])}, now)
            unit = {"wait": wait.get("ms", 0) / 1_000, "hide": wait.get("seconds"), "handle": None}
            assert (step, what) == (wait["then"], unit[step]), f"{wait['name']}: {step} {what}"


def lines(verb, text):
    return re.findall(rf"^{verb}.*?: (.*)$", text, re.MULTILINE)


def consumer(world, desk, clock):
    topic = "Due stamp: a consumer that keeps it"
    output(desk.start_creation("--retention-seconds", 7 * 24 * HOUR, "--dead-letter-after", 0))
    queue = TestQueue(world, desk.queue_id())
    begin = clock.now()
    stamped = {"in a night": 13, "in 3 days": 72}
    for text, hours in stamped.items():
        due = (begin + timedelta(hours=hours)).isoformat(timespec="milliseconds")
        queue.put(text, channel="ready", properties={"snoozeq-v": "1", "snoozeq-id": text, "snoozeq-due-at": due})
    due = (begin + timedelta(hours=30)).isoformat(timespec="milliseconds")
    queue.put(json.dumps({"snoozeq": {"v": 1, "id": "e", "dueAt": due}, "data": {"n": 7}}), channel="ready")
    queue.put("at noon", channel="ready", properties={"snoozeq-id": "p", "snoozeq-due-at": "noon"})
    queue.put('{"snoozeq":{"v":2}}', "at once", channel="ready")
    running = Terminal(desk.start("due_consumer.py", "--count", 4))

    def settled():
        """Everything is hidden or gone, and the consumer has gone back to wait."""
        wait_for(lambda: queue.stats(channel_id="ready").queue.visible_messages == 0)
        time.sleep(0.5)
        return lines("handled", running.text)

    with check(topic, "only what has no stamp is handled at once"):
        expect(settled(), ["at once"])
    with check(topic, "what cannot be read is dead-lettered with a reason, and not handled"):
        dead = queue.get(channel_filter="dead", limit=20, visibility_in_seconds=30)
        reasons = {message.content: message.metadata.custom_properties["snoozeq-dead"] for message in dead}
        expect(sorted(reasons), ["at noon", '{"snoozeq":{"v":2}}'])
        assert "snoozeq-due-at" in reasons["at noon"], reasons
        assert "envelope" in reasons['{"snoozeq":{"v":2}}'], reasons
    waiting = {"in a night": 13, '{"n":7}': 30, "in 3 days": 72}
    for at, (text, hours) in enumerate(waiting.items()):
        before = ["at once", *list(waiting)[:at]]
        with check(topic, f"what is due in {hours} h is handled then, not a minute before"):
            clock.advance((begin + timedelta(hours=hours, seconds=-60) - clock.now()).total_seconds())
            expect(settled(), before)
            clock.advance(61)
            wait_for(lambda: lines("handled", running.text) == [*before, text])
    with check(topic, "what waits longer than 12 hours is hidden again and again"):
        expect(running.process.wait(10), 0)
        assert lines("hidden", running.text).count("in 3 days") >= 4, running.text


if __name__ == "__main__":
    options = arguments()
    vectors()
    consumer(World(options), Desk(options), EmulatorClock(options))
