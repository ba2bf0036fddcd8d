"""The emulator's own clock, which no SDK knows of: time in the queues can be sent ahead."""

import json
from datetime import datetime, timezone
from urllib.request import Request, urlopen


class EmulatorClock:
    def __init__(self, options):
        self.url = f"{options.endpoint}/_emulator/clock"

    def now(self):
        with urlopen(self.url, timeout=10) as answer:
            return datetime.fromtimestamp(json.load(answer)["nowMs"] / 1000, timezone.utc)

    def advance(self, seconds):
        """Answers when all that lies between has happened."""
        self._post("advance", {"ms": round(seconds * 1000)})

    def next(self):
        """To the next instant at which something happens by itself: a lapse, an expiry, the end of a work request."""
        self._post("next", {})

    def _post(self, command, body):
        headers = {"content-type": "application/json"}
        request = Request(f"{self.url}/{command}", json.dumps(body).encode(), headers, method="POST")
        urlopen(request, timeout=30).close()
