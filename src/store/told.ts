/** What an address has been told about a commitment, whatever it was called and by way of which subscription: SQL. */

/** Why an alert has no line of its own in a message that was sent: a graver one tells of the same commitment. */
export const TOGETHER = 'told together with';

/**
 * Whether alert `a` was told, be it in the line of something graver. A message that broke off in the middle may have
 * come: whoever may have read it counts as told. Scalar subqueries, not `exists`: the planner turns that into reading
 * every message ever sent.
 */
export const wasSent = (
  a: string,
): string => `(${a}.state = 'sent' or ${a}.state in ('claimed', 'dropped') and (
  ${a}.why like '${TOGETHER} %' and (select state from delivery where id = ${a}.delivery_id) = 'sent'
  or (select true from attempt where delivery_id = ${a}.delivery_id and outcome = 'unsure' limit 1)) is true)`;

/** The same, or whether it is being told. */
export const isTold = (a: string): string => `(${a}.state = 'claimed' or ${wasSent(a)})`;

/**
 * Whether occasion `p` said what occasion `o` corrects. A correction says something as well: the key that it shares
 * with the moment it tells of begins with what that was (`met@…`). That it is open again says of its time what had come
 * before under the same date: `overdue`, to somebody who was not there when it became so.
 */
export const saidWrong = (p: string, o: string): string => `(${p}.kind = any(${o}.corrects)
  or ${p}.kind = 'corrected' and (split_part(${p}.key, '@', 1) = any(${o}.corrects)
    or ${p}.key like 'reopened@%' and ${o}.corrects && '{due,overdue}' and (
      select true from event came where came.commitment_id = ${p}.commitment_id and came.kind in ('due', 'overdue')
        and came.kind = any(${o}.corrects) and split_part(came.key, ':', 2) = 'v' || ${p}.version
        and came.recorded_at <= ${p}.created_at limit 1)))`;
