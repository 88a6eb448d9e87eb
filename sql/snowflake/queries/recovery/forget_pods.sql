-- Deletes the rows of pods that left or were evicted at least :age_ms ago and hold nothing.
-- The row count tells how many.
delete from pod_health
where state in ('left', 'evicted')
  and left_ts <= date_part(epoch_millisecond, sysdate()) - :age_ms
  and pod_id not in (
    select step.claimed_by
    from step_tracker as step
    where step.status = 'claimed'
      and step.claimed_by is not null)
