-- S2: the database checks again what the server has checked. Everything is forced, so that the tables' owner is no
-- exception. `asker()` and `asker_sellers()` stand in sub-selects, which run once a query and not once a row.
do $$
declare name text;
begin
  foreach name in array array[
    'person', 'seller', 'conversation', 'conversation_key', 'message', 'message_version', 'attachment',
    'push_subscription', 'block', 'report', 'canned_reply', 'note', 'setting'
  ] loop
    execute format('alter table chat.%I enable row level security', name);
    execute format('alter table chat.%I force row level security', name);
  end loop;
  -- The writer and its kin act for many at once; they join the asker's rights row by row.
  foreach name in array array['conversation', 'message'] loop
    execute format('create policy core on chat.%I to seller_chat_core using (true) with check (true)', name);
    execute format('grant select, insert, update on chat.%I to seller_chat_core', name);
  end loop;
end $$;

grant select, insert, update on chat.person, chat.seller to seller_chat_app;
grant select, insert on chat.conversation_key, chat.message_version to seller_chat_app;
grant select, insert, update on chat.conversation to seller_chat_app;
grant select on chat.message to seller_chat_app;
grant update (rev, text, attachments, edited_at, removed_at) on chat.message to seller_chat_app;

-- A buyer sees their own; a seller sees theirs once something was said.
create policy parties on chat.conversation for select to seller_chat_app using (
  buyer_id = (select chat.asker())
  or (seller_id = any ((select chat.asker_sellers())::text[]) and last_seq > 0)
);
create policy opens on chat.conversation for insert to seller_chat_app with check (
  buyer_id = (select chat.asker()) and seller_id <> all ((select chat.asker_sellers())::text[]) and last_seq = 0 and rev = 0
);
create policy changes on chat.conversation for update to seller_chat_app using (
  buyer_id = (select chat.asker()) or seller_id = any ((select chat.asker_sellers())::text[])
);
create policy own on chat.conversation_key to seller_chat_app using (buyer_id = (select chat.asker()));

-- The inner select is itself under `parties`.
create policy parties on chat.message for select to seller_chat_app using (
  exists (select from chat.conversation c where c.id = conversation_id)
);
create policy own on chat.message for update to seller_chat_app using (
  sender = (select chat.asker()) and exists (select from chat.conversation c where c.id = conversation_id)
);
create policy own on chat.message_version to seller_chat_app using (
  exists (
    select from chat.message m
    where m.conversation_id = message_version.conversation_id and m.seq = message_version.seq
      and m.sender = (select chat.asker())
  )
);

create policy known on chat.person for select to seller_chat_app using (
  id = (select chat.asker()) or agent or exists (select from chat.conversation c where c.buyer_id = person.id)
);
create policy self_insert on chat.person for insert to seller_chat_app with check (id = (select chat.asker()));
create policy self_update on chat.person for update to seller_chat_app using (id = (select chat.asker()));

create policy known on chat.seller for select to seller_chat_app using (true);
-- A buyer's first `open` may name a seller nobody has signed in for yet; only the nameless row is made then.
create policy first on chat.seller for insert to seller_chat_app with check (
  id = any ((select chat.asker_sellers())::text[]) or (name = '' and picture is null)
);
create policy own on chat.seller for update to seller_chat_app using (id = any ((select chat.asker_sellers())::text[]));
