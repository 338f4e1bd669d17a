-- A guest signs in: what was theirs becomes the user's, once and at once. Nothing is renumbered or merged; where both
-- have talked with a seller about the same thing, both conversations stay, and `open` goes on finding the user's own.
-- The messages change their sender too, so that one sent again by the user is still the same message (D2).
alter table chat.person add column claimed_by text;

create policy core on chat.person to seller_chat_core using (true) with check (true);
create policy core on chat.conversation_key to seller_chat_core using (true) with check (true);
grant select, insert, update on chat.person to seller_chat_core;
grant select, insert, delete on chat.conversation_key to seller_chat_core;

create function chat.claim(guest text, claimant text) returns uuid[]
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
  return moved;
end
$$;

grant create on schema chat to seller_chat_core;
alter function chat.claim owner to seller_chat_core;
revoke create on schema chat from seller_chat_core;
revoke execute on function chat.claim from public;
do $$
begin
  execute format('grant execute on function chat.claim to %I', current_user);
end $$;
