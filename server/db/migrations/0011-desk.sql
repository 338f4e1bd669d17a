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

-- Sellers whose typical time is due: somebody wrote since it was looked at an hour ago or earlier, or it is a day old. Of
-- two servers each takes its own.
create function chat.due_answer_times(most integer) returns table (seller text, hours jsonb)
language sql volatile security definer
set search_path = pg_catalog, pg_temp
as $$
  update chat.seller s set usual_at = now() where s.id in (
    select d.id from chat.seller d
    where (d.usual_ms is not null and d.usual_at < now() - interval '1 day') or (
      coalesce(d.usual_at, '-infinity') < now() - interval '1 hour' and exists (
        select from chat.conversation c where c.seller_id = d.id
          and c.changed_slot >= chat.slot(greatest(d.usual_at, now() - interval '30 days'))
      )
    )
    limit most for no key update skip locked
  )
  returning s.id, s.hours
$$;

-- When buyers began to wait, and when a person of the seller answered, in the last 30 days: of the 500 conversations that
-- changed last, and the newest 200 messages of each. What is blocked or was reported counts as spam.
create function chat.answers(shop text, automatic text[]) returns table (asked timestamptz, answered timestamptz)
language sql stable security definer
set search_path = pg_catalog, pg_temp
as $$
  with recent as (
    select c.id from chat.conversation c
    where c.seller_id = shop and c.changed_slot >= chat.slot(now() - interval '30 days')
      and not c.buyer_blocks and not c.seller_blocks
      and not exists (select from chat.report r where r.conversation_id = c.id)
    order by c.changed_slot desc limit 500
  ),
  spoken as (
    select r.id, m.seq, m.side, m.created_at, lag(m.side) over (partition by r.id order by m.seq) as before
    from recent r cross join lateral (
      select m.seq, m.side, m.created_at from chat.message m
      where m.conversation_id = r.id and m.side <> 'system' and m.sender <> all (automatic) and m.removed_at is null
      order by m.seq desc limit 200
    ) m
  ),
  turns as (
    select s.side, s.created_at, lag(s.created_at) over (partition by s.id order by s.seq) as asked
    from spoken s where s.side is distinct from s.before
  )
  select t.asked, t.created_at from turns t
  where t.side = 'seller' and t.asked > now() - interval '30 days'
$$;

-- Null: too few to say anything.
create function chat.set_usual(shop text, usual bigint) returns void
language sql volatile security definer
set search_path = pg_catalog, pg_temp
as $$
  update chat.seller set usual_ms = usual where id = shop and usual_ms is distinct from usual
$$;

grant create on schema chat to seller_chat_core;
alter function chat.due_answer_times owner to seller_chat_core;
alter function chat.answers owner to seller_chat_core;
alter function chat.set_usual owner to seller_chat_core;
alter function chat.times owner to seller_chat_core;
alter function chat.say_away owner to seller_chat_core;
alter function chat.set_status owner to seller_chat_core;
alter function chat.assign owner to seller_chat_core;
revoke create on schema chat from seller_chat_core;
revoke execute on function
  chat.set_status, chat.assign, chat.times, chat.say_away, chat.due_answer_times, chat.answers, chat.set_usual
  from public;
grant execute on function chat.set_status, chat.assign to seller_chat_app;
do $$
begin
  execute format(
    'grant execute on function
      chat.times, chat.say_away, chat.due_answer_times, chat.answers, chat.set_usual to %I', current_user
  );
end $$;
