-- Deletes steps of one ended status that ended at least :age_ms ago, oldest first.
-- The row count tells how many; fewer than :limit means that none is left.
delete from step_tracker
where status = :status
  and step_id in (
    select old.step_id
    from step_tracker as old
    where old.status = :status
      and old.ended_ts <= date_part(epoch_millisecond, sysdate()) - :age_ms
    qualify row_number() over (order by old.ended_ts, old.seq) <= :limit)
