-- Search. The words of messages stand in a table of their own, filled in the background: the writer's batch stays as it
-- is. A word is kept as it stands and as its stem (Russian for Cyrillic, English for Latin letters), without those that
-- every text has. Each begins with its seller's key, so that one index is as many as there are sellers, and the beginning
-- of a word means that seller's words alone.
create text search dictionary chat.stop_russian (template = pg_catalog.simple, stopwords = russian, accept = false);
create text search dictionary chat.stop_english (template = pg_catalog.simple, stopwords = english, accept = false);
create text search configuration chat.whole (copy = pg_catalog.simple);
alter text search configuration chat.whole
  alter mapping for asciiword, asciihword, hword_asciipart, word, hword, hword_part
  with chat.stop_russian, chat.stop_english, pg_catalog.simple;

-- Of two sellers with one key each would find the other's words: the rights are looked up all the same.
create function chat.search_key(shop text) returns text language sql immutable parallel safe
  return left(md5(shop), 8) || ':';

create function chat.plain(body text) returns text language sql immutable parallel safe
  return translate(lower(body), 'ё', 'е');

-- (Its callers pin the search path; to do it here would take a tenth of the time that it has.)
create function chat.words(key text, body text) returns tsvector language plpgsql immutable parallel safe
as $$
declare
  plain constant text := chat.plain(body);
begin
  return array_to_tsvector(array(
    select key || w.word from unnest(
      tsvector_to_array(to_tsvector('pg_catalog.russian', plain)) || tsvector_to_array(to_tsvector('chat.whole', plain))
    ) as w(word)
    where octet_length(w.word) between 1 and 200
  ));
end
$$;

-- Lexemes of a query: all of them, each quoted, so that nothing that was typed is an operator.
create function chat.all_words(key text, words text[], mark text) returns text language sql immutable parallel safe
set search_path = pg_catalog, pg_temp
as $$
  select '(' || string_agg('''' || replace(replace(key || w.word, '\', '\\'), '''', '''''') || '''' || mark, ' & ') || ')'
  from unnest(words) as w(word) where octet_length(w.word) between 1 and 200
$$;

-- What somebody looks for: each word in any of its forms, the last one also as a beginning. Null when it holds no word.
create function chat.search_query(key text, typed text) returns tsquery language sql immutable parallel safe
set search_path = pg_catalog, pg_temp
as $$
  with word as (
    select t.w, t.n = max(t.n) over () as last,
      tsvector_to_array(to_tsvector('russian', t.w)) as stems, tsvector_to_array(to_tsvector('simple', t.w)) as wholes
    from regexp_split_to_table(chat.plain(typed), '\s+') with ordinality as t(w, n)
    where t.w <> ''
  ),
  clause as (
    select case when last
      then '(' || nullif(concat_ws(' | ', chat.all_words(key, array[w], ':*'), chat.all_words(key, wholes, ':*'),
        chat.all_words(key, stems, '')), '') || ')'
      else chat.all_words(key, stems, '') end as body
    from word where cardinality(wholes) > 0
  )
  select string_agg(c.body, ' & ')::tsquery from clause c
$$;

create table chat.message_search (
  conversation_id uuid not null,
  seq bigint not null,
  document tsvector not null,
  primary key (conversation_id, seq)
);
-- A short list of what waits halves the work of indexing, and costs a search a millisecond.
create index message_search_document on chat.message_search using gin (document)
  with (fastupdate = on, gin_pending_list_limit = 512);

-- The buyer's name and the topic's title, and up to where the messages are indexed.
create table chat.conversation_search (
  conversation_id uuid primary key,
  buyer_id text not null,
  indexed_seq bigint not null,
  document tsvector not null
) with (fillfactor = 70);
create index conversation_search_document on chat.conversation_search using gin (document) with (fastupdate = off);
create index conversation_search_buyer on chat.conversation_search (buyer_id);

do $$
declare name text;
begin
  foreach name in array array['message_search', 'conversation_search'] loop
    execute format('alter table chat.%I enable row level security', name);
    execute format('alter table chat.%I force row level security', name);
    execute format('create policy core on chat.%I to seller_chat_core using (true) with check (true)', name);
    execute format('grant select, insert, update, delete on chat.%I to seller_chat_core', name);
  end loop;
end $$;

-- Indexes what is new in these conversations, at most `most` messages of each. Returns those that have more. Two servers
-- may do the same at once; who would have to wait for an edit gives up, and comes again.
create function chat.index_messages(places uuid[], most integer) returns table (place uuid)
language sql volatile security definer
set search_path = pg_catalog, pg_temp
set lock_timeout = '200ms'
set enable_seqscan = off
as $$
  with due as materialized (
    select c.id, c.last_seq, chat.search_key(c.seller_id) as key, coalesce(h.indexed_seq, 0) as behind,
      least(c.last_seq, coalesce(h.indexed_seq, 0) + most) as upto, c.buyer_id,
      concat_ws(' ', b.name, c.topic ->> 'title') as head
    from chat.conversation c
    left join chat.conversation_search h on h.conversation_id = c.id
    left join chat.person b on b.id = c.buyer_id
    where c.id = any (places) and c.last_seq > 0
    order by c.id
  ),
  said as (
    insert into chat.message_search (conversation_id, seq, document)
    select d.id, m.seq, case m.side when 'system' then '' else chat.words(d.key, m.text) end
    from due d cross join lateral (
      select m.seq, m.side, m.text from chat.message m
      where m.conversation_id = d.id and m.seq > d.behind and m.seq <= d.upto
    ) m
    on conflict do nothing
  ),
  headed as (
    insert into chat.conversation_search as h (conversation_id, buyer_id, indexed_seq, document)
    select d.id, d.buyer_id, d.upto, chat.words(d.key, d.head) from due d
    on conflict (conversation_id) do update set
      buyer_id = excluded.buyer_id, indexed_seq = greatest(h.indexed_seq, excluded.indexed_seq),
      document = excluded.document
    where (h.buyer_id, h.document) is distinct from (excluded.buyer_id, excluded.document)
      or h.indexed_seq < excluded.indexed_seq
  )
  select d.id from due d where d.upto < d.last_seq
$$;

-- What nobody has indexed, of the next conversations in id order: after a server died, and once after this migration.
create function chat.unindexed(behind uuid, most integer) returns table (upto uuid, places uuid[])
language sql stable security definer
set search_path = pg_catalog, pg_temp
set enable_seqscan = off
as $$
  select (array_agg(c.id order by c.id desc))[1],
    coalesce(array_agg(c.id) filter (where c.last_seq > coalesce(h.indexed_seq, 0)), '{}')
  from (select c.id, c.last_seq from chat.conversation c where c.id > behind order by c.id limit most) c
  left join chat.conversation_search h on h.conversation_id = c.id
$$;

-- An edit, a removal or an erasure changes the words in the same moment. Also where the message isn't indexed yet: whoever
-- is at it has read the text that was, and finds this row in its way, or is waited for.
create function chat.reindex_message() returns trigger language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  insert into chat.message_search (conversation_id, seq, document)
    select new.conversation_id, new.seq, chat.words(chat.search_key(c.seller_id), new.text)
    from chat.conversation c where c.id = new.conversation_id
    on conflict (conversation_id, seq) do update set document = excluded.document;
  return null;
end
$$;
create trigger reindex after update of text on chat.message for each row
  when (old.text is distinct from new.text) execute function chat.reindex_message();

create function chat.unindex_messages() returns trigger language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  delete from chat.message_search s using gone g where s.conversation_id = g.conversation_id and s.seq = g.seq;
  return null;
end
$$;
create trigger unindex after delete on chat.message referencing old table as gone
  for each statement execute function chat.unindex_messages();

create function chat.unindex_conversations() returns trigger language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  delete from chat.conversation_search s using gone g where s.conversation_id = g.id;
  return null;
end
$$;
create trigger unindex after delete on chat.conversation referencing old table as gone
  for each statement execute function chat.unindex_conversations();

-- A buyer's name is found as it is now; of one who is gone nothing is, and neither is their id. (A trigger on the
-- conversation's topic or buyer would be one on the writer's hot row; those who change them say so to the index.)
create function chat.reindex_person() returns trigger language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  update chat.conversation_search h set buyer_id = c.buyer_id, document = chat.words(
      chat.search_key(c.seller_id), case tg_op when 'DELETE' then '' else concat_ws(' ', new.name, c.topic ->> 'title') end
    )
    from chat.conversation c where h.buyer_id = old.id and c.id = h.conversation_id;
  return null;
end
$$;
create trigger reindex after update of name on chat.person for each row
  when (old.name is distinct from new.name) execute function chat.reindex_person();
create trigger unindex after delete on chat.person for each row execute function chat.reindex_person();

-- Which conversations a list holds beside being its owner's. Written so that the planner puts it in place of the call.
create function chat.chosen(c chat.conversation, side text, person text, filter text) returns boolean language sql stable
  return case filter
    when 'unread' then case side when 'buyer' then c.buyer_unread else c.seller_unread end > 0
    when 'waiting' then c.last_side = case side when 'buyer' then 'seller' else 'buyer' end and c.status = 'open'
    when 'mine' then side = 'seller' and c.assignee = person
    when 'closed' then c.status = 'closed'
    when 'blocked' then case side when 'buyer' then c.buyer_blocks else c.seller_blocks end
    else true
  end;

-- 1 before 0, where those with unread messages come first.
create function chat.rank(c chat.conversation, side text, by_unread boolean) returns integer language sql stable
  return case when by_unread
    then (case side when 'buyer' then c.buyer_unread else c.seller_unread end > 0)::integer else 0 end;

-- The next conversations of a list in which the words are, and the newest message that has them (0: the buyer's name or
-- the title has; for a buyer the seller's name). `shop` is one of the asker's sellers; null: the asker's own list as a
-- buyer. First the newest conversations are looked through, up to 5,000 messages: what is found often is found there.
-- What is rarer is asked of the index. So neither is long, whatever the word: of a greeting the index alone would give
-- hundreds of thousands of messages, to sort by conversation.
create function chat.search(
  shop text, typed text, filter text, since timestamptz, by_unread boolean,
  below_rank integer, below_at timestamptz, below_id uuid, most integer
) returns table (conversation uuid, seq bigint)
language plpgsql stable security definer rows 31
set search_path = pg_catalog, pg_temp
set enable_seqscan = off
set plan_cache_mode = force_custom_plan
as $$
#variable_conflict use_column
declare
  side constant text := case when shop is null then 'buyer' else 'seller' end;
  asking constant text := chat.asker();
  sought constant tsquery := case when shop is not null then chat.search_query(chat.search_key(shop), typed) end;
  ids uuid[];
  seqs bigint[];
  complete boolean;
begin
  if shop is not null and (sought is null or not (shop = any (chat.asker_sellers()))) then return; end if;
  with newest as (
    select c.id, c.seller_id, c.topic, c.last_seq, c.last_slot, c.last_at, chat.rank(c, side, by_unread) as rank
    from chat.conversation c
    where case side when 'buyer' then c.buyer_id = asking else c.seller_id = shop end
      and c.last_seq > 0 and chat.chosen(c, side, asking, filter)
      and (since is null or (c.changed_slot >= chat.slot(since) and c.changed_at >= since))
      and (below_id is null or (chat.rank(c, side, by_unread), c.last_slot, c.last_at, c.id)
        < (below_rank, chat.slot(below_at), below_at, below_id))
      and (by_unread or below_id is null or c.last_slot <= chat.slot(below_at)) -- the index begins there
    order by chat.rank(c, side, by_unread) desc, c.last_slot desc, c.last_at desc, c.id desc limit 500
  ),
  candidate as materialized (
    select n.id, n.seller_id, n.topic, row_number() over list as place, sum(n.last_seq) over list - n.last_seq as before
    from newest n window list as (order by n.rank desc, n.last_slot desc, n.last_at desc, n.id desc)
  ),
  near as (select c.* from candidate c where side = 'buyer' or c.before < 5000),
  found as (
    select n.id, n.place, coalesce(said.seq, 0) as seq
    from near n
    cross join lateral (
      select case side when 'seller' then sought
        else chat.search_query(chat.search_key(n.seller_id), typed) end as query
    ) q
    -- `is true` keeps the planner from asking the words' index once a conversation.
    left join lateral (
      select s.seq from chat.message_search s
      where s.conversation_id = n.id and (s.document @@ q.query) is true order by s.seq desc limit 1
    ) said on true
    left join lateral (
      select true as hit from (
        select h.document from chat.conversation_search h where side = 'seller' and h.conversation_id = n.id
        union all
        select chat.words(chat.search_key(s.id), concat_ws(' ', s.name, n.topic ->> 'title'))
        from chat.seller s where side = 'buyer' and s.id = n.seller_id
      ) d where (d.document @@ q.query) is true limit 1
    ) named on true
    where said.seq is not null or named.hit
    order by n.place limit most
  )
  select array_agg(f.id order by f.place), array_agg(f.seq order by f.place),
    count(*) = most or side = 'buyer' or (
      select count(*) < 500 and coalesce(bool_and(c.before < 5000), true) from candidate c
    )
  into ids, seqs, complete from found f;
  if complete then
    return query select f.id, f.seq from unnest(ids, seqs) as f(id, seq);
    return;
  end if;

  return query
  with hit as materialized (
    select h.id, max(h.seq) as seq from (
      select s.conversation_id as id, s.seq from chat.message_search s where s.document @@ sought
      union all
      select h.conversation_id, 0 from chat.conversation_search h where h.document @@ sought
    ) h group by h.id
  )
  select h.id, h.seq from hit h join chat.conversation c on c.id = h.id
  where c.seller_id = shop and c.last_seq > 0 and chat.chosen(c, side, asking, filter)
    and (since is null or (c.changed_slot >= chat.slot(since) and c.changed_at >= since))
    and (below_id is null or (chat.rank(c, side, by_unread), c.last_slot, c.last_at, c.id)
      < (below_rank, chat.slot(below_at), below_at, below_id))
  order by chat.rank(c, side, by_unread) desc, c.last_slot desc, c.last_at desc, c.id desc
  limit most;
end
$$;

grant create on schema chat to seller_chat_core;
do $$
declare name text;
begin
  foreach name in array array[
    'index_messages', 'unindexed', 'search', 'reindex_message', 'unindex_messages', 'unindex_conversations',
    'reindex_person'
  ] loop
    execute format('alter function chat.%I owner to seller_chat_core', name);
    execute format('revoke execute on function chat.%I from public', name);
  end loop;
  execute format('grant execute on function chat.index_messages, chat.unindexed to %I', current_user);
end $$;
revoke create on schema chat from seller_chat_core;
grant execute on function chat.search to seller_chat_app;
