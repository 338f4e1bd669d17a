-- Files of messages. A row comes before its file and goes after it, so that no file is without a row. `claimed_at`: when
-- the message was submitted that the file belongs to. `settled`: that message is there, and nobody has to look again.
-- `removed_at`: nobody gets it any more, and the file goes soon.
alter table chat.attachment
  add column claimed_at timestamptz(3),
  add column removed_at timestamptz(3),
  add column settled boolean not null default false;
drop index chat.attachment_created;
create index attachment_unsettled on chat.attachment (created_at) where not settled and removed_at is null;
create index attachment_removed on chat.attachment (removed_at) where removed_at is not null;

-- The inner selects are themselves under the policies of their tables. What isn't sent yet is its uploader's alone.
create policy parties on chat.attachment for select to seller_chat_app using (
  exists (select from chat.conversation c where c.id = conversation_id)
  and (
    uploader = (select chat.asker())
    or exists (select from chat.message m where m.conversation_id = attachment.conversation_id and m.id = message_id)
  )
);
create policy own_insert on chat.attachment for insert to seller_chat_app with check (
  uploader = (select chat.asker())
  and exists (
    select from chat.conversation c where c.id = conversation_id and not (c.buyer_blocks or c.seller_blocks)
  )
);
create policy own_update on chat.attachment for update to seller_chat_app using (
  uploader = (select chat.asker()) and exists (select from chat.conversation c where c.id = conversation_id)
);
grant select on chat.attachment to seller_chat_app;
grant insert (id, uploader, conversation_id, name, type, size, width, height, preview, created_at)
  on chat.attachment to seller_chat_app;
grant update (message_id, claimed_at) on chat.attachment to seller_chat_app;

-- Whatever takes the files from a message: its author, erasing a person, or age.
create function chat.lose_files() returns trigger language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  update chat.attachment a set removed_at = now()
    where a.conversation_id = old.conversation_id and a.message_id = old.id and a.removed_at is null;
  return null;
end
$$;
create trigger lose_files after update of attachments on chat.message
  for each row when (old.attachments is not null and new.attachments is null) execute function chat.lose_files();

-- For a signed address, which names no asker.
create function chat.file(file uuid) returns table (name text, type text)
language sql stable security definer
set search_path = pg_catalog, pg_temp
as $$
  select a.name, a.type from chat.attachment a where a.id = file and a.removed_at is null
$$;

-- Looks at `most` uploads from before `cutoff` that nobody has looked at: those of a message are settled, the others
-- removed. Returns how many it looked at. What is being claimed at this moment is passed over.
create function chat.settle_files(cutoff timestamptz, most integer) returns bigint
language sql volatile security definer
set search_path = pg_catalog, pg_temp
as $$
  with due as (
    select a.id, exists (
      select from chat.message m where m.conversation_id = a.conversation_id and m.id = a.message_id
    ) as sent
    from chat.attachment a
    where not a.settled and a.removed_at is null and a.created_at < cutoff and coalesce(a.claimed_at, a.created_at) < cutoff
    order by a.created_at limit most for update skip locked
  ),
  judged as (
    update chat.attachment a set settled = d.sent, removed_at = case when d.sent then null else now() end
    from due d where a.id = d.id
  )
  select count(*) from due
$$;

create function chat.removed_files(most integer) returns table (id uuid)
language sql stable security definer
set search_path = pg_catalog, pg_temp
as $$
  select a.id from chat.attachment a where a.removed_at is not null order by a.removed_at limit most
$$;

create function chat.forget_files(files uuid[]) returns void
language sql volatile security definer
set search_path = pg_catalog, pg_temp
as $$
  delete from chat.attachment a where a.id = any (files) and a.removed_at is not null
$$;

grant create on schema chat to seller_chat_core;
alter function chat.lose_files owner to seller_chat_core;
alter function chat.file owner to seller_chat_core;
alter function chat.settle_files owner to seller_chat_core;
alter function chat.removed_files owner to seller_chat_core;
alter function chat.forget_files owner to seller_chat_core;
revoke create on schema chat from seller_chat_core;
revoke execute on function chat.lose_files, chat.file, chat.settle_files, chat.removed_files, chat.forget_files from public;
do $$
begin
  execute format(
    'grant execute on function chat.file, chat.settle_files, chat.removed_files, chat.forget_files to %I', current_user);
end $$;
