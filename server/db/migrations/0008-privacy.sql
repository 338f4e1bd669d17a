-- Rights first. What the asker's own statements may touch becomes as little as they need: rows can't be moved to others,
-- counters can't be changed, and nobody sees anything before they have said who they are.
revoke insert, update on chat.conversation from seller_chat_app;
grant insert (id, buyer_id, seller_id, topic, last_at, last_slot, changed_at, changed_slot)
  on chat.conversation to seller_chat_app;
grant update (topic) on chat.conversation to seller_chat_app;
drop policy changes on chat.conversation;
create policy own_topic on chat.conversation for update to seller_chat_app using (buyer_id = (select chat.asker()));

revoke update (rev, text, attachments, edited_at, removed_at) on chat.message from seller_chat_app;
drop policy own on chat.message;
revoke select, insert on chat.message_version from seller_chat_app;
drop policy own on chat.message_version;

-- `agent` is what a token said; `claimed_by` is nobody's to change.
revoke insert, update on chat.person, chat.seller from seller_chat_app;
grant insert (id, name, picture, agent, seen_at), update (name, picture, agent, seen_at) on chat.person to seller_chat_app;
grant insert (id, name, picture), update (name, picture) on chat.seller to seller_chat_app;
-- Not `exists`, which the planner may turn into a hash of every conversation that the asker has; a scalar is looked up.
alter policy parties on chat.message using ((select true from chat.conversation c where c.id = conversation_id));
alter policy known on chat.person using (
  (select chat.asker()) is not null
  and (
    id = (select chat.asker()) or agent
    or (select true from chat.conversation c where c.buyer_id = person.id limit 1)
  )
);
alter policy known on chat.seller using ((select chat.asker()) is not null);
alter policy first on chat.seller with check (
  (select chat.asker()) is not null
  and (id = any ((select chat.asker_sellers())::text[]) or (name = '' and picture is null))
);

-- The list of what has run is the owner's, who may not be exempt.
alter table chat.migration enable row level security;
alter table chat.migration force row level security;
do $$
begin
  execute format('create policy owner on chat.migration to %I using (true) with check (true)', current_user);
end $$;

-- What erases and exports a person's words acts on everything.
do $$
declare name text;
begin
  foreach name in array array['message_version', 'attachment', 'push_subscription', 'block', 'report', 'note'] loop
    execute format('create policy privacy on chat.%I to seller_chat_core using (true) with check (true)', name);
    execute format('grant select, update, delete on chat.%I to seller_chat_core', name);
  end loop;
end $$;
grant insert on chat.message_version to seller_chat_core;
grant delete on chat.person to seller_chat_core;

-- An edit, or a removal (`body` is null). The asker's right is looked up here; a message changes with the counter that
-- tells everybody of it. `line`: what a list shows of it. Returns what came of it.
create function chat.rewrite(place uuid, number bigint, body text, line text) returns text
language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  counter record;
  known record;
begin
  -- Locked as the writer does, so that the change takes a `rev` of its own.
  select c.rev, c.last_seq, c.buyer_blocks or c.seller_blocks as blocked into counter from chat.conversation c
    where c.id = place
      and (c.buyer_id = chat.asker() or (c.seller_id = any (chat.asker_sellers()) and c.last_seq > 0))
    for no key update;
  if not found then return 'no conversation'; end if;
  select m.rev, m.text, m.sender, m.removed_at into known from chat.message m
    where m.conversation_id = place and m.seq = number;
  if not found then return 'no message'; end if;
  if known.sender <> chat.asker() then return 'not theirs'; end if;
  if known.removed_at is not null then return 'removed'; end if;
  -- An edit would be a message by another way; taking one's words back is not.
  if body is not null and counter.blocked then return 'blocked'; end if;

  insert into chat.message_version (conversation_id, seq, rev, text, replaced_at)
    values (place, number, known.rev, known.text, now());
  if body is null then
    update chat.message m set text = '', attachments = null, rev = counter.rev + 1, removed_at = now()
      where m.conversation_id = place and m.seq = number;
  else
    update chat.message m set text = body, rev = counter.rev + 1, edited_at = now()
      where m.conversation_id = place and m.seq = number;
  end if;
  update chat.conversation c set
    rev = counter.rev + 1, changed_at = now(), changed_slot = chat.slot(now()),
    last_text = case when number = counter.last_seq then line else c.last_text end
    where c.id = place;
  if body is null then perform chat.recount(array[place]); end if;
  return 'done';
end
$$;

-- A removed message doesn't wait to be read any more. Of conversations that the caller has locked.
create function chat.recount(places uuid[]) returns void
language sql volatile
set search_path = pg_catalog, pg_temp
as $$
  update chat.conversation c set
    buyer_unread = (
      select count(*) from chat.message m
      where m.conversation_id = c.id and m.seq > c.buyer_read_seq and m.side <> 'buyer' and m.removed_at is null
    ),
    seller_unread = (
      select count(*) from chat.message m
      where m.conversation_id = c.id and m.seq > c.seller_read_seq and m.side <> 'seller' and m.removed_at is null
    )
  where c.id = any (places)
$$;

-- Everything of one person, a row each: their record, their conversations as a buyer with all that was said there, what
-- they said for a seller, and what else they wrote or left. One statement, so one moment.
create function chat.export(person text) returns table (kind text, item jsonb)
language sql stable security definer
set search_path = pg_catalog, pg_temp
as $$
  with mine as (select c.* from chat.conversation c where c.buyer_id = person),
  said as (
    select m.* from chat.message m where m.conversation_id in (select id from mine)
    union all
    select m.* from chat.message m where m.sender = person and m.conversation_id not in (select id from mine)
  )
  select 'person', to_jsonb(p) from chat.person p where p.id = person or p.claimed_by = person
  union all
  (select 'conversation', jsonb_build_object(
      'id', c.id, 'seller', c.seller_id, 'sellerName', s.name, 'topic', c.topic, 'lastAt', c.last_at, 'status', c.status
    ) from mine c left join chat.seller s on s.id = c.seller_id order by c.id)
  union all
  (select 'message', jsonb_build_object(
      'conversation', m.conversation_id, 'seq', m.seq, 'id', m.id, 'side', m.side, 'own', m.sender = person,
      'text', m.text, 'attachments', coalesce(m.attachments, '[]'), 'replyTo', m.reply_to,
      'at', m.created_at, 'editedAt', m.edited_at, 'removedAt', m.removed_at
    ) from said m order by m.conversation_id, m.seq)
  union all
  (select 'earlier text', jsonb_build_object(
      'conversation', v.conversation_id, 'seq', v.seq, 'text', v.text, 'replacedAt', v.replaced_at
    ) from chat.message_version v join said m on m.conversation_id = v.conversation_id and m.seq = v.seq
    where m.sender = person order by v.conversation_id, v.seq, v.rev)
  union all
  (select 'attachment', jsonb_build_object(
      'id', a.id, 'conversation', a.conversation_id, 'message', a.message_id, 'own', a.uploader = person,
      'name', a.name, 'type', a.type, 'size', a.size, 'at', a.created_at
    ) from chat.attachment a
    where a.uploader = person
      or exists (select from said m where m.conversation_id = a.conversation_id and m.id = a.message_id)
    order by a.created_at, a.id)
  union all
  (select 'report', jsonb_build_object(
      'conversation', r.conversation_id, 'reason', r.reason, 'text', r.text, 'at', r.created_at
    ) from chat.report r where r.person_id = person order by r.created_at)
  union all
  (select 'note', jsonb_build_object('conversation', n.conversation_id, 'text', n.text, 'at', n.created_at)
    from chat.note n where n.author = person order by n.created_at)
  union all
  select 'push subscription', jsonb_build_object('endpoint', b.endpoint, 'locale', b.locale, 'at', b.created_at)
    from chat.push_subscription b where b.person_id = person
  union all
  select 'block', jsonb_build_object('seller', b.seller_id, 'side', b.side, 'at', b.created_at)
    from chat.block b where b.person_id = person
$$;

-- Removes a person: each of their messages becomes a removed one, which the other side's clients learn of as of any
-- removal, and nothing bears their id any more (a conversation's buyer becomes `erased:<its id>`, so that two of them can't
-- be told to be one person's). Their tokens count no more. Doing it again finds nothing. Returns what was done; `files`
-- are ids of chat.attachment whose files are to go. (Some of the tables come later; plpgsql looks when it runs.)
create function chat.erase(person text) returns jsonb
language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  now constant timestamptz(3) := clock_timestamp();
  own uuid[];
  places uuid[];
  guests text[];
  receipt jsonb := '{}';
  files uuid[];
  messages bigint;
  texts bigint;
  count bigint;
begin
  select coalesce(array_agg(p.id), '{}') into guests from chat.person p where p.claimed_by = person;
  perform chat.revoke(who) from unnest(person || guests) as who;

  -- Locked in id order, as the writer does; what is read after this holds all that was written before it.
  select coalesce(array_agg(l.id), '{}'), coalesce(array_agg(l.id) filter (where l.buyer_id = person), '{}')
    into places, own from (
    select c.id, c.buyer_id from chat.conversation c
    where c.buyer_id = person or c.assignee = person
      or c.id in (select m.conversation_id from chat.message m where m.sender = person)
    order by c.id for no key update
  ) l;

  delete from chat.message_version v using chat.message m
    where m.conversation_id = any (places) and m.sender = person
      and v.conversation_id = m.conversation_id and v.seq = m.seq;
  get diagnostics texts = row_count;

  with theirs as (
    select m.conversation_id as place, m.seq, row_number() over (partition by m.conversation_id order by m.seq) as step
    from chat.message m where m.conversation_id = any (places) and m.sender = person
  ),
  removed as (
    update chat.message m set
      text = '', attachments = null, sender = 'erased:' || t.place, removed_at = coalesce(m.removed_at, now),
      rev = c.rev + t.step
    from theirs t join chat.conversation c on c.id = t.place
    where m.conversation_id = t.place and m.seq = t.seq
  ),
  counted as (
    update chat.conversation c set
      rev = c.rev + t.steps, changed_at = now, changed_slot = chat.slot(now),
      last_text = case when t.last = c.last_seq then '' else c.last_text end
    from (select place, count(*) as steps, max(seq) as last from theirs group by place) t
    where c.id = t.place
  )
  select count(*) into messages from theirs;
  perform chat.recount(places);
  update chat.conversation c set assignee = null where c.id = any (places) and c.assignee = person;
  update chat.conversation c set
    buyer_id = 'erased:' || c.id, topic = null, buyer_push_due_at = null, changed_at = now, changed_slot = chat.slot(now)
    where c.id = any (own);
  delete from chat.conversation_key where buyer_id = person;
  receipt := jsonb_build_object(
    'conversations', cardinality(places), 'messages', messages, 'earlierTexts', texts
  );

  with gone as (
    update chat.attachment a set removed_at = coalesce(a.removed_at, now), name = '', preview = null, uploader = 'erased'
    where a.uploader = person returning a.id
  )
  select coalesce(array_agg(id), '{}') into files from gone;

  -- In what others have reported, only the place of a message stays.
  update chat.report r set evidence = (
    select jsonb_agg(case when e ->> 'sender' = person
      then e || jsonb_build_object('sender', 'erased', 'text', '', 'attachments', '[]'::jsonb) else e end order by n)
    from jsonb_array_elements(r.evidence) with ordinality as x(e, n)
  ) where jsonb_path_exists(r.evidence, '$[*] ? (@.sender == $person)', jsonb_build_object('person', person));
  get diagnostics count = row_count;
  receipt := receipt || jsonb_build_object('evidence', count);
  delete from chat.report where person_id = person;
  get diagnostics count = row_count;
  receipt := receipt || jsonb_build_object('reports', count);
  delete from chat.note where author = person or conversation_id = any (own);
  get diagnostics count = row_count;
  receipt := receipt || jsonb_build_object('notes', count);
  delete from chat.push_subscription where person_id = any (person || guests);
  get diagnostics count = row_count;
  receipt := receipt || jsonb_build_object('pushSubscriptions', count);
  delete from chat.mute where person_id = any (person || guests);
  delete from chat.agent where person_id = person;
  delete from chat.block where buyer_id = person;
  update chat.block set person_id = 'erased' where person_id = person;

  -- A claimed guest stays as an empty record: its token is nobody's for ever.
  update chat.person set name = '', picture = null, claimed_by = 'erased' where id = any (guests);
  delete from chat.person p where p.id = person and p.claimed_by is null;
  get diagnostics count = row_count;
  return receipt || jsonb_build_object('person', count > 0, 'files', to_jsonb(files));
end
$$;

-- Removes what was said before `cutoff`, a bounded part of it: of 500 conversations above `behind`, and of `most` messages
-- at most. Returns up to where it came; null when that was the last, or when another server is at it. What is before a
-- conversation's `expired_seq` was looked at.
alter table chat.conversation add column expired_seq bigint not null default 0;

create function chat.expire(cutoff timestamptz, behind uuid, most integer)
returns table (upto uuid, messages bigint, files bigint)
language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp
set plan_cache_mode = force_generic_plan
set enable_seqscan = off
as $$
#variable_conflict use_variable
declare
  now constant timestamptz(3) := clock_timestamp();
  place uuid;
  looked integer := 0;
  full_batch boolean := false;
  removed bigint;
  expired bigint;
  count bigint;
begin
  messages := 0;
  files := 0;
  if not pg_try_advisory_xact_lock(1583245512) then return next; return; end if;
  for place in
    select c.id from chat.conversation c where c.id > behind and c.expired_seq < c.last_seq order by c.id limit 500
  loop
    looked := looked + 1;
    if exists (
      select from chat.conversation c, lateral (
        select m.created_at from chat.message m where m.conversation_id = c.id and m.seq > c.expired_seq
        order by m.seq limit 1
      ) first where c.id = place and first.created_at < cutoff
    ) then
      perform from chat.conversation c where c.id = place for no key update;
      with due as (
        select d.seq, d.id, d.removed_at is null as lives,
          count(*) filter (where d.removed_at is null) over (order by d.seq) as step
        from (
          -- Up to the first that is younger, whatever the clock did meanwhile.
          select m.seq, m.id, m.removed_at, bool_and(m.created_at < cutoff) over (order by m.seq) as old
          from chat.conversation c join chat.message m on m.conversation_id = c.id and m.seq > c.expired_seq
          where c.id = place order by m.seq limit most - messages
        ) d where d.old
      ),
      wiped as (
        update chat.message m set text = '', attachments = null, removed_at = now, rev = c.rev + d.step
        from due d, chat.conversation c
        where c.id = place and m.conversation_id = place and m.seq = d.seq and d.lives
      ),
      forgotten as (
        delete from chat.message_version v using due d where v.conversation_id = place and v.seq = d.seq
      ),
      filed as (
        update chat.attachment a set removed_at = now, name = '', preview = null
        from due d where a.conversation_id = place and a.message_id = d.id and a.removed_at is null returning a.id
      ),
      counted as (
        update chat.conversation c set
          rev = c.rev + t.steps, expired_seq = t.last, changed_at = now, changed_slot = chat.slot(now),
          last_text = case when t.last = c.last_seq then '' else c.last_text end
        from (select max(step) as steps, max(seq) as last from due having count(*) > 0) t where c.id = place
      )
      select max(d.step), max(d.seq), (select count(*) from filed) into removed, expired, count from due d;
      perform chat.recount(array[place]);
      messages := messages + coalesce(removed, 0);
      files := files + count;
      -- There may be more of this one: the next call begins with it again.
      if messages >= most then full_batch := true; exit; end if;
    end if;
    upto := place;
  end loop;
  if full_batch then upto := coalesce(upto, behind);
  elsif looked < 500 then upto := null;
  end if;
  return next;
end
$$;

-- What stands beside the conversations: reports with their evidence, and notes.
create function chat.expire_aside(cutoff timestamptz) returns table (reports bigint, notes bigint)
language sql volatile security definer
set search_path = pg_catalog, pg_temp
as $$
  with told as (delete from chat.report where created_at < cutoff returning id),
  noted as (delete from chat.note where created_at < cutoff returning id)
  select (select count(*) from told), (select count(*) from noted)
$$;

grant create on schema chat to seller_chat_core;
alter function chat.rewrite owner to seller_chat_core;
alter function chat.export owner to seller_chat_core;
alter function chat.erase owner to seller_chat_core;
alter function chat.expire owner to seller_chat_core;
alter function chat.expire_aside owner to seller_chat_core;
alter function chat.recount owner to seller_chat_core;
revoke create on schema chat from seller_chat_core;
revoke execute on function chat.rewrite, chat.recount, chat.export, chat.erase, chat.expire, chat.expire_aside from public;
grant execute on function chat.rewrite to seller_chat_app;
do $$
begin
  execute format(
    'grant execute on function chat.export, chat.erase, chat.expire, chat.expire_aside to %I', current_user);
end $$;
