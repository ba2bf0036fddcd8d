export { ociTransportModule, type OciModuleOptions } from './oci.module.js';
