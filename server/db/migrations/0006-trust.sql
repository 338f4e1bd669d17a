-- Blocks, reports, and messages with files. What holds a block is the pair of a buyer and a seller; each conversation of
-- theirs repeats it in its own row, where the writer sees it without another look.
alter table chat.conversation
  add column buyer_blocks boolean not null default false,
  add column seller_blocks boolean not null default false;

drop table chat.block;
create table chat.block (
  buyer_id text not null,
  seller_id text not null,
  side text not null check (side in ('buyer', 'seller')),
  person_id text not null,
  created_at timestamptz(3) not null,
  primary key (buyer_id, seller_id, side)
);
alter table chat.block enable row level security;
alter table chat.block force row level security;
create policy core on chat.block to seller_chat_core using (true) with check (true);
grant select, insert, delete on chat.block to seller_chat_core;

alter table chat.attachment
  add column message_id uuid,
  add column preview text;
create index attachment_created on chat.attachment (created_at);
create policy core on chat.attachment to seller_chat_core using (true) with check (true);
grant select, update, delete on chat.attachment to seller_chat_core;

-- A conversation that a blocked pair begins is blocked from its first moment. Neither side can see the other's block.
create function chat.inherit_blocks() returns trigger language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  -- Beside a block that is just being made, whichever of the two comes second sees the other.
  perform pg_advisory_xact_lock_shared(hashtextextended(new.buyer_id || ' ' || new.seller_id, 0));
  select coalesce(bool_or(b.side = 'buyer'), false), coalesce(bool_or(b.side = 'seller'), false)
    into new.buyer_blocks, new.seller_blocks
    from chat.block b where b.buyer_id = new.buyer_id and b.seller_id = new.seller_id;
  return new;
end
$$;
create trigger inherit_blocks before insert on chat.conversation
  for each row execute function chat.inherit_blocks();

-- One side takes no more messages from the other, or takes them again. Returns whose conversation it is and its rev, and
-- nothing where `party` is not that side's.
create function chat.block(place uuid, asking text, party text, person text, "on" boolean)
returns table (buyer text, seller text, rev bigint, moved uuid[])
language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
declare
  named chat.conversation;
  changed uuid[];
begin
  select * into named from chat.conversation c
    where c.id = place and party = case asking when 'buyer' then c.buyer_id when 'seller' then c.seller_id end;
  if not found then return; end if;
  perform pg_advisory_xact_lock(hashtextextended(named.buyer_id || ' ' || named.seller_id, 0));
  if "on" then
    insert into chat.block (buyer_id, seller_id, side, person_id, created_at)
      values (named.buyer_id, named.seller_id, asking, person, now()) on conflict do nothing;
  else
    delete from chat.block b where b.buyer_id = named.buyer_id and b.seller_id = named.seller_id and b.side = asking;
  end if;
  -- Locked in id order, as the writer does.
  select coalesce(array_agg(l.id), '{}') into changed from (
    select c.id from chat.conversation c where c.buyer_id = named.buyer_id and c.seller_id = named.seller_id
    order by c.id for no key update
  ) l;
  update chat.conversation c set
    buyer_blocks = case asking when 'buyer' then "on" else c.buyer_blocks end,
    seller_blocks = case asking when 'seller' then "on" else c.seller_blocks end,
    changed_at = now(), changed_slot = chat.slot(now())
    where c.id = any (changed);
  return query select named.buyer_id, named.seller_id, named.rev, changed;
end
$$;

-- The newest messages of a conversation are kept as they are, out of reach of later edits.
create policy own on chat.report for insert to seller_chat_app with check (
  person_id = (select chat.asker()) and exists (select from chat.conversation c where c.id = conversation_id)
);
grant insert on chat.report to seller_chat_app;
alter table chat.report add column text text not null default '';

drop function chat.append, chat.store;

-- As in 0003-store.sql, and: a blocked conversation takes nothing (`append` leaves that to `store`, which says `blocked`),
-- a message may have files, the list's line is the caller's, and a buyer's message opens a closed conversation.
create function chat.append(
  conversations uuid[], buyers text[], sellers text[], from_buyers integer[], from_sellers integer[],
  lines text[], last_sides text[],
  places integer[], steps integer[], ids uuid[], sides text[], senders text[], texts text[], replies bigint[], files text[]
) returns table (place bigint, buyer text, seller text, seq bigint, rev bigint, at timestamptz)
language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp
set enable_seqscan = off
set plan_cache_mode = force_generic_plan
as $$
#variable_conflict use_column
declare
  owners text[];
  shops text[];
  seqs bigint[];
  revs bigint[];
  now constant timestamptz(3) := clock_timestamp();
  slot constant integer := chat.slot(now);
begin
  if cardinality(ids) = 0 then return; end if;
  with counted as (
    update chat.conversation c set
      rev = c.rev + d.from_buyer + d.from_seller, last_seq = c.last_seq + d.from_buyer + d.from_seller,
      buyer_unread = c.buyer_unread + d.from_seller, seller_unread = c.seller_unread + d.from_buyer,
      last_text = d.line, last_side = d.side, last_at = now, last_slot = slot, changed_at = now, changed_slot = slot,
      status = case when d.from_buyer > 0 then 'open' else c.status end
    from unnest(conversations, buyers, sellers, from_buyers, from_sellers, lines, last_sides)
      with ordinality as d(id, buyer, seller, from_buyer, from_seller, line, side, place)
    where c.id = d.id and (d.from_buyer = 0 or c.buyer_id = d.buyer)
      and (d.from_seller = 0 or (c.seller_id = d.seller and c.last_seq > 0))
      and not (c.buyer_blocks or c.seller_blocks)
    returning d.place, c.buyer_id, c.seller_id,
      c.last_seq - d.from_buyer - d.from_seller as seq, c.rev - d.from_buyer - d.from_seller as rev
  )
  select array_agg(c.buyer_id order by c.place), array_agg(c.seller_id order by c.place),
    array_agg(c.seq order by c.place), array_agg(c.rev order by c.place)
  into owners, shops, seqs, revs from counted c;
  if cardinality(seqs) is distinct from cardinality(conversations) or exists (
    select from unnest(places, replies) as r(place, reply) where r.reply > seqs[r.place]
  ) then
    raise exception using errcode = 'SC001', message = 'not as the caller took it to be';
  end if;

  insert into chat.message (conversation_id, seq, id, rev, side, sender, text, reply_to, attachments, created_at)
  select conversations[m.place], seqs[m.place] + m.step, m.id, revs[m.place] + m.step, m.side, m.sender, m.body, m.reply,
    m.files::jsonb, now
  from unnest(places, steps, ids, sides, senders, texts, replies, files)
    as m(place, step, id, side, sender, body, reply, files);

  return query
  select p.place, p.buyer, p.seller, p.seq, p.rev, now::timestamptz
  from unnest(owners, shops, seqs, revs) with ordinality as p(buyer, seller, seq, rev, place);
end
$$;

create function chat.store(
  conversations uuid[],
  places integer[], ids uuid[], sides text[], parties text[], senders text[], texts text[], lines text[],
  replies bigint[], files text[]
) returns table (
  n integer, outcome text, conversation uuid, buyer text, seller text, seq bigint, rev bigint, at timestamptz
) language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp
set enable_seqscan = off
set plan_cache_mode = force_generic_plan
as $$
#variable_conflict use_column
declare
  addresses tid[];
  buyers text[];
  sellers text[];
  seqs bigint[];
  revs bigint[];
  shut boolean[];
  now constant timestamptz(3) := clock_timestamp();
  slot constant integer := chat.slot(now);
begin
  -- What a lock had to wait for is read as it became.
  select array_agg(l.ctid order by p.place), array_agg(l.buyer_id order by p.place),
    array_agg(l.seller_id order by p.place), array_agg(l.last_seq order by p.place), array_agg(l.rev order by p.place),
    array_agg(l.buyer_blocks or l.seller_blocks order by p.place)
  into addresses, buyers, sellers, seqs, revs, shut
  from unnest(conversations) with ordinality as p(id, place)
  left join lateral (
    select c.ctid, c.buyer_id, c.seller_id, c.last_seq, c.rev, c.buyer_blocks, c.seller_blocks from chat.conversation c where c.id = p.id
    for no key update
  ) l on true;

  return query
  with judged as (
    select i.*, k.seq as known_seq, k.rev as known_rev, k.created_at as known_at,
      case
        when (i.party = case i.side when 'buyer' then buyers[i.place] when 'seller' then sellers[i.place] end
          and (i.side = 'buyer' or seqs[i.place] > 0) and coalesce(i.reply, 0) <= seqs[i.place]) is not true
          then 'not_found'
        when k.seq is null and shut[i.place] then 'blocked'
        when k.seq is null then 'stored'
        when k.sender = i.sender then 'repeat'
        else 'conflict'
      end as outcome
    from unnest(places, ids, sides, parties, senders, texts, lines, replies, files)
      with ordinality as i(place, id, side, party, sender, body, line, reply, files, n)
    left join lateral (
      select m.seq, m.rev, m.created_at, m.sender from chat.message m
      where m.conversation_id = conversations[i.place] and m.id between i.id and i.id order by m.id limit 1
    ) k on true
  ),
  numbered as materialized (
    select j.*, count(*) filter (where j.outcome = 'stored') over (partition by j.place order by j.n) as step
    from judged j
  ),
  inserted as (
    insert into chat.message (conversation_id, seq, id, rev, side, sender, text, reply_to, attachments, created_at)
    select conversations[f.place], seqs[f.place] + f.step, f.id, revs[f.place] + f.step, f.side, f.sender, f.body,
      f.reply, f.files::jsonb, now
    from numbered f where f.outcome = 'stored'
  ),
  counted as (
    update chat.conversation c set
      rev = c.rev + t.steps, last_seq = c.last_seq + t.steps, last_text = t.line, last_side = t.side,
      last_at = now, last_slot = slot, changed_at = now, changed_slot = slot,
      buyer_unread = c.buyer_unread + t.for_buyer, seller_unread = c.seller_unread + t.for_seller,
      status = case when t.for_seller > 0 then 'open' else c.status end
    from (
      select f.place, count(*) as steps,
        (array_agg(f.line order by f.n desc))[1] as line, (array_agg(f.side order by f.n desc))[1] as side,
        count(*) filter (where f.side = 'seller') as for_buyer, count(*) filter (where f.side = 'buyer') as for_seller
      from numbered f where f.outcome = 'stored' group by f.place
    ) t
    where c.ctid = addresses[t.place] and c.id = conversations[t.place]
  )
  select f.n::integer, f.outcome, conversations[f.place], buyers[f.place], sellers[f.place],
    coalesce(f.known_seq, seqs[f.place] + f.step), coalesce(f.known_rev, revs[f.place] + f.step),
    coalesce(f.known_at, now)::timestamptz
  from numbered f;
end
$$;

create or replace function chat.claim(guest text, claimant text) returns uuid[]
language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  moved uuid[];
begin
  insert into chat.person as p (id, name, seen_at, claimed_by) values (guest, '', now(), claimant)
    on conflict (id) do update set claimed_by = claimant where p.claimed_by is null;
  if not found then return '{}'; end if;
  -- Locked in id order, as the writer does.
  select coalesce(array_agg(c.id), '{}') into moved from (
    select id from chat.conversation where buyer_id = guest order by id for no key update
  ) c;
  update chat.conversation set buyer_id = claimant where id = any (moved);
  update chat.message set sender = claimant where conversation_id = any (moved) and sender = guest;
  insert into chat.conversation_key (buyer_id, seller_id, topic_id, conversation_id)
    select claimant, seller_id, topic_id, conversation_id from chat.conversation_key where buyer_id = guest
    on conflict do nothing;
  delete from chat.conversation_key where buyer_id = guest;
  update chat.attachment set uploader = claimant where uploader = guest;
  insert into chat.block (buyer_id, seller_id, side, person_id, created_at)
    select claimant, seller_id, side, case side when 'buyer' then claimant else person_id end, created_at
    from chat.block where buyer_id = guest
    on conflict do nothing;
  delete from chat.block where buyer_id = guest;
  -- What is between the seller and the guest is between the seller and the user now, in the user's own conversations too.
  update chat.conversation c set buyer_blocks = b.buyer_blocks, seller_blocks = b.seller_blocks
    from (
      select seller_id, bool_or(side = 'buyer') as buyer_blocks, bool_or(side = 'seller') as seller_blocks
      from chat.block where buyer_id = claimant group by seller_id
    ) b
    where c.buyer_id = claimant and c.seller_id = b.seller_id
      and (c.buyer_blocks, c.seller_blocks) is distinct from (b.buyer_blocks, b.seller_blocks);
  return moved;
end
$$;


grant create on schema chat to seller_chat_core;
alter function chat.inherit_blocks owner to seller_chat_core;
alter function chat.block owner to seller_chat_core;
alter function chat.append owner to seller_chat_core;
alter function chat.store owner to seller_chat_core;
revoke create on schema chat from seller_chat_core;
revoke execute on function chat.inherit_blocks, chat.block, chat.append, chat.store from public;
do $$
begin
  execute format('grant execute on function chat.block, chat.append, chat.store to %I', current_user);
end $$;
