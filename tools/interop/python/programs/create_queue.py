"""Creates a queue, waits until it is ACTIVE, and writes the conf.ini that producer.py and consumer.py read."""

import configparser
import time

import oci
from oci.queue import QueueAdminClient
from oci.queue.models import CreateQueueDetails

from settings import parser


def create(admin, compartment_id, args):
    """Returns the id of the new queue at once: it is still CREATING."""
    details = CreateQueueDetails(
        display_name=args.name,
        compartment_id=compartment_id,
        visibility_in_seconds=30,
        retention_in_seconds=args.retention_seconds,
        dead_letter_queue_delivery_count=args.dead_letter_after,
    )
    answer = admin.create_queue(details)
    work_request = admin.get_work_request(answer.headers["opc-work-request-id"]).data
    return work_request.resources[0].identifier


def wait_until_active(admin, queue_id, every_seconds):
    """Prints each lifecycle state that it sees; returns the queue."""
    seen = None
    while seen != "ACTIVE":
        queue = admin.get_queue(queue_id).data
        if queue.lifecycle_state != seen:
            seen = queue.lifecycle_state
            print(seen, flush=True)
        if seen in ("FAILED", "DELETED"):
            raise SystemExit(f"The queue is {seen}: {queue.lifecycle_details}")
        if seen != "ACTIVE":
            time.sleep(every_seconds)
    return queue


def main():
    options = parser(__doc__)
    options.add_argument("--endpoint", help="admin endpoint; default: that of the profile's region")
    options.add_argument("--config-file", default="~/.oci/config")
    options.add_argument("--profile", default="DEFAULT")
    options.add_argument("--name", default="introduction")
    options.add_argument(
        "--retention-seconds", type=int, default=86_400, help="7 days at most; cannot be changed later"
    )
    options.add_argument(
        "--dead-letter-after", type=int, default=5, help="maximum delivery attempts; 0: no dead-letter queue"
    )
    options.add_argument("--every-seconds", type=float, default=2)
    args = options.parse_args()

    profile = oci.config.from_file(args.config_file, args.profile)
    admin = QueueAdminClient(profile, **({"service_endpoint": args.endpoint} if args.endpoint else {}))
    queue_id = create(admin, profile["tenancy"], args)
    queue = wait_until_active(admin, queue_id, args.every_seconds)

    conf = configparser.ConfigParser()
    conf["queue"] = {
        "queue_id": queue.id,
        "endpoint": queue.messages_endpoint,
        "config_file": args.config_file,
        "profile": args.profile,
    }
    with open(args.conf, "w", encoding="utf-8") as file:
        conf.write(file)
    print(f"{args.conf} names queue {queue.id}")


if __name__ == "__main__":
    main()
