"""The programs of the introduction, side by side."""

from emulator_clock import EmulatorClock
from programs_at_work import Desk, Terminal, ids, output, wait_for
from report import check, expect
from world import arguments

TOPIC = "Introduction: producer and consumer"


def run(desk, clock):
    with check("Introduction: create a queue", "create_queue.py waits from CREATING to ACTIVE, and writes conf.ini"):
        creation = Terminal(desk.start_creation())
        wait_for(lambda: creation.text == "CREATING\n")
        clock.advance(59)
        expect(creation.text, "CREATING\n")
        clock.advance(1)
        expect(creation.process.wait(20), 0)
        expect(creation.text, f"CREATING\nACTIVE\n{desk.conf} names queue {desk.queue_id()}\n")
    with check(TOPIC, "what two producers put side by side, two competing consumers take, each message once"):
        consumers = [desk.start("consumer.py", "--until-idle-seconds", 3) for _ in range(2)]
        producers = [desk.start("producer.py", "--count", 10, "--every-seconds", 0.1) for _ in range(2)]
        produced = [each for producer in producers for each in ids("produced", output(producer))]
        consumed = [each for consumer in consumers for each in ids("consumed", output(consumer))]
        expect((len(produced), sorted(consumed)), (20, sorted(produced)))


if __name__ == "__main__":
    options = arguments()
    run(Desk(options), EmulatorClock(options))
