-- What many people sent while the previous batch committed, in one call and one commit. In all of this the arguments
-- `conversations` are distinct and ascend, so that two writers don't wait for each other in a circle, and a message names
-- its conversation by a place in that array. So nothing here joins lists, whose sizes the planner would have to guess.

-- The fast way, for a batch in which every message is new. The caller has counted; the database checks each right, moves
-- the counters (which locks the conversations: a rival's are seen as they became, D3) and inserts. What isn't as the
-- caller took it to be raises SC001, and an id that is stored already breaks a unique index (23505): then nothing has
-- happened, and the caller goes the careful way. Returns each conversation with the counters before its first message.
create function chat.append(
  conversations uuid[], buyers text[], sellers text[], from_buyers integer[], from_sellers integer[],
  last_texts text[], last_sides text[],
  places integer[], steps integer[], ids uuid[], sides text[], senders text[], texts text[], replies bigint[]
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
      last_text = d.body, last_side = d.side, last_at = now, last_slot = slot, changed_at = now, changed_slot = slot
    from unnest(conversations, buyers, sellers, from_buyers, from_sellers, last_texts, last_sides)
      with ordinality as d(id, buyer, seller, from_buyer, from_seller, body, side, place)
    where c.id = d.id and (d.from_buyer = 0 or c.buyer_id = d.buyer)
      and (d.from_seller = 0 or (c.seller_id = d.seller and c.last_seq > 0))
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

  insert into chat.message (conversation_id, seq, id, rev, side, sender, text, reply_to, created_at)
  select conversations[m.place], seqs[m.place] + m.step, m.id, revs[m.place] + m.step, m.side, m.sender, m.body, m.reply, now
  from unnest(places, steps, ids, sides, senders, texts, replies) as m(place, step, id, side, sender, body, reply);

  return query
  select p.place, p.buyer, p.seller, p.seq, p.rev, now::timestamptz
  from unnest(owners, shops, seqs, revs) with ordinality as p(buyer, seller, seq, rev, place);
end
$$;

-- The careful way. Each statement in a volatile function has a snapshot of its own: the first locks, so the second sees
-- what rivals committed before it. What is looked up row by row is `lateral … limit 1`, in an order that only one index
-- gives: a plan made while the tables were small would otherwise go on reading whole conversations.
-- A message is `stored`, a `repeat` of what its sender stored before, a `conflict` with another's id (D2), or `not_found`.
create function chat.store(
  conversations uuid[],
  places integer[], ids uuid[], sides text[], parties text[], senders text[], texts text[], replies bigint[]
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
  now constant timestamptz(3) := clock_timestamp();
  slot constant integer := chat.slot(now);
begin
  -- What a lock had to wait for is read as it became.
  select array_agg(l.ctid order by p.place), array_agg(l.buyer_id order by p.place),
    array_agg(l.seller_id order by p.place), array_agg(l.last_seq order by p.place), array_agg(l.rev order by p.place)
  into addresses, buyers, sellers, seqs, revs
  from unnest(conversations) with ordinality as p(id, place)
  left join lateral (
    select c.ctid, c.buyer_id, c.seller_id, c.last_seq, c.rev from chat.conversation c where c.id = p.id
    for no key update
  ) l on true;

  return query
  with judged as (
    select i.*, k.seq as known_seq, k.rev as known_rev, k.created_at as known_at,
      case
        when (i.party = case i.side when 'buyer' then buyers[i.place] when 'seller' then sellers[i.place] end
          and (i.side = 'buyer' or seqs[i.place] > 0) and coalesce(i.reply, 0) <= seqs[i.place]) is not true
          then 'not_found'
        when k.seq is null then 'stored'
        when k.sender = i.sender then 'repeat'
        else 'conflict'
      end as outcome
    from unnest(places, ids, sides, parties, senders, texts, replies)
      with ordinality as i(place, id, side, party, sender, body, reply, n)
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
    insert into chat.message (conversation_id, seq, id, rev, side, sender, text, reply_to, created_at)
    select conversations[f.place], seqs[f.place] + f.step, f.id, revs[f.place] + f.step, f.side, f.sender, f.body,
      f.reply, now
    from numbered f where f.outcome = 'stored'
  ),
  counted as (
    update chat.conversation c set
      rev = c.rev + t.steps, last_seq = c.last_seq + t.steps, last_text = left(t.body, 200), last_side = t.side,
      last_at = now, last_slot = slot, changed_at = now, changed_slot = slot,
      buyer_unread = c.buyer_unread + t.for_buyer, seller_unread = c.seller_unread + t.for_seller
    from (
      select f.place, count(*) as steps,
        (array_agg(f.body order by f.n desc))[1] as body, (array_agg(f.side order by f.n desc))[1] as side,
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

-- How far sides have come. Returns the positions that moved.
create function chat.mark(
  conversations uuid[], mark_places integer[], mark_sides text[], mark_parties text[],
  mark_received bigint[], mark_read bigint[]
) returns table (conversation uuid, buyer text, seller text, side text, received bigint, "read" bigint)
language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp
set enable_seqscan = off
set plan_cache_mode = force_generic_plan
as $$
#variable_conflict use_column
declare
  now constant timestamptz(3) := clock_timestamp();
  slot constant integer := chat.slot(now);
begin
  if cardinality(mark_places) = 0 then return; end if;
  perform from chat.conversation c where c.id = any (conversations) order by c.id for no key update;
  -- Positions only grow and never pass the last message. What is read was received.
  return query
  with moved as (
    select c.id, m.side, c.buyer_id, c.seller_id, p.new_received, p.new_read, p.new_read > p.old_read as reads
    from unnest(mark_places, mark_sides, mark_parties, mark_received, mark_read)
      as m(place, side, party, received, read)
    join chat.conversation c on c.id = conversations[m.place]
      and m.party = case m.side when 'buyer' then c.buyer_id when 'seller' then c.seller_id end,
    lateral (
      select case m.side when 'buyer' then c.buyer_received_seq else c.seller_received_seq end as old_received,
        case m.side when 'buyer' then c.buyer_read_seq else c.seller_read_seq end as old_read
    ) o,
    lateral (
      select o.old_received, o.old_read,
        greatest(o.old_received, least(greatest(m.received, m.read), c.last_seq)) as new_received,
        greatest(o.old_read, least(m.read, c.last_seq)) as new_read
    ) p
    where (p.new_received, p.new_read) <> (p.old_received, p.old_read)
  ),
  written as (
    update chat.conversation c set
      changed_at = now, changed_slot = slot,
      buyer_received_seq = coalesce(t.buyer_received, c.buyer_received_seq),
      buyer_read_seq = coalesce(t.buyer_read, c.buyer_read_seq),
      buyer_unread = case when t.buyer_reads then (
        select count(*) from chat.message m
        where m.conversation_id = c.id and m.seq > t.buyer_read and m.side <> 'buyer' and m.removed_at is null
      ) else c.buyer_unread end,
      seller_received_seq = coalesce(t.seller_received, c.seller_received_seq),
      seller_read_seq = coalesce(t.seller_read, c.seller_read_seq),
      seller_unread = case when t.seller_reads then (
        select count(*) from chat.message m
        where m.conversation_id = c.id and m.seq > t.seller_read and m.side <> 'seller' and m.removed_at is null
      ) else c.seller_unread end
    from (
      select m.id,
        max(m.new_received) filter (where m.side = 'buyer') as buyer_received,
        max(m.new_read) filter (where m.side = 'buyer') as buyer_read,
        bool_or(m.reads) filter (where m.side = 'buyer') as buyer_reads,
        max(m.new_received) filter (where m.side = 'seller') as seller_received,
        max(m.new_read) filter (where m.side = 'seller') as seller_read,
        bool_or(m.reads) filter (where m.side = 'seller') as seller_reads
      from moved m group by m.id
    ) t
    where c.id = t.id
  )
  select m.id, m.buyer_id, m.seller_id, m.side, m.new_received, m.new_read
  from moved m;
end
$$;

grant create on schema chat to seller_chat_core;
alter function chat.append owner to seller_chat_core;
alter function chat.store owner to seller_chat_core;
alter function chat.mark owner to seller_chat_core;
revoke create on schema chat from seller_chat_core;
revoke execute on function chat.append, chat.store, chat.mark from public;
do $$
begin
  execute format('grant execute on function chat.append, chat.store, chat.mark to %I', current_user);
end $$;
