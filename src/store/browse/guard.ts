/** What the role that Duly works as could do to the record, in one look at the catalogue. */
import type { Query } from '../database.ts';

export interface Guard {
  readonly role: string;
  readonly superuser: boolean;
  /** Owns the log, so that it may switch its triggers off; superusers own everything. */
  readonly owner: boolean;
  /** May ask for a row to be changed or deleted, which the triggers then refuse. */
  readonly writer: boolean;
}

export async function readGuard(query: Query): Promise<Guard> {
  const [row] = await query<Guard>(
    `select current_user::text as role, r.rolsuper as superuser,
       bool_or(pg_has_role(current_user, c.relowner, 'MEMBER')) as owner,
       bool_or(has_table_privilege(current_user, c.oid, 'UPDATE, DELETE, TRUNCATE')) as writer
     from pg_class c, pg_roles r
     where c.oid in ('event'::regclass, 'link'::regclass, 'verdict'::regclass, 'statement'::regclass) and r.rolname = current_user
     group by r.rolsuper`,
  );
  if (row === undefined) throw new Error('unreachable: whoever asks is a role');
  return row;
}
