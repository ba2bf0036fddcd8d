"""Names and receipts that no emulator has given out."""

UNKNOWN_QUEUE = "ocid1.queue.oc1.emulator." + "a" * 60
UNKNOWN_WORK_REQUEST = "ocid1.queueworkrequest.oc1.emulator." + "a" * 60
UNKNOWN_GROUP = "ocid1.queueconsumergroup.oc1.emulator." + "a" * 60
NO_RECEIPT = "A" * 300
