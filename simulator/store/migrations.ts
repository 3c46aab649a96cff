/** Applied in order, each once, by `migrate`. A released one is never edited: add another. */
export const migrations: readonly { name: string; sql: string }[] = [
  {
    name: '001-book',
    sql: `
      create table state (
        only_row boolean primary key default true check (only_row),
        offset_ms bigint not null,
        days_done_through date not null,
        behaviour json not null,
        fault_rules json not null
      );
      create table accounts (
        id uuid primary key,
        seq bigint generated always as identity,
        name text not null,
        cpf_cnpj text not null,
        environment text not null check (environment in ('sandbox', 'production')),
        agency text not null,
        account_number text not null unique,
        account_digit text not null,
        behaviour json not null,
        quota_opened_at timestamptz,
        quota_used integer not null default 0
      );
      create table api_keys (
        key text primary key,
        account_id uuid not null references accounts,
        revoked boolean not null default false
      );
      create sequence customer_numbers start 8000001;
      create table customers (
        id text primary key,
        seq bigint generated always as identity,
        account_id uuid not null references accounts,
        date_created date not null,
        deleted boolean not null default false,
        name text not null,
        cpf_cnpj text not null,
        email text,
        group_name text,
        external_reference text,
        notification_disabled boolean not null,
        foreign_customer boolean not null,
        details json not null
      );
      create index on customers (account_id, cpf_cnpj);
      create sequence our_numbers start 13000001;
      create sequence invoice_numbers start 15900001;
      create table charges (
        id text primary key,
        seq bigint generated always as identity unique,
        account_id uuid not null references accounts,
        customer_id text not null references customers,
        billing_type text not null,
        status text not null,
        deleted boolean not null default false,
        automatic boolean not null default false,
        created_at timestamptz not null,
        date_created date not null,
        value_cents bigint not null check (value_cents > 0),
        original_value_cents bigint,
        interest_cents bigint,
        fee_cents bigint not null,
        due_date date not null,
        original_due_date date not null,
        description text,
        external_reference text,
        registration_cancellation_days integer,
        registration_cancelled boolean not null default false,
        discount json not null,
        fine json not null,
        interest json not null,
        our_number text unique,
        invoice_number text not null,
        pix_revision integer not null default 0,
        pix_transaction uuid,
        confirmed_date date,
        payment_date date,
        client_payment_date date,
        credit_date date,
        check (status <> 'CONFIRMED' or (confirmed_date is not null and credit_date is not null)),
        check (status not in ('RECEIVED', 'RECEIVED_IN_CASH') or payment_date is not null)
      );
      create index on charges (account_id, seq);
      create index on charges (account_id, date_created);
      create index on charges (account_id, external_reference);
      create index on charges (status, due_date);
      create table history (
        seq bigint generated always as identity primary key,
        charge_id text not null references charges,
        at timestamptz not null,
        event text not null
      );
      create index on history (charge_id);
      create table receipts (
        seq bigint generated always as identity primary key,
        charge_id text not null references charges,
        at timestamptz not null,
        method text not null check (method in ('boleto', 'pix', 'cash', 'cash-undone')),
        value_cents bigint not null check ((value_cents < 0) = (method = 'cash-undone')),
        fee_cents bigint not null
      );
      create index on receipts (charge_id);
      create table refunds (
        seq bigint generated always as identity primary key,
        charge_id text not null references charges,
        at timestamptz not null,
        value_cents bigint not null check (value_cents > 0),
        description text,
        status text not null check (status in ('PENDING', 'DONE', 'CANCELLED'))
      );
      create index on refunds (charge_id);
      create table webhooks (
        id uuid primary key,
        seq bigint generated always as identity,
        account_id uuid not null references accounts,
        name text not null,
        url text not null,
        email text,
        enabled boolean not null,
        interrupted boolean not null,
        api_version integer not null,
        send_type text not null check (send_type in ('SEQUENTIALLY', 'NON_SEQUENTIALLY')),
        auth_token text not null,
        events text[] not null,
        consecutive_failures integer not null default 0
      );
      create sequence event_numbers start 9700001;
      create table events (
        id text primary key,
        account_id uuid not null references accounts,
        charge_id text not null references charges,
        event text not null,
        at timestamptz not null,
        body text not null
      );
      create table deliveries (
        id bigint generated always as identity primary key,
        webhook_id uuid not null references webhooks on delete cascade,
        event_id text not null references events,
        position_at timestamptz not null,
        next_attempt_at timestamptz not null,
        failures integer not null default 0,
        state text not null default 'pending' check (state in ('pending', 'delivered', 'forgotten'))
      );
      create index on deliveries (webhook_id, position_at, id) where state = 'pending';
      create index on deliveries (event_id);
      create table attempts (
        seq bigint generated always as identity primary key,
        delivery_id bigint not null references deliveries on delete cascade,
        at timestamptz not null,
        status integer,
        error text
      );
      create index on attempts (delivery_id);
      create table calls (
        account_id uuid not null references accounts,
        endpoint text not null,
        outcome text not null check (outcome in ('ok', 'refused', 'failed')),
        count integer not null,
        primary key (account_id, endpoint, outcome)
      );
    `,
  },
  {
    name: '002-statement',
    sql: `
      create table statement_lines (
        seq bigint generated always as identity primary key,
        account_id uuid not null references accounts,
        date date not null,
        type text not null,
        value_cents bigint not null,
        charge_id text references charges,
        description text not null
      );
      create index on statement_lines (account_id, seq);
    `,
  },
  {
    name: '003-events-of-keys',
    sql: 'alter table events alter column charge_id drop not null',
  },
  {
    name: '004-previous-slips-and-chargebacks',
    sql: `
      alter table charges add column previous_slip json, add column chargeback text
        check (chargeback in ('REQUESTED', 'IN_DISPUTE', 'DISPUTE_LOST', 'REVERSED'));
    `,
  },
  {
    name: '005-notifications',
    sql: `
      create sequence notification_numbers start 42000001;
      create table notifications (
        id text primary key,
        seq bigint generated always as identity,
        customer_id text not null references customers,
        event text not null,
        schedule_offset integer not null,
        enabled boolean not null default true,
        email_enabled_for_provider boolean not null,
        sms_enabled_for_provider boolean not null default false,
        email_enabled_for_customer boolean not null default true,
        sms_enabled_for_customer boolean not null default true,
        phone_call_enabled_for_customer boolean not null default false,
        whatsapp_enabled_for_customer boolean not null default false
      );
      create index on notifications (customer_id, seq);
      insert into notifications (id, customer_id, event, schedule_offset, email_enabled_for_provider)
      select 'not_' || lpad(nextval('notification_numbers')::text, 12, '0'), customers.id, fixed.event, days,
        fixed.event in ('PAYMENT_RECEIVED', 'PAYMENT_OVERDUE')
      from customers, (values ('PAYMENT_RECEIVED', 0), ('PAYMENT_OVERDUE', 0), ('PAYMENT_DUEDATE_WARNING', 10),
        ('PAYMENT_DUEDATE_WARNING', 0), ('PAYMENT_CREATED', 0), ('PAYMENT_UPDATED', 0),
        ('SEND_LINHA_DIGITAVEL', 0), ('PAYMENT_OVERDUE', 7)) as fixed (event, days);
    `,
  },
];
