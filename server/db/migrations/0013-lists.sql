-- Long lists. What a seller hasn't read is in few of their conversations, but no index can hold a counter that moves with
-- every message: those updates touch none (HOT), and so the counters of all were read for each list. So it is the other way
-- round: once a conversation has rested for a while, with nothing unread, it is said to be settled in the slot in which it
-- changed last. Its next change moves `changed_slot`, which is in indexes anyway, and it isn't settled any more. What is
-- unread is looked for among those that aren't.
alter table chat.conversation add column settled_slot integer;
comment on column chat.conversation.settled_slot is 'nothing was unread by the seller when that slot of changed_slot was over';
create index conversation_seller_unsettled on chat.conversation (seller_id, last_slot desc)
  where settled_slot is distinct from changed_slot;

-- What moves by hand, and in which a list may be short. They are written only when a conversation's slot moves.
create index conversation_seller_assigned on chat.conversation (seller_id, assignee, last_slot desc)
  where assignee is not null;
create index conversation_seller_closed on chat.conversation (seller_id, last_slot desc) where status = 'closed';
create index conversation_seller_blocked on chat.conversation (seller_id, last_slot desc) where seller_blocks;

-- In an order that all sellers share a list could go through everybody's conversations to find one seller's, and did where
-- statistics said that they are evenly spread. The sweep of pushes alone asks for this sum.
drop index chat.conversation_last;
create index conversation_last on chat.conversation ((last_slot + 0));
create or replace function chat.forgotten_pushes(since_slot integer, moment timestamptz, delay double precision, most integer)
returns table (conversation uuid, side text)
language sql stable security definer
set search_path = pg_catalog, pg_temp
as $$
  select c.id, a.side
  from chat.conversation c, unnest(array['buyer', 'seller']) as a(side)
  where c.last_slot + 0 >= since_slot and exists (select from chat.push_subscription)
    and case a.side
      when 'buyer' then c.buyer_received_seq < c.last_seq and c.buyer_pushed_seq <= c.buyer_received_seq
      else c.seller_received_seq < c.last_seq and c.seller_pushed_seq <= c.seller_received_seq
    end
    and chat.push_state(c, a.side, moment, delay) = 'due'
  limit most
$$;

-- Settles at most so many of those that changed since then. A slot counts as over after another one, so that no writer has
-- still to commit in it. Who is being written to isn't waited for: it has a new slot.
create function chat.settle(since timestamptz, most integer) returns bigint
language sql volatile security definer
set search_path = pg_catalog, pg_temp
set enable_seqscan = off
as $$
  with resting as materialized (
    select c.id from chat.conversation c
    where c.settled_slot is distinct from c.changed_slot and c.seller_unread = 0
      and c.changed_slot >= chat.slot(since) and c.changed_slot < chat.slot(clock_timestamp()) - 1
    limit most for no key update skip locked
  ),
  settled as (
    update chat.conversation c set settled_slot = c.changed_slot from resting r where c.id = r.id and c.seller_unread = 0
    returning c.id
  )
  select count(*) from settled
$$;

create or replace function chat.chosen(c chat.conversation, side text, person text, filter text) returns boolean
language sql stable
  return case filter
    when 'unread' then case side when 'buyer' then c.buyer_unread > 0
      else c.seller_unread > 0 and c.settled_slot is distinct from c.changed_slot end
    when 'waiting' then c.last_side = case side when 'buyer' then 'seller' else 'buyer' end and c.status = 'open'
    when 'mine' then side = 'seller' and c.assignee = person
    when 'closed' then c.status = 'closed'
    when 'blocked' then case side when 'buyer' then c.buyer_blocks else c.seller_blocks end
    else true
  end;

-- A seller's conversations, or a buyer's own (`shop` is null), the newest first, below a place. `part`: 'unread', 'read', or
-- null for both. Written so that the planner puts it in place of the call.
create function chat.newest(
  shop text, asking text, filter text, part text, since timestamptz, below_at timestamptz, below_id uuid
) returns setof chat.conversation language sql stable
as $$
  select c.* from chat.conversation c
  where case when shop is null then c.buyer_id = asking else c.seller_id = shop end and c.last_seq > 0
    and chat.chosen(c, case when shop is null then 'buyer' else 'seller' end, asking, filter)
    and case part
      when 'unread' then chat.chosen(c, case when shop is null then 'buyer' else 'seller' end, asking, 'unread')
      when 'read' then case when shop is null then c.buyer_unread else c.seller_unread end = 0
      else true
    end
    and (since is null or (c.changed_slot >= chat.slot(since) and c.changed_at >= since))
    and (below_id is null or (c.last_slot <= chat.slot(below_at) -- the index begins there
      and (c.last_slot, c.last_at, c.id) < (chat.slot(below_at), below_at, below_id)))
  order by c.last_slot desc, c.last_at desc, c.id desc
$$;

-- A page of a list. Its rows are the asker's to read or not all the same: here only their order is found, since the planner
-- can't tell what a policy leaves, and takes worse plans for it. `below_rank`: 1 for a place among those with unread messages
-- where these come first. In all of this the sorts are switched off: what is shown comes in the order of an index.
create function chat.list(
  shop text, filter text, since timestamptz, by_unread boolean,
  below_rank integer, below_at timestamptz, below_id uuid, most integer
) returns table (conversation uuid)
language plpgsql stable security definer rows 31
set search_path = pg_catalog, pg_temp
set enable_seqscan = off
set enable_sort = off
set plan_cache_mode = force_custom_plan
as $$
declare
  asking constant text := chat.asker();
  rest integer := most;
  told integer;
  part text;
begin
  if shop is not null and not (shop = any (chat.asker_sellers())) then return; end if;
  foreach part in array case when by_unread then array['unread', 'read'] else array[null] end loop
    continue when part = 'unread' and below_rank = 0;
    return query select n.id from chat.newest(
        shop, asking, filter, part, since, below_at, case when part = 'read' and below_rank = 1 then null else below_id end
      ) n limit rest;
    get diagnostics told = row_count;
    rest := rest - told;
    exit when rest = 0;
  end loop;
end
$$;

-- Unread messages in all of a seller's conversations, or of the asker's own.
create function chat.count_unread(shop text) returns bigint
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp
set enable_seqscan = off
set plan_cache_mode = force_custom_plan
as $$
begin
  if shop is null then
    return (select coalesce(sum(c.buyer_unread), 0) from chat.conversation c where c.buyer_id = chat.asker());
  end if;
  return (
    select coalesce(sum(c.seller_unread), 0) from chat.conversation c
    where c.seller_id = shop and shop = any (chat.asker_sellers())
      and c.seller_unread > 0 and c.settled_slot is distinct from c.changed_slot
  );
end
$$;

-- As before; but the newest conversations are looked through one by one, for as long as that pays: a thousand messages, and
-- four hundred more for each conversation that has the words. Only then the index is asked, which gives all that have them,
-- in no order.
create or replace function chat.search(
  shop text, typed text, filter text, since timestamptz, by_unread boolean,
  below_rank integer, below_at timestamptz, below_id uuid, most integer
) returns table (conversation uuid, seq bigint)
language plpgsql stable security definer rows 31
set search_path = pg_catalog, pg_temp
set enable_seqscan = off
set enable_sort = off
set plan_cache_mode = force_custom_plan
as $$
#variable_conflict use_column
declare
  side constant text := case when shop is null then 'buyer' else 'seller' end;
  asking constant text := chat.asker();
  sought constant tsquery := case when shop is not null then chat.search_query(chat.search_key(shop), typed) end;
  -- Messages of one conversation that are looked through: of a longer one the newest.
  deep constant integer := 2000;
  candidates cursor (part text, below_id uuid) for
    select n.id, n.last_seq, coalesce(said.seq, 0) as seq, said.seq is not null or coalesce(named.hit, false) as hit
    from chat.newest(shop, asking, filter, part, since, below_at, below_id) n
    cross join lateral (
      select case side when 'seller' then sought
        else chat.search_query(chat.search_key(n.seller_id), typed) end as query
    ) q
    -- `is true` keeps the planner from asking the words' index once a conversation.
    left join lateral (
      select s.seq from chat.message_search s
      where s.conversation_id = n.id and (side = 'buyer' or s.seq > n.last_seq - deep) and (s.document @@ q.query) is true
      order by s.seq desc limit 1
    ) said on true
    left join lateral (
      select true as hit from (
        select h.document from chat.conversation_search h where side = 'seller' and h.conversation_id = n.id
        union all
        select chat.words(chat.search_key(s.id), concat_ws(' ', s.name, n.topic ->> 'title'))
        from chat.seller s where side = 'buyer' and s.id = n.seller_id
      ) d where (d.document @@ q.query) is true limit 1
    ) named on true
    order by n.last_slot desc, n.last_at desc, n.id desc;
  ids uuid[] := '{}';
  seqs bigint[] := '{}';
  looked bigint := 0;
  complete boolean := true;
  part text;
  place record;
begin
  if shop is not null and (sought is null or not (shop = any (chat.asker_sellers()))) then return; end if;
  <<parts>>
  foreach part in array case when by_unread then array['unread', 'read'] else array[null] end loop
    continue when part = 'unread' and below_rank = 0;
    for place in candidates (part, case when part = 'read' and below_rank = 1 then null else below_id end) loop
      looked := looked + least(place.last_seq, deep);
      if place.hit then
        ids := ids || place.id;
        seqs := seqs || place.seq;
        exit parts when cardinality(ids) = most;
      else
        complete := side = 'buyer' or (place.last_seq <= deep and looked <= 1000 + 400 * cardinality(ids));
        exit parts when not complete;
      end if;
    end loop;
  end loop;
  if complete then
    return query select f.id, f.seq from unnest(ids, seqs) as f(id, seq);
    return;
  end if;

  return query
  with hit as (
    select h.id, max(h.seq) as seq from (
      select s.conversation_id as id, s.seq from chat.message_search s where s.document @@ sought
      union all
      select h.conversation_id, 0 from chat.conversation_search h where h.document @@ sought
    ) h group by h.id
  ),
  placed as materialized (
    select c.id, h.seq, chat.rank(c, side, by_unread) as rank, c.last_slot, c.last_at
    from hit h join chat.conversation c on c.id = h.id
    where c.seller_id = shop and c.last_seq > 0 and chat.chosen(c, side, asking, filter)
      and (since is null or (c.changed_slot >= chat.slot(since) and c.changed_at >= since))
      and (below_id is null or (chat.rank(c, side, by_unread), c.last_slot, c.last_at, c.id)
        < (below_rank, chat.slot(below_at), below_at, below_id))
  )
  select p.id, p.seq from placed p order by p.rank desc, p.last_slot desc, p.last_at desc, p.id desc limit most;
end
$$;

grant create on schema chat to seller_chat_core;
do $$
declare name text;
begin
  foreach name in array array['settle', 'list', 'count_unread'] loop
    execute format('alter function chat.%I owner to seller_chat_core', name);
    execute format('revoke execute on function chat.%I from public', name);
  end loop;
  execute format('grant execute on function chat.settle to %I', current_user);
end $$;
revoke create on schema chat from seller_chat_core;
grant execute on function chat.list, chat.count_unread to seller_chat_app;
