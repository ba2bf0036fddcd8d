export {
  hybridTransportModule,
  REST_TRANSPORT,
  stompTransportModule,
  type StompModuleOptions,
} from './stomp.module.js';
