-- What people have reported, for the operator alone: nobody who chats may read it, not even their own.
create policy core on chat.report for select to seller_chat_core using (true);
grant select on chat.report to seller_chat_core;
create index report_created on chat.report (created_at);

create function chat.reports(since timestamptz) returns table (
  id uuid, at timestamptz, person text, conversation uuid, buyer text, seller text, reason text, text text, evidence jsonb
)
language sql stable security definer
set search_path = pg_catalog, pg_temp
as $$
  select r.id, r.created_at, r.person_id, r.conversation_id, c.buyer_id, c.seller_id, r.reason, r.text, r.evidence
  from chat.report r left join chat.conversation c on c.id = r.conversation_id
  where r.created_at >= since order by r.created_at, r.id
$$;

grant create on schema chat to seller_chat_core;
alter function chat.reports owner to seller_chat_core;
revoke create on schema chat from seller_chat_core;
revoke execute on function chat.reports from public;
do $$
begin
  execute format('grant execute on function chat.reports to %I', current_user);
end $$;
