-- For circuits-badge.mjs: 600 people charge.0.demo … who sign in with the password of the user named by :like, each with one ticket.
-- psql -v ON_ERROR_STOP=1 -v like="'NAME'" -f people.sql, as the owner, on a database with the demonstration in it.
create temporary table charge as select n, gen_random_uuid() as id from generate_series(0, 599) n;

-- Columns that can be written: generated ones compute themselves.
create function pg_temp.columns_of(t regclass) returns text language sql as
  'select string_agg(quote_ident(attname), '', '' order by attnum) from pg_attribute where attrelid = t and attnum > 0 and not attisdropped and attgenerated = ''''';

select format($f$insert into kernel.users (%1$s) select %1$s from (
    select (jsonb_populate_record(u, jsonb_build_object('id', c.id, 'user_name', 'charge.' || c.n || '.demo', 'normalized_user_name', upper('charge.' || c.n || '.demo'),
      'email', null, 'normalized_email', null, 'external_id', null, 'display_name', 'Charge ' || c.n))).* from kernel.users u, charge c where u.user_name = %2$L) x$f$,
  pg_temp.columns_of('kernel.users'), :like) \gexec
select format($f$insert into kernel.role_assignments (%1$s) select %1$s from (
    select (jsonb_populate_record(a, jsonb_build_object('id', gen_random_uuid(), 'user_id', c.id))).* from kernel.role_assignments a join kernel.users u on u.id = a.user_id, charge c where u.user_name = %2$L) x$f$,
  pg_temp.columns_of('kernel.role_assignments'), :like) \gexec
select format($f$insert into tickets.tickets (%1$s) select %1$s from (
    select (jsonb_populate_record(t, jsonb_build_object('id', gen_random_uuid(), 'number', 'TIC-2026-9' || lpad(c.n::text, 5, '0'), 'external_id', 'charge-' || c.n, 'assignee_id', c.id, 'title', 'Charge ' || c.n))).*
    from tickets.tickets t, charge c where t.id = (select id from tickets.tickets where state = 'InProgress' limit 1)) x$f$,
  pg_temp.columns_of('tickets.tickets')) \gexec
