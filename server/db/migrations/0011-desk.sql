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
grant select, insert, update (seen_at), delete on chat.agent to seller_chat_app;
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
grant update (hours, away) on chat.seller to seller_chat_app;

-- The typical time to a first answer (milliseconds), and when it was looked at last.
alter table chat.seller add column usual_ms bigint, add column usual_at timestamptz(3);

create policy core on chat.seller to seller_chat_core using (true);
grant select, update (usual_ms, usual_at) on chat.seller to seller_chat_core;

-- What anybody may know of sellers' times; the servers ask for all of their buyers at once.
create function chat.times(shops text[]) returns table (id text, hours jsonb, away text, usual bigint)
language sql stable security definer
set search_path = pg_catalog, pg_temp
as $$
  select s.id, s.hours, s.away, s.usual_ms from chat.seller s where s.id = any (shops)
$$;

-- The away text enters the log as nobody's message, once in a closed period: of rivals the second finds the period
-- taken, since it waits for the row. The buyer's message goes on waiting for an answer (`last_side`).
alter table chat.conversation add column away_period timestamptz(3);
create function chat.say_away(place uuid, shop text, period timestamptz, id uuid, body text, line text)
returns table (buyer text, seller text, seq bigint, rev bigint, at timestamptz)
language sql volatile security definer
set search_path = pg_catalog, pg_temp
as $$
  with moved as (
    update chat.conversation c set
      rev = c.rev + 1, last_seq = c.last_seq + 1, last_text = line, last_at = t.at, last_slot = chat.slot(t.at),
      changed_at = t.at, changed_slot = chat.slot(t.at),
      buyer_unread = c.buyer_unread + 1, seller_unread = c.seller_unread + 1, away_period = period
    from (select clock_timestamp()::timestamptz(3) as at) t
    where c.id = place and c.seller_id = shop and c.last_seq > 0 and not (c.buyer_blocks or c.seller_blocks)
      and c.away_period is distinct from period
    returning c.id, c.buyer_id, c.seller_id, c.last_seq, c.rev, c.last_at
  ),
  said as (
    insert into chat.message (conversation_id, seq, id, rev, side, sender, text, created_at)
    select m.id, m.last_seq, say_away.id, m.rev, 'system', '', body, m.last_at from moved m
  )
  select m.buyer_id, m.seller_id, m.last_seq, m.rev, m.last_at from moved m
$$;

grant create on schema chat to seller_chat_core;
alter function chat.times owner to seller_chat_core;
alter function chat.say_away owner to seller_chat_core;
alter function chat.set_status owner to seller_chat_core;
alter function chat.assign owner to seller_chat_core;
revoke create on schema chat from seller_chat_core;
revoke execute on function chat.set_status, chat.assign, chat.times, chat.say_away from public;
grant execute on function chat.set_status, chat.assign to seller_chat_app;
do $$
begin
  execute format('grant execute on function chat.times, chat.say_away to %I', current_user);
end $$;
