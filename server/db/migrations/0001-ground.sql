-- Two roles that can't sign in and can't bypass row-level security. Roles belong to the whole cluster, so a rival
-- migration of another database may make them at the same moment.
do $$
begin
  create role seller_chat_app nologin;
exception when duplicate_object or unique_violation then null;
end $$;
do $$
begin
  create role seller_chat_core nologin;
exception when duplicate_object or unique_violation then null;
end $$;
do $$
begin
  execute format('grant seller_chat_app, seller_chat_core to %I', current_user);
end $$;
grant usage on schema chat to seller_chat_app, seller_chat_core;

create function chat.asker() returns text language sql stable
  return nullif(current_setting('chat.asker', true), '');
create function chat.asker_sellers() returns text[] language sql stable
  return coalesce(nullif(current_setting('chat.sellers', true), ''), '{}')::text[];

create table chat.person (
  id text primary key,
  name text not null,
  picture text,
  -- Acts for a seller: shown to any buyer, as a shop assistant is.
  agent boolean not null default false,
  seen_at timestamptz(3) not null
);

create table chat.seller (
  id text primary key,
  name text not null default '',
  picture text,
  hours jsonb,
  away text
);

-- The hot row. The inbox indexes hold a quarter of an hour (`…_slot`), not the moment: most updates then touch no
-- index (HOT), and a list sorts within a slot. Hence the free space in each page, too.
create table chat.conversation (
  id uuid primary key,
  buyer_id text not null,
  seller_id text not null,
  topic jsonb,
  rev bigint not null default 0,
  last_seq bigint not null default 0,
  last_at timestamptz(3) not null,
  last_slot integer not null,
  last_text text not null default '',
  last_side text,
  changed_at timestamptz(3) not null,
  changed_slot integer not null,
  buyer_received_seq bigint not null default 0,
  buyer_read_seq bigint not null default 0,
  buyer_unread integer not null default 0,
  buyer_pushed_seq bigint not null default 0,
  buyer_push_due_at timestamptz(3),
  seller_received_seq bigint not null default 0,
  seller_read_seq bigint not null default 0,
  seller_unread integer not null default 0,
  seller_pushed_seq bigint not null default 0,
  seller_push_due_at timestamptz(3),
  status text not null default 'open' check (status in ('open', 'closed')),
  assignee text
) with (fillfactor = 60);
create index conversation_seller_last on chat.conversation (seller_id, last_slot desc);
create index conversation_seller_changed on chat.conversation (seller_id, changed_slot desc);
create index conversation_buyer_last on chat.conversation (buyer_id, last_slot desc);
create index conversation_buyer_changed on chat.conversation (buyer_id, changed_slot desc);

create function chat.slot(at timestamptz) returns integer language sql immutable parallel safe
  return (extract(epoch from at at time zone 'UTC') / 900)::integer;

create table chat.conversation_key (
  buyer_id text not null,
  seller_id text not null,
  topic_id text not null default '',
  conversation_id uuid not null,
  primary key (buyer_id, seller_id, topic_id)
);

-- No foreign key to conversation: the writer inserts only beside a conversation row that it has locked, and a check
-- per row would cost a third of the insert.
create table chat.message (
  conversation_id uuid not null,
  seq bigint not null,
  id uuid not null,
  rev bigint not null,
  side text not null check (side in ('buyer', 'seller', 'system')),
  sender text not null,
  text text not null,
  attachments jsonb,
  reply_to bigint,
  created_at timestamptz(3) not null,
  edited_at timestamptz(3),
  removed_at timestamptz(3),
  primary key (conversation_id, seq)
);
create unique index message_rev on chat.message (conversation_id, rev);
-- The last of the three: while the table is small they cost the planner the same, and it takes the youngest. The writer
-- looks for ids, and keeps the plan that it made then.
create unique index message_id on chat.message (conversation_id, id);

create table chat.message_version (
  conversation_id uuid not null,
  seq bigint not null,
  rev bigint not null,
  text text not null,
  replaced_at timestamptz(3) not null,
  primary key (conversation_id, seq, rev)
);

create table chat.attachment (
  id uuid primary key,
  uploader text not null,
  conversation_id uuid not null,
  name text not null,
  type text not null,
  size bigint not null,
  width integer,
  height integer,
  created_at timestamptz(3) not null
);
create index attachment_conversation on chat.attachment (conversation_id);

create table chat.push_subscription (
  endpoint text primary key,
  person_id text not null,
  p256dh text not null,
  auth text not null,
  locale text,
  created_at timestamptz(3) not null,
  failed_at timestamptz(3)
);
create index push_subscription_person on chat.push_subscription (person_id);

create table chat.block (
  conversation_id uuid not null,
  side text not null check (side in ('buyer', 'seller')),
  person_id text not null,
  created_at timestamptz(3) not null,
  primary key (conversation_id, side)
);

create table chat.report (
  id uuid primary key,
  conversation_id uuid not null,
  person_id text not null,
  reason text not null,
  evidence jsonb not null,
  created_at timestamptz(3) not null
);

create table chat.canned_reply (
  id uuid primary key,
  seller_id text not null,
  shortcut text not null,
  text text not null,
  unique (seller_id, shortcut)
);

create table chat.note (
  id uuid primary key,
  conversation_id uuid not null,
  author text not null,
  text text not null,
  created_at timestamptz(3) not null
);
create index note_conversation on chat.note (conversation_id, created_at);

-- The server's own: keys that it made once. Nobody's words, and nobody's to read but the owner's.
create table chat.setting (
  name text primary key,
  value jsonb not null
);
