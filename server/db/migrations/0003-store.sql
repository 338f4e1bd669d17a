-- The batch: what many people sent while the previous batch committed. One call, several statements, and in a volatile
-- function each has a snapshot of its own: the first locks, so the second sees what rivals committed before it (D2, D3).
--
-- `conversations` are distinct and ascend, so that two writers never wait for each other in a circle. Each message and
-- each position names its conversation by a place in that array, and what was locked lies in arrays with the same
-- places. So nothing here joins lists, whose sizes the planner would have to guess: every look-up is a `lateral … limit 1`
-- by a key, or by the row's address, which can't move while it is locked. The caller sends an id once a batch.
--
-- A message is `stored`, a `repeat` of what its sender stored before, a `conflict` with another's id, or `not_found`.
create function chat.store(
  conversations uuid[],
  places integer[], ids uuid[], sides text[], parties text[], senders text[], texts text[], replies bigint[],
  mark_places integer[], mark_sides text[], mark_parties text[], mark_received bigint[], mark_read bigint[]
) returns table (
  n integer, outcome text, conversation uuid, buyer text, seller text, seq bigint, rev bigint, at timestamptz,
  side text, received bigint, "read" bigint
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

  if cardinality(ids) > 0 then
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
        where m.conversation_id = conversations[i.place] and m.id = i.id limit 1
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
      coalesce(f.known_at, now)::timestamptz, null::text, null::bigint, null::bigint
    from numbered f;
  end if;

  if cardinality(mark_places) > 0 then
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
