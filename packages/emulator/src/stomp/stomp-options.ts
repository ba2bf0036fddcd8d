/** Where STOMP is served; a port that is absent is not opened. */
export interface StompOptions {
  /** Over TCP; 0: any free port. OCI has 61613, with TLS only. */
  readonly port?: number | undefined;
  /** Over TLS; 0: any free port. */
  readonly tlsPort?: number | undefined;
  /** In PEM form; default: one for this machine, made beside the credentials. */
  readonly certificate?: { readonly cert: string; readonly key: string } | undefined;
}

/** What a STOMP client needs. */
export interface StompAccess {
  readonly host: string;
  readonly port?: number;
  readonly tlsPort?: number;
  /** Absent when logins are not checked. */
  readonly login?: string;
  /** Holds the auth token, whose base64 is the passcode. Absent when logins are not checked. */
  readonly tokenFile?: string;
  /** What a client is to trust as an authority; absent: the certificate was given. */
  readonly certificateFile?: string;
}
