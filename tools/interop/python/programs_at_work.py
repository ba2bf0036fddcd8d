"""Starts the programs of `programs/` as a reader of the introduction would."""

import configparser
import re
import subprocess
import sys
import threading
import time
from pathlib import Path

from report import expect

PROGRAMS = Path(__file__).parent / "programs"


class Desk:
    """A folder with a conf.ini, and the terminals around it."""

    def __init__(self, options):
        self.folder = Path(options.folder)
        self.conf = self.folder / "conf.ini"
        self.where = [
            "--endpoint",
            options.endpoint,
            "--config-file",
            options.config_file,
            "--profile",
            options.profile,
        ]

    def start(self, program, *args):
        command = [sys.executable, str(PROGRAMS / program), "--conf", str(self.conf), *map(str, args)]
        return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)

    def run(self, program, *args):
        return output(self.start(program, *args))

    def start_creation(self, *args):
        """The program that creates the queue which conf.ini names from then on."""
        return self.start("create_queue.py", *self.where, "--every-seconds", 0.2, *args)

    def queue_id(self):
        conf = configparser.ConfigParser()
        conf.read(self.conf)
        return conf["queue"]["queue_id"]


class Terminal:
    """What a program that goes on running has printed so far."""

    def __init__(self, process):
        self.process = process
        self.text = ""
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self):
        for line in self.process.stdout:
            self.text += line


def output(process):
    text, _ = process.communicate(timeout=60)
    expect(process.returncode, 0)
    return text


def wait_for(is_done):
    give_up_at = time.monotonic() + 10
    while not is_done():
        assert time.monotonic() < give_up_at, "waited 10 s"
        time.sleep(0.1)


def ids(verb, text):
    """Those in lines such as `produced 123: a message`."""
    return re.findall(rf"^{verb} (\d+): ", text, re.MULTILINE)


def contents(verb, text):
    return re.findall(rf"^{verb} \d+: (.*)$", text, re.MULTILINE)
