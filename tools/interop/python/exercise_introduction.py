"""Runs the programs of the introduction side by side, as their reader would, and looks at what they print."""

import re
import subprocess
import sys
from pathlib import Path

from report import check, expect
from world import World, arguments

TOPIC = "Introduction: producer and consumer"
PROGRAMS = Path(__file__).parent / "introduction"


def start(program, conf, *args):
    command = [sys.executable, str(PROGRAMS / program), "--conf", str(conf), *args]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


def output(process):
    text, _ = process.communicate(timeout=60)
    expect(process.returncode, 0)
    return text


def ids(verb, text):
    return re.findall(rf"^{verb} (\d+): ", text, re.MULTILINE)


def run(world, conf):
    options = world.options
    with check("Introduction: create a queue", "create_queue.py waits until the queue is ACTIVE, and writes conf.ini"):
        where = ["--endpoint", options.endpoint, "--config-file", options.config_file, "--profile", options.profile]
        printed = output(start("create_queue.py", conf, *where, "--every-seconds", "0.2"))
        assert "ACTIVE" in printed, printed
    with check(TOPIC, "what two producers put side by side, two competing consumers take, each message once"):
        consumers = [start("consumer.py", conf, "--until-idle-seconds", "3") for _ in range(2)]
        producers = [start("producer.py", conf, "--count", "10", "--every-seconds", "0.1") for _ in range(2)]
        produced = [each for producer in producers for each in ids("produced", output(producer))]
        consumed = [each for consumer in consumers for each in ids("consumed", output(consumer))]
        expect((len(produced), sorted(consumed)), (20, sorted(produced)))


if __name__ == "__main__":
    options = arguments()
    run(World(options), Path(options.folder) / "conf.ini")
