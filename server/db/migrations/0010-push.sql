-- Notifications for people who are away (D8), and the trail of a message.
-- An absence of a side begins with the first message that none of its devices has received. `…_pushed_seq` holds the
-- absence in which the side was last notified, by the seq at which it began (`…_received_seq + 1`): it is above the
-- received position as long as that absence lasts. `…_push_due_at` is when somebody has to look again: a claim runs out,
-- a failed attempt is repeated, a mute ends.

-- The browsers in which a person is notified, each by its side. Nobody could write here before.
alter table chat.push_subscription
  drop constraint push_subscription_pkey,
  add column id uuid primary key default gen_random_uuid(),
  add column side text not null check (side in ('buyer', 'seller')),
  add column quiet boolean not null default false,
  add column page text,
  add column renewed_at timestamptz(3) not null default now(),
  add unique (endpoint, side);
alter table chat.push_subscription alter column locale set default '', alter column created_at set default now();
comment on column chat.push_subscription.failed_at is 'since when nothing gets through';

create table chat.mute (
  conversation_id uuid not null,
  person_id text not null,
  until timestamptz(3) not null,
  primary key (conversation_id, person_id)
);

-- What became of each attempt to notify: of the messages `absence` to `seq`.
create table chat.push_attempt (
  conversation_id uuid not null,
  side text not null,
  absence bigint not null,
  seq bigint not null,
  subscription_id uuid not null,
  outcome text not null,
  at timestamptz(3) not null
);
create index push_attempt_conversation on chat.push_attempt (conversation_id, absence);
create index push_attempt_at on chat.push_attempt using brin (at);

-- When a side came how far: a row for each step that was noted.
create table chat.position (
  conversation_id uuid not null,
  side text not null,
  received bigint not null,
  "read" bigint not null,
  at timestamptz(3) not null
);
create index position_conversation on chat.position (conversation_id, side);
create index position_at on chat.position using brin (at);

do $$
declare name text;
begin
  foreach name in array array['push_subscription', 'mute', 'push_attempt', 'position'] loop
    execute format('alter table chat.%I enable row level security', name);
    execute format('alter table chat.%I force row level security', name);
    execute format('create policy core on chat.%I to seller_chat_core using (true) with check (true)', name);
    execute format('grant select, insert, update, delete on chat.%I to seller_chat_core', name);
  end loop;
end $$;
create policy push on chat.setting to seller_chat_core using (true) with check (true);
grant select, insert on chat.setting to seller_chat_core;
grant select on chat.seller to seller_chat_core;
create policy push on chat.seller for select to seller_chat_core using (true);

create policy own on chat.push_subscription to seller_chat_app using (person_id = (select chat.asker()));
grant select, delete on chat.push_subscription to seller_chat_app;
-- The inner selects are themselves under `parties`.
create policy own on chat.mute to seller_chat_app using (
  person_id = (select chat.asker()) and exists (select from chat.conversation c where c.id = conversation_id)
);
grant select, insert, update on chat.mute to seller_chat_app;
create policy parties on chat.push_attempt for select to seller_chat_app using (
  exists (select from chat.conversation c where c.id = conversation_id)
);
create policy parties on chat.position for select to seller_chat_app using (
  exists (select from chat.conversation c where c.id = conversation_id)
);
grant select on chat.push_attempt, chat.position to seller_chat_app;

-- `last_slot` moves every quarter of an hour, together with the four indexes that hold it already; a message between
-- touches none of these. The others hold only what is waited for.
create index conversation_last on chat.conversation (last_slot);
create index conversation_buyer_push on chat.conversation (buyer_push_due_at) where buyer_push_due_at is not null;
create index conversation_seller_push on chat.conversation (seller_push_due_at) where seller_push_due_at is not null;

-- Keeps what was given first, and returns it: of two first starts one makes the keys.
create function chat.keep(kept text, given text) returns text
language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  insert into chat.setting (name, value) values (kept, given::jsonb) on conflict do nothing;
  return (select s.value::text from chat.setting s where s.name = kept);
end
$$;

-- An endpoint is a browser's: whoever is there has it from now on. Its secret shows that it is the same browser; false for
-- one that knows the address alone. The oldest give way to the newest.
create function chat.subscribe(
  address text, of_side text, person text, new_p256dh text, new_auth text, new_locale text, new_quiet boolean,
  new_page text, most integer
) returns boolean
language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  if exists (select from chat.push_subscription p where p.endpoint = address and p.auth <> new_auth) then return false; end if;
  delete from chat.push_subscription p where p.endpoint = address and p.person_id <> person;
  insert into chat.push_subscription (endpoint, side, person_id, p256dh, auth, locale, quiet, page, renewed_at)
    values (address, of_side, person, new_p256dh, new_auth, new_locale, new_quiet, new_page, clock_timestamp())
    on conflict (endpoint, side) do update set
      person_id = excluded.person_id, p256dh = excluded.p256dh, auth = excluded.auth, locale = excluded.locale,
      quiet = excluded.quiet, page = excluded.page, renewed_at = excluded.renewed_at, failed_at = null;
  delete from chat.push_subscription p where p.id in (
    select o.id from chat.push_subscription o where o.person_id = person order by o.renewed_at desc, o.id offset most
  );
  return true;
end
$$;

-- The browser has replaced a subscription. Whether it is the same browser: nobody else but us knows the old secret.
create function chat.renew_subscription(
  old_address text, old_auth text, address text, new_p256dh text, new_auth text
) returns boolean
language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  if not exists (select from chat.push_subscription p where p.endpoint = old_address and p.auth = old_auth)
    or exists (select from chat.push_subscription p where p.endpoint = address and p.endpoint <> old_address)
  then return false; end if;
  update chat.push_subscription p set
    endpoint = address, p256dh = new_p256dh, auth = new_auth, failed_at = null
    where p.endpoint = old_address and p.auth = old_auth;
  return true;
end
$$;

-- Who may be notified of a conversation on one of its sides: the buyer, or whoever acts for the seller and was here within
-- a month. A revocation ends what was subscribed before it. (chat.agent comes with 0011; plpgsql looks when it runs.)
create function chat.push_listeners(c chat.conversation, asked text, moment timestamptz)
returns table (id uuid, person_id text, muted_until timestamptz)
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
begin
  return query
  select p.id, p.person_id, m.until
  from (
    select c.buyer_id as person where asked = 'buyer'
    union all
    select a.person_id from chat.agent a
    where asked = 'seller' and a.seller_id = c.seller_id and a.person_id <> c.buyer_id
      and a.seen_at > moment - interval '30 days'
  ) s
  join chat.push_subscription p on p.person_id = s.person and p.side = asked
  left join chat.mute m on m.conversation_id = c.id and m.person_id = p.person_id and m.until > moment
  where not exists (select from chat.revocation r where r.person_id = p.person_id and r.before >= p.renewed_at);
end
$$;

-- In whose name a notification's token acts: as long as that browser would be notified.
create function chat.push_actor(subscription uuid, place uuid, moment timestamptz)
returns table (person text, name text, picture text, side text, seller text)
language sql stable security definer
set search_path = pg_catalog, pg_temp
as $$
  select p.person_id, coalesce(w.name, ''), w.picture, p.side, c.seller_id
  from chat.push_subscription p
  join chat.conversation c on c.id = place
  left join chat.person w on w.id = p.person_id
  where p.id = subscription and exists (select from chat.push_listeners(c, p.side, moment) l where l.id = p.id)
$$;

-- What is to be done about a side at this moment: `due`, `muted`, `soon` (a message is missed, but not for long enough),
-- or nothing.
create function chat.push_state(c chat.conversation, asked text, moment timestamptz, delay double precision)
returns text
language sql stable
set search_path = pg_catalog, pg_temp
as $$
  select case
    when s.received >= c.last_seq or s.blocks then null
    when s.pushed > s.received and (s.due_at is null or s.due_at > moment) then null
    else (
      select case
        when l.all = 0 then null
        when m.created_at > moment - make_interval(secs => delay) then 'soon'
        when l.muted < l.all then 'due'
        else 'muted'
      end
      from chat.message m, lateral (
        select count(*) as all, count(w.muted_until) as muted from chat.push_listeners(c, asked, moment) w
      ) l
      where m.conversation_id = c.id and m.seq > s.received and m.side = s.other and m.removed_at is null
      order by m.seq limit 1
    )
  end
  from (
    select c.buyer_received_seq, c.buyer_pushed_seq, c.buyer_push_due_at, c.buyer_blocks, 'seller' where asked = 'buyer'
    union all
    select c.seller_received_seq, c.seller_pushed_seq, c.seller_push_due_at, c.seller_blocks, 'buyer' where asked = 'seller'
  ) as s(received, pushed, due_at, blocks, other)
$$;

-- Takes what is due, for `lease` seconds: who dies with it loses it to another then. A row that somebody writes to or
-- claims right now is `busy`. In most conversations nothing is due, which is seen without a lock.
create function chat.claim_pushes(
  places uuid[], sides text[], moment timestamptz, delay double precision, lease double precision
) returns table (conversation uuid, side text, absence bigint, state text)
language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
declare
  seen chat.conversation;
  locked chat.conversation;
  found_state text;
  due timestamptz;
begin
  if not exists (select from chat.push_subscription) then return; end if;
  for conversation, side in select p.id, p.side from unnest(places, sides) as p(id, side) order by p.id, p.side loop
    select * into seen from chat.conversation c where c.id = conversation;
    continue when not found;
    found_state := chat.push_state(seen, side, moment, delay);
    state := found_state;
    absence := case side when 'buyer' then seen.buyer_received_seq else seen.seller_received_seq end + 1;
    if found_state = 'soon' then
      return next;
      continue;
    end if;
    due := case side when 'buyer' then seen.buyer_push_due_at else seen.seller_push_due_at end;
    continue when found_state is null and (due is null or due > moment);

    select * into locked from chat.conversation c where c.id = conversation for no key update skip locked;
    if not found then
      state := 'busy';
      return next;
      continue;
    end if;
    if locked is distinct from seen then
      -- Somebody was here meanwhile. If they have claimed it, it is theirs.
      found_state := chat.push_state(locked, side, moment, delay);
      due := case side when 'buyer' then locked.buyer_push_due_at else locked.seller_push_due_at end;
      continue when found_state is null and (due is null or due > moment);
    end if;
    due := case found_state
      when 'due' then moment + make_interval(secs => lease)
      when 'muted' then (select min(l.muted_until) from chat.push_listeners(locked, side, moment) l)
    end;
    if side = 'buyer' then
      update chat.conversation c set
        buyer_push_due_at = due,
        buyer_pushed_seq = case found_state when 'due' then c.buyer_received_seq + 1 else c.buyer_pushed_seq end
        where c.id = conversation;
    else
      update chat.conversation c set
        seller_push_due_at = due,
        seller_pushed_seq = case found_state when 'due' then c.seller_received_seq + 1 else c.seller_pushed_seq end
        where c.id = conversation;
    end if;
    state := found_state;
    absence := case side when 'buyer' then locked.buyer_received_seq else locked.seller_received_seq end + 1;
    if found_state in ('due', 'soon') then return next; end if;
  end loop;
end
$$;

-- What to tell each of them; not to a browser whose service has it already.
create function chat.push_letters(places uuid[], sides text[], moment timestamptz)
returns table (
  conversation uuid, side text, absence bigint, subscription uuid, endpoint text, p256dh text, auth text, locale text,
  quiet boolean, page text, sender_name text, sender_picture text, topic_url text, count bigint, seq bigint, text text,
  at timestamptz, unread bigint, others uuid[], failures bigint
)
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
begin
  return query
  select c.id, a.side, s.absence, p.id, p.endpoint, p.p256dh, p.auth, p.locale, p.quiet, p.page, s.name, s.picture,
    c.topic ->> 'url', missed.count, missed.seq, missed.text, missed.at, badge.unread, badge.others, tried.failures
  from unnest(places, sides) as a(place, side)
  join chat.conversation c on c.id = a.place,
  lateral (
    select c.buyer_pushed_seq, c.buyer_received_seq, 'seller', w.name, w.picture
      from chat.seller w where a.side = 'buyer' and w.id = c.seller_id
    union all
    select c.seller_pushed_seq, c.seller_received_seq, 'buyer', w.name, w.picture
      from (select c.buyer_id) as b(id) left join chat.person w on w.id = b.id where a.side = 'seller'
  ) as s(absence, received, other, name, picture),
  lateral (
    select w.* from chat.push_listeners(c, a.side, moment) l join chat.push_subscription w on w.id = l.id
    where l.muted_until is null
  ) p,
  lateral (
    select count(*) over () as count, m.seq, coalesce(nullif(left(m.text, 2000), ''), '📎 ' || (m.attachments -> 0 ->> 'name'), '') as text,
      m.created_at as at
    from chat.message m
    where m.conversation_id = c.id and m.seq > s.received and m.side = s.other and m.removed_at is null
    order by m.seq desc limit 1
  ) missed,
  lateral (
    select count(*) filter (where t.outcome <> 'accepted') as failures,
      bool_or(t.outcome = 'accepted') as accepted
    from chat.push_attempt t
    where t.conversation_id = c.id and t.absence = s.absence and t.side = a.side and t.subscription_id = p.id
  ) tried,
  -- Of the newest thousand: a badge is no accounting, and a seller may have any number.
  lateral (
    select coalesce(sum(u.unread), 0) as unread,
      case when count(*) filter (where u.unread > 0) <= 20
        then coalesce(array_agg(u.id) filter (where u.unread > 0 and u.id <> c.id), '{}') end as others
    from (
      (select o.id, o.buyer_unread as unread from chat.conversation o
        where a.side = 'buyer' and o.buyer_id = c.buyer_id order by o.last_slot desc limit 1000)
      union all
      (select o.id, o.seller_unread from chat.conversation o
        where a.side = 'seller' and o.seller_id in (select g.seller_id from chat.agent g where g.person_id = p.person_id)
        order by o.last_slot desc limit 1000)
    ) u
  ) badge
  where tried.accepted is not true;
end
$$;

-- What became of the attempts at some absences; an attempt names its absence by a place in the arrays before. `again`: when
-- the failed ones are repeated; null: there is nothing more to do. Removes what is gone, and what nothing got through to
-- for `dead` seconds; returns how many.
create function chat.finish_pushes(
  places uuid[], sides text[], absences bigint[], again timestamptz[],
  tried integer[], seqs bigint[], subscriptions uuid[], outcomes text[],
  moment timestamptz, dead double precision
) returns bigint
language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  dropped bigint;
begin
  insert into chat.push_attempt (conversation_id, side, absence, seq, subscription_id, outcome, at)
    select places[t.n], sides[t.n], absences[t.n], t.seq, t.id, t.outcome, moment
    from unnest(tried, seqs, subscriptions, outcomes) as t(n, seq, id, outcome);
  -- In id order, both: an agent's browsers are in the attempts of many conversations, which the writers lock so, too.
  perform from chat.push_subscription p where p.id = any (subscriptions) order by p.id for update;
  update chat.push_subscription p set failed_at = case when t.accepted then null else coalesce(p.failed_at, moment) end
    from (
      select id, bool_or(outcome = 'accepted') as accepted from unnest(subscriptions, outcomes) as o(id, outcome) group by id
    ) t
    where p.id = t.id and t.accepted = (p.failed_at is not null);
  delete from chat.push_subscription p using unnest(subscriptions, outcomes) as t(id, outcome)
    where p.id = t.id and (t.outcome = 'gone' or p.failed_at <= moment - make_interval(secs => dead));
  get diagnostics dropped = row_count;
  perform from chat.conversation c where c.id = any (places) order by c.id for no key update;
  update chat.conversation c set buyer_push_due_at = t.again
    from unnest(places, sides, absences, again) as t(id, side, absence, again)
    where c.id = t.id and t.side = 'buyer' and c.buyer_pushed_seq = t.absence;
  update chat.conversation c set seller_push_due_at = t.again
    from unnest(places, sides, absences, again) as t(id, side, absence, again)
    where c.id = t.id and t.side = 'seller' and c.seller_pushed_seq = t.absence;
  return dropped;
end
$$;

-- What somebody waits for: a claim that ran out, a repetition, the end of a mute.
create function chat.waiting_pushes(moment timestamptz, most integer) returns table (conversation uuid, side text)
language sql stable security definer
set search_path = pg_catalog, pg_temp
as $$
  (select id, 'buyer' from chat.conversation
    where buyer_push_due_at is not null and buyer_push_due_at <= moment order by buyer_push_due_at limit most)
  union all
  (select id, 'seller' from chat.conversation
    where seller_push_due_at is not null and seller_push_due_at <= moment order by seller_push_due_at limit most)
$$;

-- What a server had in mind when it died: missed, and nobody was notified. Conversations whose last message is of this
-- slot or later.
create function chat.forgotten_pushes(since_slot integer, moment timestamptz, delay double precision, most integer)
returns table (conversation uuid, side text)
language sql stable security definer
set search_path = pg_catalog, pg_temp
as $$
  select c.id, a.side
  from chat.conversation c, unnest(array['buyer', 'seller']) as a(side)
  where c.last_slot >= since_slot and exists (select from chat.push_subscription)
    and case a.side
      when 'buyer' then c.buyer_received_seq < c.last_seq and c.buyer_pushed_seq <= c.buyer_received_seq
      else c.seller_received_seq < c.last_seq and c.seller_pushed_seq <= c.seller_received_seq
    end
    and chat.push_state(c, a.side, moment, delay) = 'due'
  limit most
$$;

-- Steps of many, noted at once.
create function chat.note_positions(places uuid[], sides text[], received bigint[], reads bigint[], times timestamptz[])
returns void
language sql volatile security definer
set search_path = pg_catalog, pg_temp
as $$
  insert into chat.position (conversation_id, side, received, "read", at)
  select * from unnest(places, sides, received, reads, times)
$$;

-- Trails end after a month.
create function chat.forget_trails() returns void
language sql volatile security definer
set search_path = pg_catalog, pg_temp
as $$
  delete from chat.position where at < now() - interval '30 days';
  delete from chat.push_attempt where at < now() - interval '30 days';
  delete from chat.mute where until < now();
$$;

-- Who claims a guest takes their browsers along.
create function chat.move_subscriptions() returns trigger language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  update chat.push_subscription set person_id = new.claimed_by where person_id = new.id;
  insert into chat.mute (conversation_id, person_id, until)
    select conversation_id, new.claimed_by, until from chat.mute where person_id = new.id
    on conflict do nothing;
  return null;
end
$$;
create trigger move_subscriptions after insert or update of claimed_by on chat.person
  for each row when (new.claimed_by is not null) execute function chat.move_subscriptions();

grant create on schema chat to seller_chat_core;
do $$
declare
  name text;
begin
  foreach name in array array[
    'keep', 'subscribe', 'renew_subscription', 'push_actor', 'push_listeners', 'push_state', 'claim_pushes', 'push_letters',
    'finish_pushes', 'waiting_pushes', 'forgotten_pushes', 'note_positions', 'forget_trails', 'move_subscriptions'
  ] loop
    execute format('alter function chat.%I owner to seller_chat_core', name);
    execute format('revoke execute on function chat.%I from public', name);
    if name not in ('push_listeners', 'push_state', 'move_subscriptions') then
      execute format('grant execute on function chat.%I to %I', name, current_user);
    end if;
  end loop;
end $$;
revoke create on schema chat from seller_chat_core;
