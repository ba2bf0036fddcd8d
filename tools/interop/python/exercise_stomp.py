"""stomp.py, which knows nothing of OCI, at the STOMP face of the emulator; Oracle's client at the other one."""

import base64
from contextlib import contextmanager, suppress
from pathlib import Path
from queue import Empty, Queue

import stomp

from report import check, expect
from world import World, arguments

TOPIC = "STOMP"
WITHIN_SECONDS = 10


class Inbox(stomp.ConnectionListener):
    """Frames in the order in which they came."""

    def __init__(self):
        self.frames = Queue()
        self.heart_beats = Queue()

    def on_message(self, frame):
        self.frames.put(("MESSAGE", frame))

    def on_receipt(self, frame):
        self.frames.put(("RECEIPT", frame))

    def on_error(self, frame):
        self.frames.put(("ERROR", frame))

    def on_heartbeat(self):
        self.heart_beats.put(True)

    def next(self, kind):
        try:
            found, frame = self.frames.get(timeout=WITHIN_SECONDS)
        except Empty:
            raise AssertionError(f"no {kind} came") from None
        expect(found, kind)
        return frame


class Place:
    """Where to connect, and as whom."""

    def __init__(self, told):
        self.told = told
        self.passcode = base64.b64encode(Path(told["tokenFile"]).read_text("utf-8").strip().encode()).decode()

    @contextmanager
    def connected(self, connection=stomp.Connection12, passcode=None, tls=False, **options):
        host = (self.told["host"], self.told["tlsPort" if tls else "port"])
        client = connection([host], reconnect_attempts_max=1, **options)
        if tls:
            client.set_ssl(for_hosts=[host], ca_certs=self.told["certificateFile"])
        inbox = Inbox()
        client.set_listener("", inbox)
        try:
            client.connect(self.told["login"], passcode or self.passcode, wait=True)
            yield client, inbox
        finally:
            # After an ERROR the connection ends by itself, and may have done so by now.
            with suppress(OSError, stomp.exception.NotConnectedException):
                client.disconnect()


VERSIONS = {"1.0": stomp.Connection10, "1.1": stomp.Connection11, "1.2": stomp.Connection12}


def acknowledge(client, version, message):
    if version == "1.2":
        client.ack(message.headers["ack"], receipt="ack")
    elif version == "1.1":
        client.ack(message.headers["message-id"], "s", receipt="ack")
    else:
        client.ack(message.headers["message-id"], receipt="ack")


def there_and_back(place, queue):
    for version, connection in VERSIONS.items():
        with check(TOPIC, f"{version}: sends with a receipt, is pushed the message, acknowledges it"):
            with place.connected(connection) as (client, inbox):
                client.send(queue.id, "hello", receipt="sent")
                expect(inbox.next("RECEIPT").headers["receipt-id"], "sent")
                client.subscribe(queue.id, "s", "client-individual")
                message = inbox.next("MESSAGE")
                expect(message.body, "hello")
                acknowledge(client, version, message)
                expect(inbox.next("RECEIPT").headers["receipt-id"], "ack")
                expect(queue.stats().queue.in_flight_messages, 0)


def both_faces(place, queue):
    with check(TOPIC, "what REST puts is pushed, a NACK gives it back, REST deletes it by the same receipt"):
        with place.connected() as (client, inbox):
            client.subscribe(f"{queue.id}/ready", "s", "client-individual", headers={"visibility": "60"})
            queue.put("hello", channel="ready")
            first = inbox.next("MESSAGE")
            expect(first.headers["delivery-count"], "1")
            client.nack(first.headers["ack"])
            second = inbox.next("MESSAGE")
            expect((second.body, second.headers["delivery-count"]), ("hello", "2"))
            queue.update(second.headers["ack"], 600)
            queue.delete(second.headers["ack"])
            expect(queue.stats().queue.in_flight_messages, 0)
    with check(TOPIC, "what it sends is got by REST"):
        with place.connected() as (client, inbox):
            client.send(f"{queue.id}/ready", "héllo", receipt="sent")
            inbox.next("RECEIPT")
            message = queue.get_one(channel_filter="ready")
            expect((message.content, message.metadata.channel_id), ("héllo", "ready"))
            queue.delete(message.receipt)


def connections(place, queue):
    with check(TOPIC, "over TLS, trusting the certificate of the emulator"):
        with place.connected(tls=True) as (client, inbox):
            client.send(queue.id, "over TLS", receipt="sent")
            inbox.next("RECEIPT")
    with check(TOPIC, "heart-beats come"):
        with place.connected(heartbeats=(200, 200)) as (_, inbox):
            inbox.heart_beats.get(timeout=WITHIN_SECONDS)


def refusals(place, queue):
    with check(TOPIC, "a wrong password", outcome="ERROR"):
        try:
            with place.connected(passcode="d3Jvbmc="):
                raise AssertionError("was let in")
        except stomp.exception.ConnectFailedException:
            pass
    with check(TOPIC, "an unknown queue", outcome="ERROR"):
        with place.connected() as (client, inbox):
            client.send("ocid1.queue.oc1..unknown", "hello")
            expect(inbox.next("ERROR").headers["message"], "NotAuthorizedOrNotFound")
    with check(TOPIC, "a transaction", outcome="ERROR"):
        with place.connected() as (client, inbox):
            client.begin()
            expect(inbox.next("ERROR").headers["message"], "Unsupported")


if __name__ == "__main__":
    world = World(arguments())
    place = Place(world.options.stomp)
    with world.new_queue() as queue:
        there_and_back(place, queue)
        both_faces(place, queue)
        connections(place, queue)
        refusals(place, queue)
