/**
 * Makes Node.js load its own fetch before our HTTP library is imported. The library would otherwise install its agent for every
 * fetch of the process, and then a client of Oracle's SDK beside ours fails: Node's fetch and that agent disagree about the
 * content-length header that the SDK sets. Import this before `undici`.
 */
void globalThis.Headers;
