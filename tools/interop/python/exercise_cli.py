"""The `oci` command: each operation once, as somebody at a terminal would type it. A call takes most of a second."""

import json
import subprocess
import sys
from pathlib import Path

import oci

from checks.common import UNKNOWN_QUEUE
from report import check, expect
from world import arguments

OCI = Path(sys.executable).parent / "oci"
# What a script would use: it polls the work request.
WAIT = ["--wait-for-state", "SUCCEEDED", "--wait-interval-seconds", 1]


class Cli:
    def __init__(self, options):
        self.where = [
            "--endpoint",
            options.endpoint,
            "--config-file",
            options.config_file,
            "--profile",
            options.profile,
        ]
        self.compartment = oci.config.from_file(options.config_file, options.profile)["tenancy"]

    def run(self, command, *args):
        """`command`: words after `oci queue`; `args`: flags. Dicts and lists are passed as JSON."""
        texts = [json.dumps(each) if isinstance(each, (dict, list)) else str(each) for each in args]
        return subprocess.run(
            [OCI, "queue", *command.split(), *texts, *self.where],
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )

    def call(self, command, *args):
        """What the command prints, read as JSON; nothing printed is an empty object."""
        done = self.run(command, *args)
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout or "{}")

    def refusal(self, command, *args):
        """Status and code of the error that the command ends with."""
        done = self.run(command, *args)
        assert done.returncode != 0, f"was not refused: {done.stdout}"
        error = json.loads(done.stderr[done.stderr.index("{") :])
        return (error["status"], error["code"])


def create(cli, name, *flags):
    """Returns the work request that has made the queue."""
    answer = cli.call(
        "queue-admin queue create", "--display-name", name, "--compartment-id", cli.compartment, *flags, *WAIT
    )
    return answer["data"]


def run(cli):
    with check("CreateQueue", "waits for the work request, which names the queue"):
        work_request = create(
            cli, "from-cli", "--dlq-delivery-count", 3, "--capabilities", [{"type": "CONSUMER_GROUPS"}]
        )
        expect((work_request["operation-type"], work_request["status"]), ("CREATE_QUEUE", "SUCCEEDED"))
        queue_id = work_request["resources"][0]["identifier"]
    admin(cli, queue_id, work_request)
    messages(cli, queue_id)
    groups(cli, queue_id)
    with check("PurgeQueue", "the queue and its dead letters"):
        purged = cli.call("queue-admin queue purge", "--queue-id", queue_id, "--purge-type", "BOTH", *WAIT)
        expect(purged["data"]["operation-type"], "PURGE_QUEUE")
    with check("ChangeQueueCompartment", "the queue is in another compartment"):
        flags = ["--queue-id", queue_id, "--compartment-id", "ocid1.compartment.oc1..another"]
        moved = cli.call("queue-admin queue change-compartment", *flags, *WAIT)
        expect(moved["data"]["operation-type"], "MOVE_QUEUE")
    with check("DeleteQueue", "the queue is gone"):
        cli.call("queue-admin queue delete", "--queue-id", queue_id, "--force", *WAIT)
    with check("GetQueue", "an unknown queue", outcome=404):
        expect(cli.refusal("queue-admin queue get", "--queue-id", UNKNOWN_QUEUE), (404, "NotAuthorizedOrNotFound"))


def admin(cli, queue_id, work_request):
    with check("GetQueue", "shows state and settings"):
        answer = cli.call("queue-admin queue get", "--queue-id", queue_id)
        queue = answer["data"]
        expect((queue["lifecycle-state"], queue["dead-letter-queue-delivery-count"]), ("ACTIVE", 3))
        assert answer["etag"], "no etag"
    with check("UpdateQueue", "changes a setting"):
        cli.call("queue-admin queue update", "--queue-id", queue_id, "--visibility-in-seconds", 45, "--force")
    with check("UpdateQueue", "another etag", outcome=412):
        flags = ["--queue-id", queue_id, "--display-name", "x", "--if-match", "stale", "--force"]
        expect(cli.refusal("queue-admin queue update", *flags), (412, "NoEtagMatch"))
    with check("ListQueues", "by name"):
        found = cli.call("queue-admin queue list", "--compartment-id", cli.compartment, "--display-name", "from-cli")
        expect([each["id"] for each in found["data"]["items"]], [queue_id])
    with check("GetWorkRequest", "by id"):
        found = cli.call("queue-admin work-request get", "--work-request-id", work_request["id"])
        expect(found["data"]["status"], "SUCCEEDED")
    with check("ListWorkRequests", "of a compartment"):
        found = cli.call("queue-admin work-request list", "--compartment-id", cli.compartment)
        assert work_request["id"] in [each["id"] for each in found["data"]["items"]], found
    with check("ListWorkRequestErrors", "none for what succeeded"):
        found = cli.call("queue-admin work-request-error list", "--work-request-id", work_request["id"])
        expect(found["data"]["items"], [])
    with check("ListWorkRequestLogs", "lines of text"):
        found = cli.call("queue-admin work-request-log list", "--work-request-id", work_request["id"])
        assert found["data"]["items"][0]["message"], found


def messages(cli, queue_id):
    of_queue = ["--queue-id", queue_id]
    with check("PutMessages", "with channel and properties, ids exact"):
        metadata = {"channelId": "cli", "customProperties": {"kind": "test"}}
        batch = [{"content": each, "metadata": metadata} for each in ("a", "b", "c")]
        put = cli.call("messages put-messages", *of_queue, "--messages", batch)["data"]["messages"]
        assert all(each["id"] > 2**53 for each in put), put
        expect(len({each["id"] for each in put}), 3)
    with check("ListChannels", "the channel that was put to"):
        expect(cli.call("channels list-channels", *of_queue)["data"]["items"], ["cli"])
    with check("GetMessages", "all fields of a delivery"):
        flags = ["--channel-filter", "cli", "--visibility-in-seconds", 600, "--timeout-in-seconds", 5, "--limit", 20]
        got = cli.call("messages get-messages", *of_queue, *flags)["data"]["messages"]
        expect(
            [(each["id"], each["content"], each["delivery-count"]) for each in got],
            [(p["id"], c, 1) for p, c in zip(put, "abc")],
        )
        expect(got[0]["metadata"], {"channel-id": "cli", "custom-properties": {"kind": "test"}})
        assert {"receipt", "created-at", "expire-after", "visible-after"} <= set(got[0]), got[0]
        receipts = [each["receipt"] for each in got]
    with check("GetStats", "three in flight"):
        stats = cli.call("messages get-stats", *of_queue)["data"]
        expect((stats["queue"]["in-flight-messages"], stats["queue"]["visible-messages"]), (3, 0))
    with check("UpdateMessage", "hides for longer"):
        flags = ["--message-receipt", receipts[0], "--visibility-in-seconds", 43_200]
        expect(cli.call("messages update-message", *of_queue, *flags)["data"]["id"], put[0]["id"])
    with check("UpdateMessages", "a batch"):
        entries = [{"receipt": receipt, "visibilityInSeconds": 60} for receipt in receipts]
        result = cli.call("messages update-messages", *of_queue, "--entries", entries)["data"]
        expect((result["client-failures"], len(result["entries"])), (0, 3))
    with check("DeleteMessage", "by receipt"):
        cli.call("messages delete-message", *of_queue, "--message-receipt", receipts[0], "--force")
    with check("DeleteMessages", "a batch, with the one that is gone as a failed entry"):
        entries = [{"receipt": receipt} for receipt in receipts]
        result = cli.call("messages delete-messages", *of_queue, "--entries", entries)["data"]
        expect([entry["error-code"] for entry in result["entries"]], [409, None, None])
    with check("GetMessages", "a limit of 21", outcome=400):
        expect(cli.refusal("messages get-messages", *of_queue, "--limit", 21), (400, "InvalidParameter"))


def groups(cli, queue_id):
    with check("CreateConsumerGroup", "with a filter"):
        flags = ["--queue-id", queue_id, "--display-name", "orders", "--filter", ':kind = "order"']
        made = cli.call("queue-admin consumer-group create", *flags, *WAIT)["data"]
        group_id = next(each["identifier"] for each in made["resources"] if each["action-type"] == "CREATED")
    of_group = ["--consumer-group-id", group_id]
    with check("GetConsumerGroup", "by id"):
        expect(cli.call("queue-admin consumer-group get", *of_group)["data"]["lifecycle-state"], "ACTIVE")
    with check("ListConsumerGroups", "of a queue, with the primary group"):
        found = cli.call("queue-admin consumer-group-collection list-consumer-groups", "--queue-id", queue_id)
        expect({each["display-name"] for each in found["data"]["items"]}, {"Primary Consumer Group", "orders"})
    with check("UpdateConsumerGroup", "deliveries of its own"):
        cli.call("queue-admin consumer-group update", *of_group, "--dlq-delivery-count", 2, "--force", *WAIT)
    with check("DeleteConsumerGroup", "the group is gone"):
        cli.call("queue-admin consumer-group delete", *of_group, "--force", *WAIT)


if __name__ == "__main__":
    run(Cli(arguments()))
