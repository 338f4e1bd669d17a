import type { TransactionSql } from "postgres";
import { codeOf, StartError } from "../errors";

interface RoleRow {
  name: string;
  exempt: boolean;
  /** Other roles that it may become. */
  becomes: string[];
}

/**
 * S2: under `seller_chat_app` every read runs, and `seller_chat_core` owns the functions that act for many. The role in
 * DATABASE_URL may bypass row-level security, as an embedded database's does; these two may not, whoever altered them
 * since. @throws StartError that says what to do
 */
export async function assertRoles(tx: TransactionSql): Promise<void> {
  const roles = await tx<RoleRow[]>`
    select r.rolname as name, r.rolsuper or r.rolbypassrls as exempt,
      array(select g.rolname::text from pg_auth_members m join pg_roles g on g.oid = m.roleid where m.member = r.oid) as becomes
    from pg_roles r where r.rolname in ('seller_chat_app', 'seller_chat_core') order by r.rolname
  `;
  for (const { name, exempt, becomes } of roles) {
    if (exempt) {
      throw new StartError(
        `The database's role ${name} passes over row-level security, so nobody's messages would be safe from anybody. Run: alter role ${name} nosuperuser nobypassrls;`,
      );
    }
    if (becomes.length > 0) {
      const others = becomes.map((other) => `"${other}"`).join(", ");
      throw new StartError(
        `The database's role ${name} may act as ${others}, whose rights it must not have. Run: revoke ${others} from ${name};`,
      );
    }
  }
  await tx`select set_config('role', 'seller_chat_app', true)`.catch((error: unknown) => {
    if (!isDenied(error)) throw error;
    throw new StartError(
      "DATABASE_URL: its role can't act as seller_chat_app. Run as an administrator: grant seller_chat_app to that role;",
    );
  });
  await tx`reset role`;
}

/** "insufficient_privilege" */
export const isDenied = (error: unknown): error is Error => codeOf(error) === "42501";
