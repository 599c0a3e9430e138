create trigger audit_event_no_update before update on audit_event
begin select raise(abort, 'audit events are never changed'); end;

create trigger audit_event_no_delete before delete on audit_event
begin select raise(abort, 'audit events are never deleted'); end;

create trigger audit_head_goes_up before update on audit_head
when new.count <> old.count + 1 or new.place <> old.place
begin select raise(abort, 'the count of audit events only goes up by one'); end;

create trigger audit_head_no_delete before delete on audit_head
begin select raise(abort, 'the count of audit events is never deleted'); end;

create trigger audit_personaltext_only_erased before update on audit_personaltext
when new.text <> '' or new.salt <> '' or new.erased_at is null or new.event_id <> old.event_id
  or new.side <> old.side or new.field <> old.field
begin select raise(abort, 'a text of the audit can be erased, not changed'); end;

create trigger audit_personaltext_no_delete before delete on audit_personaltext
begin select raise(abort, 'a text of the audit is erased, not deleted'); end;
