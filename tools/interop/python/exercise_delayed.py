"""Delayed delivery: a program that hides what is not due, and a consumer that looks at the due time itself."""

import json
import time
from datetime import timedelta

from emulator_clock import EmulatorClock
from programs_at_work import Desk, Terminal, contents, output, wait_for
from report import check, expect
from world import TestQueue, World, arguments

HOUR = 3_600


def write_list(desk, clock, texts_by_hours):
    file = desk.folder / "later.ndjson"
    now = clock.now()
    lines = [
        json.dumps({"due_at": (now + timedelta(hours=hours)).isoformat(), "text": text})
        for hours, texts in texts_by_hours.items()
        for text in texts
    ]
    file.write_text("\n".join(lines), encoding="utf-8")
    return file


def consumed(desk):
    """What an ordinary consumer, which knows nothing of due times, sees now."""
    return sorted(contents("consumed", desk.run("consumer.py", "--until-idle-seconds", 1)))


def controller(desk, clock):
    topic = "Delayed delivery: hidden after the put"
    texts = {2: [f"two {n:02}" for n in range(25)], 11: [f"eleven {n:02}" for n in range(20)]}
    with check(topic, "45 messages are published, found again and hidden, in batches"):
        output(desk.start_creation())
        expect(desk.run("publish_later.py", write_list(desk, clock, texts)), "hidden 45 of 45\n")
    with check(topic, "an ordinary consumer sees only what is due"):
        expect(consumed(desk), [])
        clock.advance(2 * HOUR - 60)
        expect(consumed(desk), [])
        clock.advance(61)
        expect(consumed(desk), texts[2])
        clock.advance(9 * HOUR - 120)
        expect(consumed(desk), [])
        clock.advance(121)
        expect(consumed(desk), texts[11])
    with check(topic, "a delay above 12 hours is refused before anything is put"):
        process = desk.start("publish_later.py", write_list(desk, clock, {99: ["too late"]}))
        process.communicate(timeout=30)
        expect((process.returncode, consumed(desk)), (1, []))


def careful(world, desk, clock):
    topic = "Delayed delivery: consumers that look"
    output(desk.start_creation("--retention-seconds", 7 * 24 * HOUR, "--dead-letter-after", 0))
    queue = TestQueue(world, desk.queue_id())
    begin = clock.now()
    due_after = {"in an hour": 1, "in a night": 13, "in 3 days": 72}
    for text, hours in due_after.items():
        due = (begin + timedelta(hours=hours)).isoformat(timespec="milliseconds")
        queue.put(text, channel="ready", properties={"snoozeq-v": "1", "snoozeq-id": text, "snoozeq-due-at": due})
    consumer = Terminal(desk.start("careful_consumer.py", "--count", 3))

    def settled():
        """Every message is hidden, and the consumer has gone back to wait."""
        wait_for(lambda: queue.stats().queue.visible_messages == 0)
        time.sleep(0.5)
        return contents("consumed", consumer.text)

    for at, (text, hours) in enumerate(due_after.items()):
        with check(topic, f"a message that is due {text} is handled then, not before"):
            before = list(due_after)[:at]
            clock.advance((begin + timedelta(hours=hours, seconds=-60) - clock.now()).total_seconds())
            expect(settled(), before)
            clock.advance(61)
            wait_for(lambda: contents("consumed", consumer.text) == [*before, text])
    with check(topic, "what waits longer than 12 hours is put back again and again"):
        expect(consumer.process.wait(10), 0)
        assert consumer.text.count("in 3 days") >= 4, consumer.text


if __name__ == "__main__":
    options = arguments()
    desk, clock = Desk(options), EmulatorClock(options)
    controller(desk, clock)
    careful(World(options), desk, clock)
