-- The batch: what many people sent while the previous batch committed. One call, several statements, and in a volatile
-- function each has a snapshot of its own: the first locks, so the second sees what rivals committed before it (D2, D3).
-- A row is `stored`, a `repeat` of what its sender stored before, a `conflict` with another's id, or `not_found`.
create function chat.store(
  ids uuid[], conversations uuid[], sides text[], parties text[], senders text[], texts text[], replies bigint[],
  mark_conversations uuid[], mark_sides text[], mark_parties text[], mark_received bigint[], mark_read bigint[]
) returns table (
  n integer, outcome text, conversation uuid, buyer text, seller text, seq bigint, rev bigint, at timestamptz,
  side text, received bigint, "read" bigint
) language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp
-- Arrays look like ten rows to the planner, until five calls later they look like all of the table.
set enable_seqscan = off
set plan_cache_mode = force_generic_plan
as $$
#variable_conflict use_column
declare
  locked chat.conversation[];
  now constant timestamptz(3) := clock_timestamp();
begin
  -- In id order, so that two writers never wait for each other in a circle.
  select array_agg(c) into locked from (
    select c.* from chat.conversation c
    where c.id = any (conversations || mark_conversations)
    order by c.id for no key update
  ) c;

  if cardinality(ids) > 0 then
    return query
    with incoming as (
      select t.* from unnest(ids, conversations, sides, parties, senders, texts, replies)
        with ordinality as t(id, conversation, side, party, sender, body, reply, n)
    ),
    allowed as (
      select i.*, c.buyer_id, c.seller_id, c.last_seq, c.rev
      from incoming i join unnest(locked) c on c.id = i.conversation
      where case i.side
        when 'buyer' then c.buyer_id = i.party
        when 'seller' then c.seller_id = i.party and c.last_seq > 0
        else false
      end and coalesce(i.reply, 0) <= c.last_seq
    ),
    known as (
      select a.conversation, a.id, m.seq, m.rev, m.created_at, m.sender
      from (select distinct conversation, id from allowed) a
      join chat.message m on m.conversation_id = a.conversation and m.id = a.id
    ),
    fresh as (
      select f.*, f.last_seq + f.place as new_seq, f.rev + f.place as new_rev from (
        select o.*, row_number() over (partition by o.conversation order by o.n) as place
        from (select distinct on (a.conversation, a.id) a.* from allowed a order by a.conversation, a.id, a.n) o
        where not exists (select from known k where k.conversation = o.conversation and k.id = o.id)
      ) f
    ),
    inserted as (
      insert into chat.message (conversation_id, seq, id, rev, side, sender, text, reply_to, created_at)
      select f.conversation, f.new_seq, f.id, f.new_rev, f.side, f.sender, f.body, f.reply, now
      from fresh f order by f.conversation, f.new_seq
    ),
    counted as (
      update chat.conversation c set
        rev = t.new_rev, last_seq = t.new_seq, last_text = left(t.body, 200), last_side = t.side,
        last_at = now, last_slot = chat.slot(now), changed_at = now, changed_slot = chat.slot(now),
        buyer_unread = c.buyer_unread + t.for_buyer, seller_unread = c.seller_unread + t.for_seller
      from (
        select distinct on (f.conversation) f.conversation, f.new_seq, f.new_rev, f.body, f.side,
          count(*) filter (where f.side = 'seller') over w as for_buyer,
          count(*) filter (where f.side = 'buyer') over w as for_seller
        from fresh f window w as (partition by f.conversation)
        order by f.conversation, f.new_seq desc
      ) t
      where c.id = t.conversation
    )
    select i.n::integer,
      case
        when a.n is null then 'not_found'
        when coalesce(k.sender, f.sender) <> a.sender then 'conflict'
        when f.n = a.n then 'stored'
        else 'repeat'
      end,
      i.conversation, a.buyer_id, a.seller_id,
      coalesce(k.seq, f.new_seq), coalesce(k.rev, f.new_rev), coalesce(k.created_at, now)::timestamptz,
      null::text, null::bigint, null::bigint
    from incoming i
    left join allowed a on a.n = i.n
    left join known k on k.conversation = i.conversation and k.id = i.id
    left join fresh f on f.conversation = i.conversation and f.id = i.id
    order by i.n;
  end if;

  if cardinality(mark_conversations) > 0 then
    -- Positions only grow and never pass the last message. What is read was received.
    return query
    with asked as (
      select c.id, m.side, max(m.received) as received, max(m.read) as read
      from unnest(mark_conversations, mark_sides, mark_parties, mark_received, mark_read)
        as m(conversation, side, party, received, read)
      join unnest(locked) c on c.id = m.conversation
        and m.party = case m.side when 'buyer' then c.buyer_id when 'seller' then c.seller_id end
      group by c.id, m.side
    ),
    moved as (
      select a.id, a.side, c.buyer_id, c.seller_id, p.new_received, p.new_read,
        p.new_read > case a.side when 'buyer' then c.buyer_read_seq else c.seller_read_seq end as reads
      from asked a join chat.conversation c on c.id = a.id,
      lateral (
        select
          greatest(least(greatest(a.received, a.read), c.last_seq),
            case a.side when 'buyer' then c.buyer_received_seq else c.seller_received_seq end) as new_received,
          greatest(least(a.read, c.last_seq),
            case a.side when 'buyer' then c.buyer_read_seq else c.seller_read_seq end) as new_read
      ) p
      where case a.side
        when 'buyer' then (c.buyer_received_seq, c.buyer_read_seq) <> (p.new_received, p.new_read)
        else (c.seller_received_seq, c.seller_read_seq) <> (p.new_received, p.new_read)
      end
    ),
    written as (
      update chat.conversation c set
        changed_at = now, changed_slot = chat.slot(now),
        buyer_received_seq = coalesce(b.new_received, c.buyer_received_seq),
        buyer_read_seq = coalesce(b.new_read, c.buyer_read_seq),
        buyer_unread = case when b.reads then (
          select count(*) from chat.message m
          where m.conversation_id = c.id and m.seq > b.new_read and m.side <> 'buyer' and m.removed_at is null
        ) else c.buyer_unread end,
        seller_received_seq = coalesce(s.new_received, c.seller_received_seq),
        seller_read_seq = coalesce(s.new_read, c.seller_read_seq),
        seller_unread = case when s.reads then (
          select count(*) from chat.message m
          where m.conversation_id = c.id and m.seq > s.new_read and m.side <> 'seller' and m.removed_at is null
        ) else c.seller_unread end
      from (select distinct id from moved) t
      left join moved b on b.id = t.id and b.side = 'buyer'
      left join moved s on s.id = t.id and s.side = 'seller'
      where c.id = t.id
    )
    select 0, 'marked', m.id, m.buyer_id, m.seller_id, null::bigint, null::bigint, null::timestamptz,
      m.side, m.new_received, m.new_read
    from moved m;
  end if;
end
$$;

grant create on schema chat to seller_chat_core;
alter function chat.store owner to seller_chat_core;
revoke create on schema chat from seller_chat_core;
revoke execute on function chat.store from public;
do $$
begin
  execute format('grant execute on function chat.store to %I', current_user);
end $$;
