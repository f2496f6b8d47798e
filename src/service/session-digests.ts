/**
 * The library keeps the token of a session as it is. This layer stands between it and the database: what it writes and
 * what it looks for is the digest of the token, and only whoever brings the token gets it back. So a copy of the table
 * opens nothing, whatever else is known. A list of sessions has digests in it; ours are listed and ended by number.
 */

type Digest = (token: string) => string;
type Fields = Record<string, unknown>;

/** What every method of the library's adapter is given. */
interface Call {
  readonly model: string;
  readonly where?: readonly { readonly field: string; readonly value: unknown }[];
  readonly data?: Fields;
  readonly update?: Fields;
  readonly set?: Fields;
}

const isOfSession = (call: unknown): call is Call =>
  typeof call === 'object' && call !== null && (call as Call).model === 'session';

/** The call with digests in the place of tokens, and which token stands behind which. */
function digested(call: Call, digestOf: Digest): { call: Call; tokens: ReadonlyMap<unknown, string> } {
  const tokens = new Map<unknown, string>();
  const turn = (token: unknown): unknown => {
    if (typeof token !== 'string') return token;
    const digest = digestOf(token);
    tokens.set(digest, token);
    return digest;
  };
  const fields = (given: Fields): Fields =>
    'token' in given ? { ...given, token: turn(given.token) } : given;
  const where = call.where?.map((one) => {
    if (one.field !== 'token') return one;
    return { ...one, value: Array.isArray(one.value) ? one.value.map(turn) : turn(one.value) };
  });
  return {
    call: {
      ...call,
      ...(where === undefined ? {} : { where }),
      ...(call.data === undefined ? {} : { data: fields(call.data) }),
      ...(call.update === undefined ? {} : { update: fields(call.update) }),
      ...(call.set === undefined ? {} : { set: fields(call.set) }),
    },
    tokens,
  };
}

/** A row with its token, where whoever asked has brought it. */
function told(row: unknown, tokens: ReadonlyMap<unknown, string>): unknown {
  if (typeof row !== 'object' || row === null || !('token' in row)) return row;
  const token = tokens.get(row.token);
  return token === undefined ? row : { ...row, token };
}

/** The same adapter, under which tokens of sessions are digests. Each method, also one that is new in the library. */
export function withSessionDigests<Adapter extends object>(adapter: Adapter, digestOf: Digest): Adapter {
  return new Proxy(adapter, {
    get(target, name) {
      const method: unknown = Reflect.get(target, name);
      if (typeof method !== 'function') return method;
      if (name === 'transaction')
        return (run: (inner: object) => unknown) =>
          method.call(target, (inner: object) => run(withSessionDigests(inner, digestOf)));
      return async (given: unknown, ...more: unknown[]) => {
        if (!isOfSession(given)) return method.call(target, given, ...more);
        const { call, tokens } = digested(given, digestOf);
        const answer: unknown = await method.call(target, call, ...more);
        return Array.isArray(answer) ? answer.map((row) => told(row, tokens)) : told(answer, tokens);
      };
    },
  });
}
