/**
 * The rows of a seeded company, as SQL. A row's number decides all of it, so two seeds of one size differ only by what
 * day it is. `$1` is the company.
 */

/** Every table that the seed fills. */
export const seededTables = [
  'accounts',
  'payers',
  'customers',
  'sending_rules',
  'audit_entries',
  'documents',
  'remittances',
  'remittance_items',
  'registration_attempts',
  'charges',
  'ledger_entries',
  'unidentified_receipts',
  'settlement_returns',
  'settlement_return_items',
  'divergences',
  'timeline',
  'erp_events',
  'provider_events',
  'messages',
  'statement_lines',
  'statement_days',
  'webhook_endpoints',
  'webhook_deliveries',
  'document_figure_changes',
  'remittance_count_changes',
];

/** `draw`: a number below `out_of` that is always the same for a row and a question. `time_id`: an id that grows with time, like our own. */
export const batchFunctions = `
  create or replace function pg_temp.draw(n int, question int, out_of int) returns int immutable language sql as $$
    select (abs(hashint8(n::bigint * 1000003 + question)::bigint) % out_of)::int $$;
  create or replace function pg_temp.time_id(at timestamptz, of_what text) returns uuid stable language sql as $$
    select (lpad(to_hex((extract(epoch from at) * 1000)::bigint), 12, '0') || '7' || substr(digest, 1, 3)
      || '8' || substr(digest, 4, 15))::uuid from md5(current_setting('app.tenant_id') || of_what) digest $$;
  create or replace function pg_temp.fixed_id(of_what text) returns uuid stable language sql as $$
    select md5(current_setting('app.tenant_id') || of_what)::uuid $$`;

/** Three accounts, of no Asaas: nothing asks for work of them. Five rules that send nothing, and who changed what of both. */
export const accountRows = [
  `insert into accounts (id, tenant_id, name, bank_code, agency, number, digit, environment, api_key_sealed, api_key_hint,
     webhook_endpoint, webhook_token_sealed, webhook_token_digest, webhook_status)
   select pg_temp.fixed_id('account' || n), $1, 'Conta ' || n, '461', '0001', n::text, '0', 'sandbox', 'none', 'none',
     pg_temp.fixed_id('webhook' || n)::text, 'none', sha256(n::text::bytea), 'active'
   from generate_series(1, 3) n`,
  `insert into webhook_endpoints (id, tenant_id, url, secret_sealed, status, reason, read_sequence)
   values (pg_temp.fixed_id('endpoint'), $1, 'https://erp.invalid/remessa', 'none', 'parked', 'Semente', 0)`,
  `insert into unidentified_receipts (id, tenant_id, account_id, charge_id, gross_cents, net_cents, paid_on, payer_tax_id)
   select pg_temp.time_id(now() - n * interval '1 hour', 'receipt' || n), $1, pg_temp.fixed_id('account1'),
     'pay_foreign_' || n, 5000 + pg_temp.draw(n, 1, 500000), 4801 + pg_temp.draw(n, 1, 500000),
     current_date - n / 24, lpad((n * 37)::text, 11, '0')
   from generate_series(1, 2000) n`,
  `insert into sending_rules (id, tenant_id, name, priority, account_id)
   select pg_temp.fixed_id('rule' || n), $1, 'Regra ' || n, n, pg_temp.fixed_id('account' || 1 + n % 3)
   from generate_series(1, 5) n`,
  `insert into audit_entries (tenant_id, at, actor, action, resource_id)
   values ($1, now() - interval '3 years', 'admin', 'tenant.created', $1)`,
  // Some changes in each week, by two people and once a year by a third.
  `insert into audit_entries (tenant_id, at, actor, action, resource_id, before, after)
   select $1, now() - n * interval '2 days', case when n % 180 = 0 then 'operator:Rui Castro' else
       'operator:' || (array['Ana Ribeiro', 'Bruno Lima'])[1 + n % 2] end,
     (array['account', 'sending_rule'])[1 + n / 2 % 2] || '.changed',
     pg_temp.fixed_id((array['account', 'rule'])[1 + n / 2 % 2] || 1 + n % 3),
     jsonb_build_object('name', 'Antes ' || n), jsonb_build_object('name', 'Depois ' || n)
   from generate_series(1, 547) n`,
];

/** `$2` payers. A fourth of them have an account of their own; the ERP changed its mind about the notices of every second one. */
export const payerRows: readonly string[] = [
  `insert into payers (id, tenant_id, tax_id, name, email, default_account_id, created_at)
  select pg_temp.fixed_id('payer' || n), $1, lpad((n * 37)::text, 11, '0'),
    (array['João', 'José', 'Antônio', 'Conceição', 'Maria', 'Ana', 'Luís', 'Flávia', 'Márcio', 'Ângela', 'Paulo',
      'Sônia', 'Caio', 'Inês', 'Célia', 'Rui'])[1 + pg_temp.draw(n, 1, 16)] || ' ' ||
    (array['Silva', 'Souza', 'Araújo', 'Gonçalves', 'Lima', 'Costa', 'Ribeiro', 'Rocha', 'Nóbrega', 'Queiroz',
      'Teixeira', 'Barros', 'Falcão', 'Guimarães', 'Sá', 'Peçanha', 'Leão', 'Castro', 'Dias',
      'Moura'])[1 + pg_temp.draw(n, 2, 20)] || ' ' || upper(substr(md5(n::text), 1, 4)),
    'pagador' || n || '@example.com',
    case when pg_temp.draw(n, 3, 4) = 0 then pg_temp.fixed_id('account' || 1 + pg_temp.draw(n, 4, 3)) end,
    now() - interval '3 years'
  from generate_series(1, $2::int) n`,
  `insert into audit_entries (tenant_id, at, actor, action, resource_id, before, after)
   select $1, now() - interval '1095 days' * (1 - n::float8 / $2::int), 'erp:ERP da matriz', 'payer.changed',
     pg_temp.fixed_id('payer' || n), '{"notify": null}', '{"notify": false}'
   from generate_series(1, $2::int, 2) n`,
];

/** What every row of a document is told by, one line per document: `$1` to `$2` of `$3`, of `$4` payers, with `$5` flags. */
const plan = `
  create temp table plan as
  with born as (
    select n, now() - interval '1095 days' * (1 - n::float8 / $3::int) as born_at, pg_temp.draw(n, 6, 1000) as fate
    from generate_series($1::int, $2::int) n
  ), due as (
    select *, (born_at + (30 + pg_temp.draw(n, 1, 31)) * interval '1 day')::date as due_date from born
  ), placed as (
    select *, case when due_date >= current_date then
        case when fate < 80 then 'pending' when fate < 83 then 'registering' when fate < 85 then 'uncertain'
          when fate < 95 then 'rejected' when fate < 115 then 'cancelled' when fate < 125 then 'paid'
          when fate < 225 then 'settled' else 'registered' end
      else
        case when fate < 15 then 'rejected' when fate < 45 then 'cancelled' when fate < 55 then 'refunded'
          when fate < 57 then 'paid' when fate < 58 then 'uncertain' when fate < 61 then 'pending'
          when fate < 123 then 'overdue' else 'settled' end
      end as status
    from due
  )
  select n, born_at, due_date, status, pg_temp.time_id(born_at, 'document' || n) as id,
    pg_temp.fixed_id('payer' || 1 + pg_temp.draw(n, 2, $4::int)) as payer_id,
    case when status <> 'pending' then
      pg_temp.fixed_id('account' || (array[1, 1, 1, 1, 1, 1, 2, 2, 2, 3])[1 + pg_temp.draw(n, 3, 10)]) end as account_id,
    5000 + pg_temp.draw(n, 4, 500000) as amount_cents, case pg_temp.draw(n, 5, 20) when 0 then 500 else 0 end as addition_cents,
    (n - 1) / 5000 as chunk, 'pay_' || lpad(n::text, 16, '0') as charge_id,
    status in ('registered', 'overdue', 'paid', 'settled', 'refunded') as has_charge,
    case when status in ('paid', 'settled', 'refunded')
      then least(due_date + pg_temp.draw(n, 7, 12) - 6, current_date) end as paid_on,
    case when status in ('registered', 'overdue', 'settled') and pg_temp.draw(n, 8, 1000) < 15
      then ($5::text[])[1 + least(pg_temp.draw(n, 9, 16), pg_temp.draw(n, 10, 16))] end as flag,
    status in ('registering', 'registered') and pg_temp.draw(n, 11, 100) < 5 as is_held
  from placed`;

/** The first statement makes the plan, the others fill one table each. */
export const documentRows: readonly [string, ...string[]] = [
  plan,
  `insert into customers (tenant_id, account_id, payer_id, customer_id, synced_version)
   select distinct $1::uuid, account_id, payer_id, 'cus_' || md5(account_id || payer_id::text), 1 from plan where has_charge
   on conflict do nothing`,
  // Every third remittance was sent by a rule.
  `insert into remittances (id, tenant_id, account_id, status, total, created_at, completed_at, sending_rule_id)
   select pg_temp.fixed_id('remittance' || chunk || account_id), $1, account_id, 'completed', count(*), min(born_at),
     max(born_at), case when chunk % 3 = 0 then pg_temp.fixed_id('rule' || 1 + chunk % 5) end
   from plan where account_id is not null group by chunk, account_id`,
  `insert into documents (id, tenant_id, erp_id, number, payer_id, account_id, remittance_id, status, flags,
     synced_version, message_seq, amount_cents, addition_cents, due_date, charge_id, synced_terms, our_number, last_error,
     hold, hold_work, hold_since, hold_account_id, hold_tries, created_at, updated_at, registered_at, paid_on,
     credit_expected_on, settled_at, cancelled_at, refunded_at)
   select id, $1, 'CR-' || n, 'NF-' || lpad(n::text, 7, '0'), payer_id, account_id,
     case when account_id is not null then pg_temp.fixed_id('remittance' || chunk || account_id) end, status,
     case when flag is null then '{}' else jsonb_build_object(flag, jsonb_build_object('reason',
       'Semente: um caso de ' || flag, 'at', born_at, 'amountCents', 100)) end,
     has_charge::int, 1, amount_cents, addition_cents, due_date, case when has_charge then charge_id end,
     case when has_charge then jsonb_build_object('amountCents', amount_cents, 'additionCents', addition_cents,
       'rebateCents', 0, 'discount', null, 'fine', null, 'interest', null, 'dueDate', due_date, 'description', null,
       'billingType', 'BOLETO') end,
     case when has_charge then lpad(n::text, 11, '0') end,
     case when status = 'rejected' then jsonb_build_object(
       'code', (array['invalid_customer', 'invalid_dueDate', 'invalid_value'])[1 + n % 3], 'field',
       (array['payer', 'dueDate', 'amountCents'])[1 + n % 3], 'message', 'Semente: recusado', 'cure', 'Corrija o campo.') end,
     case when is_held then (array['quota', 'daily_limit', 'unexpected'])[1 + n % 3] end,
     case when is_held then case status when 'registering' then 'register' else 'amend' end end,
     case when is_held then now() end, case when is_held then account_id end, is_held::int, born_at, born_at,
     case when has_charge then born_at + interval '1 hour' end, paid_on,
     case when status = 'paid' then paid_on + 1 end,
     case when status in ('settled', 'refunded') then least(paid_on + interval '30 hours', now()) end,
     case when status = 'cancelled' then born_at + interval '1 day' end,
     case when status = 'refunded' then least(paid_on + interval '3 days', now()) end
   from plan`,
  `insert into remittance_items (remittance_id, tenant_id, position, document_id, handed_at, outcome, outcome_at, error)
   select pg_temp.fixed_id('remittance' || chunk || account_id), $1,
     row_number() over (partition by chunk, account_id order by n), id, born_at,
     case when has_charge then 'registered' when status = 'registering' then null else status end,
     case when status <> 'registering' then born_at end,
     case when status = 'rejected' then jsonb_build_object('code', (array['invalid_customer', 'invalid_dueDate',
       'invalid_value'])[1 + n % 3], 'field', null, 'message', 'Semente: recusado', 'cure', null) end
   from plan where account_id is not null`,
  `insert into registration_attempts (id, tenant_id, document_id, account_id, number, version, charge, opened_at, sent_at,
     outcome, closed_at, charge_id)
   select pg_temp.time_id(born_at, 'attempt' || n), $1, id, account_id, 1, 1, '{}', born_at, born_at, 'registered', born_at, charge_id
   from plan where has_charge`,
  `insert into charges (tenant_id, account_id, charge_id, document_id, attempt_id, created_at)
   select $1, account_id, charge_id, id, pg_temp.time_id(born_at, 'attempt' || n), born_at from plan where has_charge`,
  `insert into ledger_entries (id, tenant_id, account_id, document_id, charge_id, cause, gross_cents, fee_cents, net_cents,
     face_cents, addition_cents, paid_on, credited_on, source, created_at)
   select pg_temp.time_id(least(paid_on + interval '30 hours', now()), 'entry' || sign || n), $1, account_id, id, charge_id,
     case sign when 1 then 'payment' else 'refund/' || amount_cents end, sign * (amount_cents + addition_cents),
     case sign when 1 then 199 else 0 end, sign * (amount_cents + addition_cents) - case sign when 1 then 199 else 0 end,
     case sign when 1 then amount_cents else 0 end, case sign when 1 then addition_cents else 0 end, paid_on, paid_on + 1,
     'webhook', least(paid_on + interval '30 hours', now())
   from plan cross join (values (1), (-1)) as entry (sign)
   where status = 'settled' and sign = 1 or status = 'refunded'`,
  // A return for each day of each account, loaded on the morning after and never processed: the webhook was faster.
  `insert into settlement_returns (id, tenant_id, account_id, paid_from, paid_to, status, created_at, loaded_at)
   select distinct pg_temp.time_id(received_on + interval '33 hours', 'return' || account_id || received_on), $1::uuid,
     account_id, received_on, received_on, 'ready', received_on + interval '33 hours', received_on + interval '33 hours'
   from plan cross join lateral (values (least(paid_on + 1, current_date))) as asaas (received_on)
   where status in ('settled', 'refunded') and account_id is not null
   on conflict (id) do nothing`,
  `insert into settlement_return_items (return_id, tenant_id, account_id, charge_id, kind, document_id, reference, method,
     gross_cents, fee_cents, net_cents, face_cents, addition_cents, paid_on, received_on, credited_on)
   select pg_temp.time_id(received_on + interval '33 hours', 'return' || account_id || received_on), $1, account_id,
     charge_id, 'already_settled', id, pg_temp.time_id(born_at, 'attempt' || n), 'boleto', amount_cents + addition_cents,
     199, amount_cents + addition_cents - 199, amount_cents, addition_cents, paid_on, received_on, received_on
   from plan cross join lateral (values (least(paid_on + 1, current_date))) as asaas (received_on)
   where status in ('settled', 'refunded') and account_id is not null`,
  `insert into divergences (id, tenant_id, account_id, document_id, charge_id, field, ours, theirs, found_at, closed_at, outcome)
   select pg_temp.time_id(born_at, 'divergence' || n), $1, account_id, id, charge_id,
     (array['amountCents', 'dueDate', 'discount', 'status'])[1 + n % 4], '1', '2', born_at,
     case when flag is distinct from 'diverged' then born_at end,
     case when flag is distinct from 'diverged' then 'mended' end
   from plan where flag = 'diverged' or (has_charge and pg_temp.draw(n, 12, 200) = 0)`,
  `insert into timeline (tenant_id, document_id, at, what, actor)
   select $1, id, born_at, what, actor
   from plan cross join lateral (values ('document.entered', 'erp:ERP da matriz', true),
     ('remittance.sent', 'operator:' || (array['Ana Ribeiro', 'Bruno Lima'])[1 + chunk % 2], account_id is not null),
     ('charge.registered', 'remessa', has_charge)) as line (what, actor, is_there)
   where is_there order by n`,
  `insert into erp_events (tenant_id, sequence, id, type, occurred_at, data)
   select $1, n, pg_temp.time_id(born_at, 'event' || n), 'document.' || case status when 'registering' then 'uncertain'
       when 'pending' then 'uncertain' else status end, born_at,
     jsonb_build_object('documentId', id, 'erpId', 'CR-' || n, 'number', 'NF-' || lpad(n::text, 7, '0'), 'status', status)
   from plan`,
  `insert into provider_events (id, tenant_id, account_id, event_id, name, charge_id, body, fate, received_at)
   select pg_temp.time_id(born_at, 'provider' || n), $1, account_id, 'evt_' || n, 'PAYMENT_RECEIVED', charge_id,
     convert_to(repeat('Semente ', 60), 'UTF8'), 'forwarded', least(paid_on + interval '30 hours', now())
   from plan where paid_on is not null`,
  `insert into messages (id, tenant_id, workflow_type, workflow_id, seq, signal, subject, created_at, delivered_at)
   select pg_temp.time_id(born_at, 'message' || n), $1::uuid, 'receivableDocument', 'document/' || $1::uuid::text || '/' || id, 1, 'documentSent',
     jsonb_build_object('documentId', id, 'accountId', account_id), born_at, born_at
   from plan`,
  `insert into statement_lines (tenant_id, account_id, line_id, on_date, kind, provider_type, amount_cents, balance_cents,
     charge_id, description, explanation, booked_cents)
   select $1, account_id, 'ftx_' || kind || n, paid_on, kind, upper(kind), amount, 1000000, charge_id, 'Semente',
     case when pg_temp.draw(n, 13, 1000) = 0 then 'unexplained' else 'booked' end, amount
   from plan cross join lateral (values ('payment', amount_cents + addition_cents), ('payment_fee', -199)) as line (kind, amount)
   where paid_on is not null order by paid_on`,
  `insert into webhook_deliveries (id, tenant_id, endpoint_id, sequence, event_id, type, subject, status, attempts,
     first_attempt_at, last_attempt_at, http_status, delivered_at, created_at)
   select pg_temp.time_id(born_at, 'delivery' || n), $1, pg_temp.fixed_id('endpoint'), n, pg_temp.time_id(born_at, 'event' || n),
     'document.settled', id::text, case when fate = 'waiting' then 'waiting' else 'delivered' end,
     case fate when 'waiting' then 0 else 1 end, done_at, done_at, case fate when 'waiting' then null else 204 end, done_at, born_at
   from (select *, case when pg_temp.draw(n, 14, 1000) = 0 then 'waiting' else 'delivered' end as fate from plan) plan
   cross join lateral (values (case fate when 'delivered' then born_at end)) as done (done_at)`,
];

/** What triggers would have kept of the company, if they had not rested. */
export const keptRows = [
  `insert into document_figure_changes (tenant_id, status, account_id, due_date, paid_on, count, amount_cents)
   select tenant_id, status, account_id, due_date, paid_on, count(*), sum(amount_cents + addition_cents - rebate_cents)
   from documents group by 1, 2, 3, 4, 5`,
  `insert into remittance_count_changes (tenant_id, remittance_id, outcome, count)
   select tenant_id, remittance_id, coalesce(outcome, 'waiting'), count(*) from remittance_items group by 1, 2, 3`,
  `insert into statement_days (tenant_id, account_id, on_date, count, in_cents, out_cents, unexplained_count, unexplained_cents,
     first_position, last_position)
   select tenant_id, account_id, on_date, count(*), sum(greatest(amount_cents, 0)), sum(least(amount_cents, 0)),
     count(*) filter (where explanation = 'unexplained'),
     coalesce(sum(amount_cents) filter (where explanation = 'unexplained'), 0), min(position), max(position)
   from statement_lines group by 1, 2, 3`,
];
