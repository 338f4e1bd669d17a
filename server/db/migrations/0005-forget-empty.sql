-- A conversation in which nothing was said is forgotten after a day; opening a panel makes one.
grant delete on chat.conversation to seller_chat_core;
-- No index helps here: one on `last_seq` would be written with every message, which now write none (HOT).

create function chat.forget_empty() returns bigint
language sql volatile security definer
set search_path = pg_catalog, pg_temp
as $$
  with forgotten as (
    delete from chat.conversation where last_seq = 0 and changed_at < now() - interval '1 day'
    returning id, buyer_id, seller_id, coalesce(topic ->> 'id', '') as topic_id
  ),
  keys as (
    delete from chat.conversation_key k using forgotten f
    where (k.buyer_id, k.seller_id, k.topic_id) = (f.buyer_id, f.seller_id, f.topic_id) and k.conversation_id = f.id
  )
  select count(*) from forgotten
$$;

grant create on schema chat to seller_chat_core;
alter function chat.forget_empty owner to seller_chat_core;
revoke create on schema chat from seller_chat_core;
revoke execute on function chat.forget_empty from public;
do $$
begin
  execute format('grant execute on function chat.forget_empty to %I', current_user);
end $$;
