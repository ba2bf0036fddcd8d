"""What the programs of this folder need to know: a `conf.ini` that names a queue, and the usual OCI profile beside it."""

import argparse
import configparser
from dataclasses import dataclass
from pathlib import Path

import oci
from oci.queue import QueueClient


@dataclass(frozen=True)
class Settings:
    queue_id: str
    endpoint: str
    profile: dict

    def client(self):
        """For the messages of the queue; `endpoint` is the queue's own messages endpoint."""
        return QueueClient(self.profile, service_endpoint=self.endpoint)


def read(file):
    """Reads conf.ini. A relative path of the OCI config file counts from the folder of conf.ini."""
    file = Path(file)
    conf = configparser.ConfigParser()
    if not conf.read(file):
        raise SystemExit(f"{file} cannot be read. Write it, or let create_queue.py do so.")
    section = conf["queue"]
    config_file = file.parent / Path(section.get("config_file", "~/.oci/config")).expanduser()
    profile = oci.config.from_file(str(config_file), section.get("profile", "DEFAULT"))
    return Settings(section["queue_id"], section["endpoint"], profile)


def parser(description):
    """The one flag that all programs share."""
    options = argparse.ArgumentParser(description=description)
    options.add_argument("--conf", default="conf.ini", help="default: conf.ini in this folder")
    return options
