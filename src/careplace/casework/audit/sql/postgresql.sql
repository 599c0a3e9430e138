create function audit_refuse() returns trigger language plpgsql as $$
begin raise exception 'audit events are never changed or deleted'; end $$;

create function audit_head_goes_up() returns trigger language plpgsql as $$
begin
  if new.count <> old.count + 1 or new.place <> old.place then
    raise exception 'the count of audit events only goes up by one';
  end if;
  return new;
end $$;

create function audit_text_only_erased() returns trigger language plpgsql as $$
begin
  if new.text <> '' or new.salt <> '' or new.erased_at is null or new.event_id <> old.event_id
    or new.side <> old.side or new.field <> old.field then
    raise exception 'a text of the audit can be erased, not changed';
  end if;
  return new;
end $$;

create trigger audit_event_no_change before update or delete on audit_event
for each row execute function audit_refuse();

create trigger audit_event_no_truncate before truncate on audit_event
for each statement execute function audit_refuse();

create trigger audit_head_goes_up before update on audit_head
for each row execute function audit_head_goes_up();

create trigger audit_head_no_delete before delete on audit_head
for each row execute function audit_refuse();

create trigger audit_head_no_truncate before truncate on audit_head
for each statement execute function audit_refuse();

create trigger audit_personaltext_only_erased before update on audit_personaltext
for each row execute function audit_text_only_erased();

create trigger audit_personaltext_no_delete before delete on audit_personaltext
for each row execute function audit_refuse();

create trigger audit_personaltext_no_truncate before truncate on audit_personaltext
for each statement execute function audit_refuse();
