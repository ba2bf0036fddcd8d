"""What is not signed by the known key, now, is refused."""

import email.utils
import time
from unittest.mock import patch

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from oci.queue import QueueAdminClient, QueueClient

from report import check, refused

TOPIC = "Signatures"


def run(world):
    queue_id = world.create_queue()
    endpoint = world.options.endpoint
    with check(TOPIC, "calls of both planes with the key of the profile"):
        world.data.get_stats(queue_id)
        world.admin.get_queue(queue_id)
    strangers = {"another key": {"key_content": new_key()}, "another user": {"user": "ocid1.user.oc1..aaaa"}}
    for name, change in strangers.items():
        config = {
            **{key: value for key, value in world.config.items() if key != "key_file" or "key_content" not in change},
            **change,
        }
        with refused(TOPIC, 401, "NotAuthenticated", f"{name}, data plane"):
            QueueClient(config, service_endpoint=endpoint).get_messages(queue_id, timeout_in_seconds=0)
        with refused(TOPIC, 401, "NotAuthenticated", f"{name}, admin plane"):
            QueueAdminClient(config, service_endpoint=endpoint).list_queues(compartment_id=world.compartment)
    for name, seconds in {"6 minutes slow": -360, "6 minutes fast": 360}.items():
        date = email.utils.formatdate(time.time() + seconds, usegmt=True)
        with patch("email.utils.formatdate", return_value=date):
            with refused(TOPIC, 401, "NotAuthenticated", f"a clock that is {name}"):
                world.data.get_stats(queue_id)
    world.admin.delete_queue(queue_id)


def new_key():
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    pem, pkcs8 = serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8
    return key.private_bytes(pem, pkcs8, serialization.NoEncryption()).decode()
