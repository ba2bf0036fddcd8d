import { OciError } from '../http/oci-error.js';

export interface IfMatchHeaders {
  readonly 'if-match'?: string;
}

/** @throws OciError 412 when the client expects another version of the resource */
export const checkEtag = (
  headers: IfMatchHeaders,
  { etag, id }: { readonly etag: string; readonly id: string },
): void => {
  const expected = headers['if-match'];
  if (expected === undefined || expected === '*' || expected === etag) return;
  throw new OciError(412, 'NoEtagMatch', `${id} was changed since if-match was read. Get it again.`);
};
