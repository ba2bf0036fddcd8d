"""The example for Testcontainers, with a plain process in place of a container: there may be no engine here.

What is real: the example, its wait strategy, and the package around them. What is not: the image, the engine, mapped ports.
"""

import runpy
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace
from unittest.mock import patch
from urllib.parse import urlsplit

import testcontainers.core.container as core

from report import check
from world import arguments

EXAMPLES = Path(__file__).parent.parent / "examples" / "testcontainers"


def stand_in(options):
    """The calls of DockerContainer that need an engine, answered by the process that runs already."""
    where = urlsplit(options.endpoint)
    state = Path(options.config_file).parent

    def start(self):
        self._wait_strategy.wait_until_ready(self)
        return self

    def execute(_self, command):
        command = [word.replace("/var/lib/snoozeq", str(state)) for word in command]
        return SimpleNamespace(exit_code=0, output=subprocess.run(command, capture_output=True, check=True).stdout)

    return patch.multiple(
        core.DockerContainer,
        start=start,
        stop=lambda self, **_: None,
        exec=execute,
        get_container_host_ip=lambda self: where.hostname,
        get_exposed_port=lambda self, port: where.port,
    )


if __name__ == "__main__":
    arguments_here = arguments()
    sys.path.insert(0, str(EXAMPLES))
    with check(
        "Testcontainers", "the example waits for the emulator and reads its profile, with a process for a container"
    ):
        with patch.object(core, "DockerClient"), stand_in(arguments_here):
            runpy.run_path(str(EXAMPLES / "example.py"))
