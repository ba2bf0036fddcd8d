"""GetWorkRequest, ListWorkRequests, ListWorkRequestErrors, ListWorkRequestLogs."""

from datetime import timedelta

from oci.queue.models import CreateQueueDetails

from report import check, expect, refused
from .common import UNKNOWN_WORK_REQUEST


def run(world):
    details = CreateQueueDetails(display_name="with work request", compartment_id=world.compartment)
    answer = world.admin.create_queue(details)
    work_request_id = answer.headers["opc-work-request-id"]
    with check("CreateQueue", "is accepted with a work request and no body"):
        expect((answer.status, answer.data), (202, None))
    with check("GetWorkRequest", "operation, resource, progress and dates"):
        done = world.finished(answer)
        expect((done.operation_type, done.status, done.percent_complete), ("CREATE_QUEUE", "SUCCEEDED", 100.0))
        [resource] = done.resources
        expect(
            (resource.entity_type, resource.action_type, resource.entity_uri),
            ("queue", "CREATED", f"/queues/{resource.identifier}"),
        )
        assert done.time_accepted <= done.time_started <= done.time_finished
        assert abs(done.time_accepted - world.clock.now()) < timedelta(minutes=2), done.time_accepted
        expect(world.admin.get_work_request(work_request_id).headers.get("retry-after") is not None, True)
    with check("ListWorkRequests", "of a compartment and by id, in pages"):
        listed = world.admin.list_work_requests(compartment_id=world.compartment, limit=1)
        assert len(listed.data.items) == 1 and listed.next_page, listed.data
        assert work_request_id in [
            each.id for each in world.admin.list_work_requests(compartment_id=world.compartment).data.items
        ]
        expect(
            [each.id for each in world.admin.list_work_requests(work_request_id=work_request_id).data.items],
            [work_request_id],
        )
    with check("ListWorkRequestErrors", "none for what succeeded"):
        expect(world.admin.list_work_request_errors(work_request_id).data.items, [])
    with check("ListWorkRequestLogs", "dated lines of text"):
        logs = world.admin.list_work_request_logs(work_request_id).data.items
        assert logs and all(entry.message and entry.timestamp.tzinfo for entry in logs), logs
    world.admin.delete_queue(resource.identifier)
    for operation, act in {
        "GetWorkRequest": world.admin.get_work_request,
        "ListWorkRequestErrors": world.admin.list_work_request_errors,
        "ListWorkRequestLogs": world.admin.list_work_request_logs,
    }.items():
        with refused(operation, 404, "NotAuthorizedOrNotFound", "an unknown work request"):
            act(UNKNOWN_WORK_REQUEST)
