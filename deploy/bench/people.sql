-- For circuits-badge.mjs: 600 technicians charge.0.demo … who sign in with the password of the user named by :like, each with one ticket.
-- psql -v like="'NAME'" -f people.sql, as the owner, on a database with the demonstration in it.
create temporary table charge as select n, gen_random_uuid() as id from generate_series(0, 599) n;
insert into kernel.users select (jsonb_populate_record(u, jsonb_build_object('id', c.id, 'user_name', 'charge.' || c.n || '.demo',
    'normalized_user_name', upper('charge.' || c.n || '.demo'), 'email', null, 'normalized_email', null, 'external_id', null, 'display_name', 'Charge ' || c.n))).*
  from kernel.users u, charge c where u.user_name = :like;
insert into kernel.role_assignments select (jsonb_populate_record(a, jsonb_build_object('id', gen_random_uuid(), 'user_id', c.id))).*
  from kernel.role_assignments a join kernel.users u on u.id = a.user_id and u.user_name = :like, charge c;
insert into tickets.tickets select (jsonb_populate_record(t, jsonb_build_object('id', gen_random_uuid(), 'number', 'TIC-2026-9' || lpad(c.n::text, 5, '0'),
    'external_id', 'charge-' || c.n, 'assignee_id', c.id, 'title', 'Charge ' || c.n))).*
  from (select * from tickets.tickets where state = 'InProgress' limit 1) t, charge c;
