-- The seller's desk: who of a seller's people has a conversation, whether it is closed, and what only they see.

-- Who has signed in for a seller. A later token that doesn't name the seller any more takes it back.
create table chat.agent (
  seller_id text not null,
  person_id text not null,
  seen_at timestamptz(3) not null,
  primary key (seller_id, person_id)
);
create index agent_person on chat.agent (person_id);
alter table chat.agent enable row level security;
alter table chat.agent force row level security;
create policy colleagues on chat.agent for select to seller_chat_app using (
  person_id = (select chat.asker()) or seller_id = any ((select chat.asker_sellers())::text[])
);
create policy self_insert on chat.agent for insert to seller_chat_app with check (
  person_id = (select chat.asker()) and seller_id = any ((select chat.asker_sellers())::text[])
);
create policy self_update on chat.agent for update to seller_chat_app using (person_id = (select chat.asker()));
create policy self_delete on chat.agent for delete to seller_chat_app using (person_id = (select chat.asker()));
create policy core on chat.agent to seller_chat_core using (true);
grant select, insert, update, delete on chat.agent to seller_chat_app;
grant select, delete on chat.agent to seller_chat_core;

-- The seller's side alone; who is both is the buyer. Returns nothing where it isn't the asker's to say.
create function chat.set_status(place uuid, status text) returns table (buyer text, seller text, rev bigint)
language sql volatile security definer
set search_path = pg_catalog, pg_temp
as $$
  update chat.conversation c set status = set_status.status, changed_at = now(), changed_slot = chat.slot(now())
  where c.id = place and c.last_seq > 0 and c.seller_id = any ((select chat.asker_sellers())::text[])
    and c.buyer_id <> (select chat.asker())
  returning c.buyer_id, c.seller_id, c.rev
$$;

-- `person` is one who has signed in for that seller; null: nobody has it.
create function chat.assign(place uuid, person text) returns table (buyer text, seller text, rev bigint)
language sql volatile security definer
set search_path = pg_catalog, pg_temp
as $$
  update chat.conversation c set assignee = person, changed_at = now(), changed_slot = chat.slot(now())
  where c.id = place and c.last_seq > 0 and c.seller_id = any ((select chat.asker_sellers())::text[])
    and c.buyer_id <> (select chat.asker())
    and (person is null or exists (
      select from chat.agent a where a.seller_id = c.seller_id and a.person_id = person
    ))
  returning c.buyer_id, c.seller_id, c.rev
$$;

-- A buyer never sees a note, whoever else they are.
create policy staff on chat.note for select to seller_chat_app using (
  exists (
    select from chat.conversation c where c.id = conversation_id
      and c.seller_id = any ((select chat.asker_sellers())::text[]) and c.buyer_id <> (select chat.asker())
  )
);
create policy staff_insert on chat.note for insert to seller_chat_app with check (
  author = (select chat.asker()) and exists (
    select from chat.conversation c where c.id = conversation_id
      and c.seller_id = any ((select chat.asker_sellers())::text[]) and c.buyer_id <> (select chat.asker())
  )
);
grant select, insert on chat.note to seller_chat_app;

-- Canned replies, in the order in which they were put down.
alter table chat.canned_reply add column place integer not null default 0;
create policy own on chat.canned_reply to seller_chat_app using (seller_id = any ((select chat.asker_sellers())::text[]));
grant select, insert, delete on chat.canned_reply to seller_chat_app;

grant create on schema chat to seller_chat_core;
alter function chat.set_status owner to seller_chat_core;
alter function chat.assign owner to seller_chat_core;
revoke create on schema chat from seller_chat_core;
revoke execute on function chat.set_status, chat.assign from public;
grant execute on function chat.set_status, chat.assign to seller_chat_app;
