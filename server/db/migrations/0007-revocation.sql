-- What a person signed in with before this moment counts no more. A table of its own: a person may be revoked before they
-- ever came, and stays so after their words are gone.
create table chat.revocation (
  person_id text primary key,
  before timestamptz(3) not null
);
create index revocation_before on chat.revocation (before);

alter table chat.revocation enable row level security;
alter table chat.revocation force row level security;
create policy own on chat.revocation for select to seller_chat_app using (person_id = (select chat.asker()));
create policy core on chat.revocation to seller_chat_core using (true) with check (true);
grant select on chat.revocation to seller_chat_app;
grant select, insert, update on chat.revocation to seller_chat_core;

-- The clock, not the transaction's start: what was issued until now is meant.
create function chat.revoke(person text) returns timestamptz
language sql volatile security definer
set search_path = pg_catalog, pg_temp
as $$
  insert into chat.revocation as r (person_id, before) values (person, clock_timestamp())
  on conflict (person_id) do update set before = greatest(r.before, excluded.before)
  returning before
$$;

-- What the other servers of this database ask every few seconds.
create function chat.revoked_within(seconds double precision) returns table (person_id text, before timestamptz)
language sql stable security definer
set search_path = pg_catalog, pg_temp
as $$
  select r.person_id, r.before from chat.revocation r where r.before > now() - make_interval(secs => seconds)
$$;

grant create on schema chat to seller_chat_core;
alter function chat.revoke owner to seller_chat_core;
alter function chat.revoked_within owner to seller_chat_core;
revoke create on schema chat from seller_chat_core;
revoke execute on function chat.revoke, chat.revoked_within from public;
do $$
begin
  execute format('grant execute on function chat.revoke, chat.revoked_within to %I', current_user);
end $$;
